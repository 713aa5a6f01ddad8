package dev.narthex.authorize;

import dev.narthex.flow.ReturnPath;
import dev.narthex.oauth.Problem;
import java.util.SequencedMap;

/// Everything `/authorize` can come to.
public sealed interface AuthorizeOutcome {

    /// The parameters of the answer, in order; tokens among them.
    record Granted(VerifiedReturn returnTo, SequencedMap<String, Object> parameters) implements AuthorizeOutcome {}

    /// Somebody must sign in first, then come back to `back`.
    record GoSignIn(ReturnPath back) implements AuthorizeOutcome {}

    /// Somebody must say as whom to go on.
    record GoChooseAccount(ReturnPath back) implements AuthorizeOutcome {}

    record GoCreateAccount(ReturnPath back) implements AuthorizeOutcome {}

    record GoConsent(ReturnPath back) implements AuthorizeOutcome {}

    record RefusedToClient(VerifiedReturn returnTo, Problem problem) implements AuthorizeOutcome {}

    /// Shown, not returned: there is no place that we may return to.
    record RefusedOnPage(Problem problem) implements AuthorizeOutcome {}
}
