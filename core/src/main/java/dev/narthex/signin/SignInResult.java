package dev.narthex.signin;

import dev.narthex.users.User;
import java.time.Instant;
import java.util.Optional;

/// What came of a user name and a password.
sealed interface SignInResult {
    /// @param since when the password was looked at: whatever ended the person's sessions after it ends this, too
    /// @param daysLeft until the password must be changed, if the person is to be warned of that
    record SignedIn(User user, Instant since, Optional<Integer> daysLeft) implements SignInResult {}

    /// The password is right, and must be changed before it is good for anything else.
    record MustChange(User user) implements SignInResult {}

    /// One answer for the person, whatever the reason; the reason is for the log. `locked`: this attempt was the one
    /// that locked the account.
    record Refused(Optional<User> user, Reason reason, boolean locked) implements SignInResult {}

    /// Refused, whatever the password, and the person is to be told why.
    record LockedOut(User user) implements SignInResult {
        Refused refused() {
            return new Refused(Optional.of(user), Reason.LOCKED_OUT, false);
        }
    }

    enum Reason {
        UNKNOWN_USER,
        INVALID_CREDENTIALS,
        LOCKED_OUT,
        NOT_ACTIVE
    }
}
