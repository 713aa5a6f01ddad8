package dev.narthex.authorize;

import dev.narthex.oauth.Problem;

/// What the checks of form say of a request.
sealed interface Validation {
    record Valid(AuthorizeRequest request) implements Validation {}

    record Returnable(VerifiedReturn returnTo, Problem problem) implements Validation {}

    record Unreturnable(Problem problem) implements Validation {}
}
