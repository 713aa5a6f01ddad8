package dev.narthex.authorize;

import dev.narthex.apps.App;
import dev.narthex.issue.IdTokenHint;
import dev.narthex.oauth.CodeChallenge;
import dev.narthex.oauth.Prompts;
import dev.narthex.oauth.ResponseType;
import dev.narthex.oauth.ResponseTypes;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import java.time.Duration;
import java.util.Optional;

/// A request that passed every check of form: who asks, for what, and where the answer goes.
public record AuthorizeRequest(
        App app, AuthorizationServer server, VerifiedReturn returnTo, Asked asked, Wishes wishes) {

    /// What is asked for. `key`: the thumbprint of the one that the code is bound to.
    public record Asked(
            ResponseTypes types,
            Scopes scopes,
            Optional<String> nonce,
            Optional<CodeChallenge> challenge,
            Optional<String> key) {
        /// The grant type whose rules decide.
        String grantType() {
            return types.has(ResponseType.CODE) ? "authorization_code" : "implicit";
        }
    }

    /// How the person is to be asked. `acr` is the class of authentication that will be reached.
    public record Wishes(
            Prompts prompts,
            Optional<Duration> maxAge,
            Optional<IdTokenHint> idTokenHint,
            Optional<String> acr,
            RequestedClaims claims) {}
}
