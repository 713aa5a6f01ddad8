package dev.narthex.authorize;

import dev.narthex.oauth.Problem;

/// What the checks of form say of a request.
sealed interface Validation {
    record Valid(AuthorizeRequest request) implements Validation {}

    /// It is refused; the problem says why.
    sealed interface Refused extends Validation {
        Problem problem();
    }

    record Returnable(VerifiedReturn returnTo, Problem problem) implements Refused {}

    record Unreturnable(Problem problem) implements Refused {}
}
