package dev.narthex.signin;

import dev.narthex.users.User;
import java.util.Optional;

/// What came of a user name and a password.
sealed interface SignInResult {
    record SignedIn(User user) implements SignInResult {}

    /// The password is right, and must be changed before it is good for anything else.
    record MustChange(User user) implements SignInResult {}

    /// One answer for the person, whatever the reason; the reason is for the log. `locked`: this attempt was the one
    /// that locked the account.
    record Refused(Optional<User> user, Reason reason, boolean locked) implements SignInResult {}

    enum Reason {
        UNKNOWN_USER,
        INVALID_CREDENTIALS,
        LOCKED_OUT,
        NOT_ACTIVE
    }
}
