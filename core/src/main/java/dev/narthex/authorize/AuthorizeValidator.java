package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;

import dev.narthex.apps.App;
import dev.narthex.authorize.AuthorizeRequest.Asked;
import dev.narthex.authorize.AuthorizeRequest.Wishes;
import dev.narthex.authorize.ReturnValidator.Return;
import dev.narthex.authorize.VerifiedReturn.Answerer;
import dev.narthex.http.Parameters;
import dev.narthex.issue.IdTokenHint;
import dev.narthex.issue.IdTokenHints;
import dev.narthex.oauth.Problem;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.util.Optional;
import java.util.function.Function;

/// Checks the form of an authorization request: where may the answer go, is it well formed, is its hint ours? Reads
/// apps and keys, changes nothing.
final class AuthorizeValidator {
    private static final Problem NOT_OURS =
            new Problem(INVALID_REQUEST, "The 'id_token_hint' is not an ID token of this server for this app.");

    private final ReturnValidator returns;
    private final IdTokenHints hints;
    private final Issuers issuers;

    AuthorizeValidator(Function<String, Optional<App>> apps, IdTokenHints hints, Issuers issuers) {
        this.issuers = issuers;
        this.returns = new ReturnValidator(apps);
        this.hints = hints;
    }

    Validation validate(AuthorizationServer server, Parameters parameters) {
        return switch (returns.validate(answerer(server), parameters)) {
            case Return.Nowhere(var problem) -> new Validation.Unreturnable(problem);
            case Return.To(var app, var place) ->
                validate(new Candidate(app, server, issuers.audience(server), parameters), place);
        };
    }

    /// A request that has a problem before its form is checked: may that be returned?
    Validation.Refused refuse(AuthorizationServer server, Parameters parameters, Problem problem) {
        return switch (returns.validate(answerer(server), parameters)) {
            case Return.Nowhere _ -> new Validation.Unreturnable(problem);
            case Return.To to -> new Validation.Returnable(to.place(), problem);
        };
    }

    private Answerer answerer(AuthorizationServer server) {
        return new Answerer(server, issuers.issuer(server));
    }

    private Validation validate(Candidate candidate, VerifiedReturn place) {
        return AuthorizeChecks.firstProblem(candidate)
                .<Validation>map(problem -> new Validation.Returnable(place, problem))
                .orElseGet(() -> withHint(candidate, place));
    }

    private Validation withHint(Candidate candidate, VerifiedReturn place) {
        var sent = candidate.parameters().first("id_token_hint");
        var hint = sent.flatMap(
                text -> hints.read(candidate.server(), candidate.app().clientId(), text));
        return sent.isPresent() && hint.isEmpty()
                ? new Validation.Returnable(place, NOT_OURS)
                : new Validation.Valid(request(candidate, place, hint));
    }

    /// Only for a candidate that passed all checks.
    private static AuthorizeRequest request(Candidate candidate, VerifiedReturn place, Optional<IdTokenHint> hint) {
        var nonce = candidate.parameters().first("nonce");
        var asked = new Asked(
                candidate.types().orElseThrow(),
                candidate.scopes().orElseThrow(),
                nonce,
                candidate.challenge(),
                candidate.key());
        var wishes = new Wishes(
                candidate.prompts().orElseThrow(),
                candidate.maxAge(),
                hint,
                candidate.acr(),
                candidate.claims().orElseThrow());
        return new AuthorizeRequest(candidate.app(), candidate.server(), place, asked, wishes);
    }
}
