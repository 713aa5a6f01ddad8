package dev.narthex.password;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/// Hashes passwords and checks them.
///
/// New hashes are Argon2id; hashes of other systems are checked as they are, and ask to be replaced. All work goes
/// through the [HashGate], so that every method here can end in its refusal. Passwords are taken as typed, in UTF-8,
/// without normalisation; what [#mayHash] refuses matches nothing.
///
/// **Time.** A check has two parts. The first takes the same time for everybody: one hash of the house, be it of the
/// password as the stored one was made, or of nothing ([#check] of a person who does not exist, or has no password), or
/// the hash that will replace an imported one. The second, [Check#match], takes what an imported hash costs, in a lane
/// of its own, and nothing for all others. Whoever must not tell the two apart holds the answer back
/// (`dev.narthex.flow.EvenTime`; `docs/adr/0014-refusals-take-even-time.md`).
public final class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2Cost cost;
    private final HashGate gate;
    private final SecureRandom random;

    public Passwords(Argon2Cost cost, HashGate gate, SecureRandom random) {
        this.cost = cost;
        this.gate = gate;
        this.random = random;
    }

    /// Whether this can be anyone's password: 1 to 1024 bytes of UTF-8 without NUL.
    public static boolean mayHash(String password) {
        return PasswordText.bytes(password).isPresent();
    }

    /// The password as it is to be stored.
    ///
    /// @throws IllegalArgumentException if it is one that [#mayHash] refuses
    public StoredPassword hash(String password) {
        byte[] bytes = PasswordText.bytes(password)
                .orElseThrow(() -> new IllegalArgumentException("not a password that may be hashed"));
        return fresh(bytes);
    }

    public Match verify(String password, StoredPassword stored) {
        return check(password, Optional.of(stored)).match();
    }

    /// Asked before a check leaves anything behind: who is turned away has not tried.
    ///
    /// @throws dev.narthex.http.Unavailable if too many are waiting
    public void requireRoom() {
        gate.requireRoom();
    }

    /// Begins to check a password: does what takes the same time for everybody.
    ///
    /// @param stored empty for people who do not exist, or have none
    public Check check(String password, Optional<StoredPassword> stored) {
        var hash = stored.map(it -> PasswordHash.parse(it.encoded()).orElseThrow());
        return PasswordText.bytes(password)
                .map(bytes -> hash.filter(this::isHousesOwn)
                        .map(own -> checked(own, bytes))
                        .orElseGet(() -> checked(hash, bytes)))
                .orElseGet(() -> new Check(Optional.empty(), Match.Mismatched::new));
    }

    private Check checked(PasswordHash own, byte[] password) {
        Match match = gate.pass(() -> own.matches(password)) ? new Match.Matched(false) : new Match.Mismatched();
        return new Check(Optional.empty(), () -> match);
    }

    private Check checked(Optional<PasswordHash> foreign, byte[] password) {
        var fresh = fresh(password);
        return new Check(
                Optional.of(fresh),
                () -> foreign.filter(it -> matches(it, password))
                        .<Match>map(_ -> new Match.Matched(true))
                        .orElseGet(Match.Mismatched::new));
    }

    private boolean matches(PasswordHash foreign, byte[] password) {
        return !(foreign instanceof HookedHash) && gate.passForeign(() -> foreign.matches(password));
    }

    private StoredPassword fresh(byte[] password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new StoredPassword(gate.pass(() -> housed(password, salt)).encoded());
    }

    /// A check whose first part is done.
    public static final class Check {
        private final Optional<StoredPassword> fresh;
        private final Supplier<Match> rest;

        private Check(Optional<StoredPassword> fresh, Supplier<Match> rest) {
            this.fresh = fresh;
            this.rest = rest;
        }

        /// The second part. It may take longer for some than for others.
        public Match match() {
            return rest.get();
        }

        /// The password as the house would store it, if it is not stored so: for when it turns out to be right.
        public Optional<StoredPassword> fresh() {
            return fresh;
        }
    }

    private Argon2Hash housed(byte[] password, byte[] salt) {
        return Argon2Hash.of(new Argon2Hash.Recipe(Argon2Hash.Type.ID, 19, cost, salt), password, HASH_BYTES);
    }

    private boolean isHousesOwn(PasswordHash hash) {
        return hash instanceof Argon2Hash(var recipe, var value)
                && recipe.type() == Argon2Hash.Type.ID
                && recipe.version() == 19
                && recipe.cost().equals(cost)
                && recipe.salt().length == SALT_BYTES
                && value.length == HASH_BYTES;
    }
}
