package dev.narthex.signin;

import dev.narthex.recovery.LinkPurpose;
import java.time.Instant;
import java.util.Optional;

/// How far a sign-in by the authentication API has come. `user` has proved to be who they are, as far as the step says.
///
/// @param link what they followed, if that is how they came
record AuthnState(Step step, String userId, Optional<LinkPurpose> link, Optional<String> relayState, Instant begun) {

    enum Step {
        /// Right, but the password must be changed soon.
        PASSWORD_WARN,
        /// Right, but the password must be changed first.
        PASSWORD_EXPIRED,
        /// Has followed a link, and has a question to answer.
        RECOVERY,
        /// Has proved enough to choose a new password.
        PASSWORD_RESET
    }

    AuthnState at(Step next) {
        return new AuthnState(next, userId, link, relayState, begun);
    }
}
