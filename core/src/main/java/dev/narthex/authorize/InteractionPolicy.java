package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.ACCESS_DENIED;
import static dev.narthex.oauth.OAuthError.CONSENT_REQUIRED;
import static dev.narthex.oauth.OAuthError.LOGIN_REQUIRED;

import dev.narthex.authorize.Standing.SignedIn;
import dev.narthex.consent.ConsentPolicy;
import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Prompts.Prompt;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Access;
import dev.narthex.policy.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/// Decides, from facts alone, whether something must be shown before a request can be answered.
final class InteractionPolicy {
    private InteractionPolicy() {}

    static Interaction decide(AuthorizeRequest request, Standing standing) {
        if (mustCreate(request, standing)) return new Interaction.CreateAccount();
        if (standing.signedIn().isEmpty()) return signIn(request);
        var signedIn = standing.signedIn().get();
        if (mustAuthenticateAgain(request, standing, signedIn)) return signIn(request);
        if (mustChoose(request, standing, signedIn)) return new Interaction.ChooseAccount();
        if (!isWhomTheHintNames(request, signedIn)) return someoneElse(request, standing, signedIn);
        return authorise(request, standing, signedIn);
    }

    // OIDC Core 1.0 §3.1.2.1: with prompt=none nothing may be shown.
    private static Interaction signIn(AuthorizeRequest request) {
        return request.wishes().prompts().silent()
                ? impossible(LOGIN_REQUIRED, "The user is not signed in.")
                : new Interaction.SignIn();
    }

    /// Until somebody has signed in after the request began: who makes an account is signed in by that.
    private static boolean mustCreate(AuthorizeRequest request, Standing standing) {
        return request.wishes().prompts().has(Prompt.CREATE)
                && standing.signedIn()
                        .filter(signedIn -> authenticatedForThis(standing, signedIn))
                        .isEmpty();
    }

    // OIDC Core 1.0 §3.1.2.1: select_account asks a person who is signed in as whom to go on. Who has signed in for
    // this very request has said so.
    private static boolean mustChoose(AuthorizeRequest request, Standing standing, SignedIn signedIn) {
        boolean chosen = standing.chosenIn()
                .map(session -> session.equals(signedIn.session().hash().hex()))
                .orElse(false);
        return request.wishes().prompts().has(Prompt.SELECT_ACCOUNT)
                && !chosen
                && !authenticatedForThis(standing, signedIn);
    }

    private static boolean mustAuthenticateAgain(AuthorizeRequest request, Standing standing, SignedIn signedIn) {
        if (authenticatedForThis(standing, signedIn)) return false;
        if (request.wishes().prompts().has(Prompt.LOGIN)) return true;
        Instant at = signedIn.session().authenticatedAt();
        // OIDC Core 1.0 §3.1.2.1: older than max_age, so authenticate again.
        return request.wishes()
                .maxAge()
                .map(age -> at.plus(age).isBefore(standing.now()) || age.isZero())
                .orElse(false);
    }

    /// Signed in after this very request began: a wish for a fresh sign-in is met, and met once.
    private static boolean authenticatedForThis(Standing standing, SignedIn signedIn) {
        return standing.begun()
                .map(begun -> !signedIn.session().authenticatedAt().isBefore(begun))
                .orElse(false);
    }

    private static boolean isWhomTheHintNames(AuthorizeRequest request, SignedIn signedIn) {
        String id = signedIn.person().id();
        // OIDC Core 1.0 §5.5.1: nor may anybody answer but one whom the claim `sub` was requested to be.
        return request.wishes().claims().admits(id)
                && request.wishes()
                        .idTokenHint()
                        .map(hint -> hint.subject().equals(id))
                        .orElse(true);
    }

    // OIDC Core 1.0 §3.1.2.1: login_required when another than the hinted person is, and stays, signed in.
    private static Interaction someoneElse(AuthorizeRequest request, Standing standing, SignedIn signedIn) {
        return authenticatedForThis(standing, signedIn)
                ? impossible(LOGIN_REQUIRED, "Another user signed in than the request names.")
                : signIn(request);
    }

    private static Interaction authorise(AuthorizeRequest request, Standing standing, SignedIn signedIn) {
        if (!signedIn.assigned()) return impossible(ACCESS_DENIED, "User is not assigned to the client application.");
        return switch (signedIn.access()) {
            case Access.Permitted(var lifetimes) -> consent(request, standing, signedIn, lifetimes.accessToken());
            case Access.NoRule() ->
                impossible(
                        ACCESS_DENIED,
                        "Policy evaluation failed for this request, please check the policy configurations.");
            case Access.ScopesNotPermitted() ->
                impossible(ACCESS_DENIED, "The access policy does not permit the requested scopes.");
        };
    }

    private static Interaction consent(
            AuthorizeRequest request, Standing standing, SignedIn signedIn, Duration lifetime) {
        Scopes requested = request.asked().scopes();
        var decision = standing.decision()
                .filter(made -> made.madeIn(signedIn.session().hash()));
        if (decision.map(ConsentDecision::denied).orElse(false)) {
            return impossible(ACCESS_DENIED, "The resource owner denied the request.");
        }
        var toAsk = toAsk(request, signedIn);
        if (toAsk.isEmpty()) return new Interaction.Proceed(signedIn, requested, lifetime);
        if (request.wishes().prompts().silent()) {
            return impossible(CONSENT_REQUIRED, "The user has not consented to the requested scopes.");
        }
        return decision.map(made -> decided(request, signedIn, made, toAsk, lifetime))
                .orElseGet(() -> new Interaction.AskConsent(toAsk));
    }

    private static Scopes toAsk(AuthorizeRequest request, SignedIn signedIn) {
        return ConsentPolicy.toAsk(
                request.app(),
                request.server(),
                request.asked().scopes(),
                request.wishes().prompts(),
                signedIn.granted());
    }

    /// What was allowed must also be on record: a grant that was withdrawn since does not count. A scope that may be
    /// left out and was, is left out.
    private static Interaction decided(
            AuthorizeRequest request, SignedIn signedIn, ConsentDecision decision, Scopes asked, Duration lifetime) {
        var leftOut = asked.names().stream()
                .filter(name -> !decision.allowed().contains(name))
                .collect(Collectors.toSet());
        boolean mayBeLeftOut = leftOut.stream()
                .allMatch(name ->
                        request.server().scope(name).map(Scope::optional).orElse(false));
        boolean onRecord = asked.names().stream()
                .allMatch(name -> leftOut.contains(name) || signedIn.granted().contains(name));
        if (!mayBeLeftOut || !onRecord) return new Interaction.AskConsent(asked);
        var left = request.asked().scopes().without(leftOut);
        return left.isEmpty()
                ? impossible(ACCESS_DENIED, "The resource owner allowed none of the requested scopes.")
                : new Interaction.Proceed(signedIn, left, lifetime);
    }

    private static Interaction impossible(OAuthError error, String description) {
        return new Interaction.Impossible(new Problem(error, description));
    }
}
