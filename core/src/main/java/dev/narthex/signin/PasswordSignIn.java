package dev.narthex.signin;

import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.EvenTime;
import dev.narthex.hooks.PasswordImport;
import dev.narthex.http.Request;
import dev.narthex.password.Match;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.signin.AttemptStore.Admission;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.signin.SignInResult.LockedOut;
import dev.narthex.signin.SignInResult.MustChange;
import dev.narthex.signin.SignInResult.Reason;
import dev.narthex.signin.SignInResult.Refused;
import dev.narthex.signin.SignInResult.SignedIn;
import dev.narthex.users.Login;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.PasswordSettings.Lockout;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Checks a password. Neither words nor time tell whether a user exists: a refusal goes when all would
/// ([EvenTime]; `docs/adr/0014-refusals-take-even-time.md`), and each leaves the same number of writes.
public final class PasswordSignIn {
    private static final String STRANGER = "stranger";
    /// A lock that only an administrator, a link or a new password ends.
    private static final Duration FOREVER = Duration.ofDays(36_500);
    /// Stands for users whom strangers made up. There are many of it, or all nodes would wait for each other to count.
    private static final String NOBODY = "00u00000000000000";

    private final UserStore users;
    private final AttemptStore attempts;
    private final Passwords passwords;
    private final PasswordImport imports;
    private final PasswordDemands demands;
    private final LockNotice notice;
    private final EvenTime refusals;
    private final InstantSource clock;

    /// How passwords are checked, what else is asked of them, who is told of a lock, and how long a refusal takes.
    public record Rules(
            Passwords passwords,
            PasswordImport imports,
            PasswordDemands demands,
            LockNotice notice,
            EvenTime refusals) {}

    public PasswordSignIn(UserStore users, AttemptStore attempts, Rules rules, InstantSource clock) {
        this.users = users;
        this.attempts = attempts;
        this.passwords = rules.passwords();
        this.imports = rules.imports();
        this.demands = rules.demands();
        this.notice = rules.notice();
        this.refusals = rules.refusals();
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
        var span = refusals.begin();
        var result = attempt(credentials, span);
        if (result instanceof Refused || result instanceof LockedOut) span.hold();
        return result;
    }

    private SignInResult attempt(Credentials credentials, EvenTime.Span span) {
        passwords.requireRoom();
        Instant now = clock.instant();
        var user = users.byLogin(Login.of(credentials.username()));
        String id = user.map(User::id).orElseGet(() -> nobody(credentials.username()));
        var device = credentials.deviceToken().map(token -> SecretHash.of(token).hex());
        String source = device.filter(it -> attempts.isKnown(id, it)).orElse(STRANGER);
        // Counted before the password is looked at, so that parallel guesses can't outrun the count.
        var settings = demands.of(id);
        var admission = admission(id, source, settings.lockout(), now);
        var stored = users.password(id);
        var check = span.beside(() -> passwords.check(credentials.password(), stored));
        if (user.isEmpty()) return new Refused(user, Reason.UNKNOWN_USER, false);
        if (admission instanceof Admission.Locked) return locked(user.get(), settings.lockout());
        boolean elsewhere =
                stored.filter(StoredPassword::byHook).isPresent() && user.get().maySignIn();
        if (!(elsewhere ? vouches(user.get(), credentials) : check.match() instanceof Match.Matched)) {
            boolean last = isLast(admission, settings.lockout());
            // The owner of a browser that is known has seen it happen there.
            if (last && source.equals(STRANGER)) notice.send(user.get(), settings);
            return new Refused(user, Reason.INVALID_CREDENTIALS, last);
        }
        boolean expired = user.get().status() == User.Status.PASSWORD_EXPIRED;
        if (!expired && !user.get().maySignIn()) return new Refused(user, Reason.NOT_ACTIVE, false);
        attempts.clear(id, source);
        device.ifPresent(it -> attempts.remember(id, it, now));
        if (expired || settings.isOverdue(user.get(), now)) return new MustChange(user.get());
        check.fresh().ifPresent(fresh -> users.rehash(id, stored.orElseThrow(), fresh));
        users.signedIn(id, now);
        return new SignedIn(user.get(), now, settings.daysLeft(user.get(), now));
    }

    /// Where nothing locks, what was counted before is forgotten instead: as much work, and no lock from then stands.
    private Admission admission(String userId, String source, Lockout lockout, Instant now) {
        if (lockout.attempts() > 0) {
            var limits = new Limits(lockout.attempts(), lockout.opensAfter().orElse(FOREVER));
            return attempts.admit(userId, source, limits, now);
        }
        attempts.clear(userId, source);
        return new Admission.Admitted(0);
    }

    private static SignInResult locked(User user, Lockout lockout) {
        return lockout.shown() ? new LockedOut(user) : new Refused(Optional.of(user), Reason.LOCKED_OUT, false);
    }

    private static String nobody(String username) {
        return NOBODY + SecretHash.of(Login.of(username).normalised()).hex().substring(0, 3);
    }

    /// The old system is asked about what could be a password here: once it said yes, the password is kept.
    private boolean vouches(User user, Credentials credentials) {
        String password = credentials.password();
        return Passwords.mayHash(password) && imports.vouches(user, password, credentials.request());
    }

    private static boolean isLast(Admission admission, Lockout lockout) {
        return admission instanceof Admission.Admitted(int count) && count > 0 && count == lockout.attempts();
    }
}
