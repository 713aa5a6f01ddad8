package dev.narthex.password;

import java.security.SecureRandom;

/// Hashes passwords and checks them.
///
/// New hashes are Argon2id; hashes of other systems are checked as they are, and ask to be replaced. All work goes
/// through the [HashGate], so that every method here can end in its refusal. Passwords are taken as typed, in UTF-8,
/// without normalisation; what [#mayHash] refuses matches nothing.
///
/// **Time.** [#verifyNothing] takes as long as [#verify] does for a password hashed here. For an imported hash, a
/// mismatch does the house's work, too, as the rehash after a match will: so a cheap hash (a digest, say) answers no
/// sooner. An expensive one (bcrypt) answers later, by its own cost, until its owner has signed in once.
public final class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final byte[] NO_SALT = new byte[SALT_BYTES];

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
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new StoredPassword(gate.pass(() -> housed(bytes, salt)).encoded());
    }

    public Match verify(String password, StoredPassword stored) {
        var hash = PasswordHash.parse(stored.encoded()).orElseThrow();
        return PasswordText.bytes(password)
                .filter(bytes -> gate.pass(() -> matches(hash, bytes)))
                .<Match>map(_ -> new Match.Matched(!isHousesOwn(hash)))
                .orElseGet(Match.Mismatched::new);
    }

    /// Takes as long as checking a password would: for people who do not exist, or have none.
    public void verifyNothing(String password) {
        PasswordText.bytes(password).ifPresent(bytes -> gate.pass(() -> housed(bytes, NO_SALT)));
    }

    private boolean matches(PasswordHash hash, byte[] password) {
        boolean matches = hash.matches(password);
        if (!matches && !(hash instanceof Argon2Hash)) housed(password, NO_SALT);
        return matches;
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
