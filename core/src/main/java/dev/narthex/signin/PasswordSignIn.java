package dev.narthex.signin;

import dev.narthex.crypt.SecretHash;
import dev.narthex.hooks.PasswordImport;
import dev.narthex.http.Request;
import dev.narthex.http.Unavailable;
import dev.narthex.password.Match;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.signin.AttemptStore.Admission;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.signin.SignInResult.MustChange;
import dev.narthex.signin.SignInResult.Reason;
import dev.narthex.signin.SignInResult.Refused;
import dev.narthex.signin.SignInResult.SignedIn;
import dev.narthex.users.Login;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks a password. Every way through does the same work, so that neither words nor time tell whether a user exists.
public final class PasswordSignIn {
    static final Limits LIMITS = new Limits(10, Duration.ofMinutes(15));
    private static final String STRANGER = "stranger";
    /// Stands for the user whom a stranger made up.
    private static final String NOBODY = "00u00000000000000000";

    private static final Logger LOG = LoggerFactory.getLogger(PasswordSignIn.class);

    private final UserStore users;
    private final AttemptStore attempts;
    private final Passwords passwords;
    private final PasswordImport imports;
    private final Supplier<PasswordSettings> settings;
    private final InstantSource clock;

    /// How passwords are checked, and what else is asked of them.
    public record Rules(Passwords passwords, PasswordImport imports, Supplier<PasswordSettings> settings) {}

    public PasswordSignIn(UserStore users, AttemptStore attempts, Rules rules, InstantSource clock) {
        this.users = users;
        this.attempts = attempts;
        this.passwords = rules.passwords();
        this.imports = rules.imports();
        this.settings = rules.settings();
        this.clock = clock;
    }

    /// What somebody typed, and in which browser. `request` brought it.
    record Credentials(String username, String password, Optional<String> deviceToken, Request request) {
        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    SignInResult attempt(Credentials credentials) {
        Instant now = clock.instant();
        var user = users.byLogin(Login.of(credentials.username()));
        String id = user.map(User::id).orElse(NOBODY);
        var device = credentials.deviceToken().map(token -> SecretHash.of(token).hex());
        String source = device.filter(it -> attempts.isKnown(id, it)).orElse(STRANGER);
        // Counted before the password is looked at, so that parallel guesses can't outrun the count.
        var admission = attempts.admit(id, source, LIMITS, now);
        var stored = users.password(id);
        var match = match(credentials.password(), stored);
        if (user.isEmpty()) return new Refused(user, Reason.UNKNOWN_USER, false);
        if (admission instanceof Admission.Locked) return new Refused(user, Reason.LOCKED_OUT, false);
        boolean elsewhere = stored.filter(StoredPassword::byHook).isPresent();
        if (elsewhere && user.get().maySignIn()) match = vouched(user.get(), credentials);
        if (!(match instanceof Match.Matched(boolean rehash))) {
            return new Refused(user, Reason.INVALID_CREDENTIALS, isLast(admission));
        }
        boolean expired = user.get().status() == User.Status.PASSWORD_EXPIRED;
        if (!expired && !user.get().maySignIn()) return new Refused(user, Reason.NOT_ACTIVE, false);
        attempts.clear(id, source);
        device.ifPresent(it -> attempts.remember(id, it, now));
        if (expired || settings.get().isOverdue(user.get(), now)) return new MustChange(user.get());
        if (rehash) rehash(id, stored.orElseThrow(), credentials.password());
        users.signedIn(id, now);
        return new SignedIn(user.get());
    }

    /// The old system is asked about what could be a password here: once it said yes, the password is kept.
    private Match vouched(User user, Credentials credentials) {
        String password = credentials.password();
        return Passwords.mayHash(password) && imports.vouches(user, password, credentials.request())
                ? new Match.Matched(true)
                : new Match.Mismatched();
    }

    private static boolean isLast(Admission admission) {
        return admission instanceof Admission.Admitted(int count) && count == LIMITS.attempts();
    }

    private Match match(String password, Optional<StoredPassword> stored) {
        if (stored.isPresent()) return passwords.verify(password, stored.get());
        passwords.verifyNothing(password);
        return new Match.Mismatched();
    }

    /// At best effort: whoever has the right password is not turned away because hashing is busy.
    private void rehash(String userId, StoredPassword stored, String password) {
        try {
            users.rehash(userId, stored, passwords.hash(password));
        } catch (Unavailable busy) {
            LOG.info("The password of {} keeps its old form until the next sign-in: {}", userId, busy.getMessage());
        }
    }
}
