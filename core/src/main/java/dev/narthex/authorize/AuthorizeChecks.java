package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;
import static dev.narthex.oauth.OAuthError.INVALID_TARGET;
import static dev.narthex.oauth.OAuthError.UNAUTHORIZED_CLIENT;
import static dev.narthex.oauth.OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS;
import static dev.narthex.oauth.OAuthError.UNSUPPORTED_RESPONSE_MODE;
import static dev.narthex.oauth.OAuthError.UNSUPPORTED_RESPONSE_TYPE;

import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.ResponseMode;
import dev.narthex.oauth.ResponseType;
import dev.narthex.oauth.ResponseTypes;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What must be true of a request once we know where its answer goes. Each check may rely on those above it.
final class AuthorizeChecks {
    private static final int MAX_TEXT = 2048;
    private static final Optional<Problem> NONE = Optional.empty();
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,40}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> NAMES = Set.of(
            "acr_values",
            "claims",
            "code_challenge",
            "code_challenge_method",
            "display",
            "dpop_jkt",
            "id_token_hint",
            "login_hint",
            "max_age",
            "nonce",
            "prompt",
            "response_mode",
            "response_type",
            "scope",
            "state");

    // The order is the order in which a client's developer meets the errors.
    private static final List<Function<Candidate, Optional<Problem>>> CHECKS = List.of(
            AuthorizeChecks::nothingTwice,
            AuthorizeChecks::stateThere,
            AuthorizeChecks::responseTypeKnown,
            AuthorizeChecks::tokensHandedOut,
            AuthorizeChecks::responseTypeAllowed,
            AuthorizeChecks::responseModeKnown,
            AuthorizeChecks::tokensNotInQuery,
            AuthorizeChecks::nonceThere,
            AuthorizeChecks::challengeWellFormed,
            AuthorizeChecks::keyWellFormed,
            AuthorizeChecks::promptWellFormed,
            AuthorizeChecks::maxAgeWellFormed,
            AuthorizeChecks::wishesAgree,
            AuthorizeChecks::noForeignProvider,
            AuthorizeChecks::claimsWellFormed,
            AuthorizeChecks::classReachable,
            AuthorizeChecks::resourcesServed,
            AuthorizeChecks::scopesThere,
            AuthorizeChecks::scopesKnown,
            AuthorizeChecks::idTokenNeedsOpenid);

    private AuthorizeChecks() {}

    static Optional<Problem> firstProblem(Candidate candidate) {
        for (var check : CHECKS) {
            var problem = check.apply(candidate);
            if (problem.isPresent()) return problem;
        }
        return NONE;
    }

    // RFC 6749 §3.1: parameters must not come more than once.
    private static Optional<Problem> nothingTwice(Candidate c) {
        // RFC 8707 §2: but for `resource`, which may.
        var repeated = c.parameters().without(Set.of("resource")).repeated();
        String named = repeated.stream().filter(NAMES::contains).findFirst().orElse("");
        return unless(repeated.isEmpty(), INVALID_REQUEST, "A parameter came more than once" + named(named));
    }

    private static Optional<Problem> stateThere(Candidate c) {
        var state = c.parameters().first("state");
        // Okta demands it of everybody. Where only a code comes back, standards leave it to the client: PKCE or the
        // nonce protect it as well.
        boolean optional = c.parameters().first("response_type").equals(Optional.of("code"));
        if (state.isEmpty() && optional) return NONE;
        if (state.isEmpty()) return problem(INVALID_REQUEST, "The 'state' parameter is missing.");
        return unless(state.get().length() <= MAX_TEXT, INVALID_REQUEST, "The 'state' parameter is too long.");
    }

    // RFC 6749 §3.1.1: missing is invalid_request, unknown is unsupported_response_type.
    private static Optional<Problem> responseTypeKnown(Candidate c) {
        if (!c.parameters().has("response_type")) {
            return problem(INVALID_REQUEST, "The 'response_type' parameter is missing.");
        }
        return unless(
                c.types().isPresent(),
                UNSUPPORTED_RESPONSE_TYPE,
                "The response type is not known. Known: 'code', 'token', 'id_token', and any of them together.");
    }

    // RFC 9700 §2.1.2: a server can do without tokens in authorization responses, whatever its apps may.
    private static Optional<Problem> tokensHandedOut(Candidate c) {
        boolean tokens = c.types().orElseThrow().carriesTokens();
        return unless(
                !tokens || c.server().settings().options().implicit(),
                UNAUTHORIZED_CLIENT,
                "The authorization server returns codes only: use the response type 'code' with PKCE.");
    }

    private static Optional<Problem> responseTypeAllowed(Candidate c) {
        var oauth = c.app().settings().oauth();
        for (String grant : grantsNeeded(c.types().orElseThrow())) {
            if (!oauth.grantTypes().contains(grant)) {
                return problem(UNAUTHORIZED_CLIENT, "The app is not configured for the '" + grant + "' grant type.");
            }
        }
        boolean allowed = c.types().orElseThrow().members().stream()
                .allMatch(type -> oauth.responseTypes().contains(type.text()));
        return unless(allowed, UNSUPPORTED_RESPONSE_TYPE, "The app is not configured for this response type.");
    }

    private static List<String> grantsNeeded(ResponseTypes types) {
        var needed = new ArrayList<String>(2);
        if (types.has(ResponseType.CODE)) needed.add("authorization_code");
        if (types.carriesTokens()) needed.add("implicit");
        return needed;
    }

    private static Optional<Problem> responseModeKnown(Candidate c) {
        var mode = c.parameters().first("response_mode");
        return unless(
                mode.isEmpty()
                        || mode.get().equals(ResponseMode.SIGNED)
                        || mode.flatMap(ResponseMode::parse).isPresent(),
                UNSUPPORTED_RESPONSE_MODE,
                "The response mode is not known. Known: 'query', 'fragment', 'form_post', each also with '.jwt', and"
                        + " 'okta_post_message'.");
    }

    // Multiple Response Types 1.0 §3: tokens never travel in a query.
    // JARM 1.0 §2.3.1: nor in query.jwt, for we do not encrypt.
    private static Optional<Problem> tokensNotInQuery(Candidate c) {
        boolean query = c.parameters()
                .first("response_mode")
                .flatMap(ResponseMode::parse)
                .map(ResponseMode::inQuery)
                .orElse(false);
        return unless(
                !query || !c.types().orElseThrow().carriesTokens(),
                UNSUPPORTED_RESPONSE_MODE,
                "Tokens are never returned in a query: use 'fragment'.");
    }

    // OIDC Core 1.0 §3.2.2.1: required in the implicit flow.
    private static Optional<Problem> nonceThere(Candidate c) {
        var nonce = c.parameters().first("nonce");
        var types = c.types().orElseThrow();
        // OIDC Core 1.0 §3.3.2.11: in the hybrid flow for the ID token in front. For a 'token' alone Okta asks for it.
        boolean optional = types.has(ResponseType.CODE) && !types.has(ResponseType.ID_TOKEN);
        if (nonce.isEmpty() && optional) return NONE;
        if (nonce.isEmpty()) return problem(INVALID_REQUEST, "The 'nonce' parameter is missing.");
        return unless(nonce.get().length() <= MAX_TEXT, INVALID_REQUEST, "The 'nonce' parameter is too long.");
    }

    // RFC 7636 §4.4.1: required where the app says so, and of clients that have no other proof.
    private static Optional<Problem> challengeWellFormed(Candidate c) {
        if (!c.asksForCode()) return NONE;
        if (!c.parameters().has("code_challenge")) {
            var authentication = c.app().settings().oauth().authentication();
            boolean required =
                    authentication.pkceRequired() || authentication.method().equals("none");
            return unless(!required, INVALID_REQUEST, "PKCE code challenge is required.");
        }
        boolean s256 = c.parameters().first("code_challenge_method").equals(Optional.of("S256"));
        return unless(
                s256 && c.challenge().isPresent(),
                INVALID_REQUEST,
                "The 'code_challenge' must have 43 to 128 characters of base64url, and the method must be S256.");
    }

    private static Optional<Problem> keyWellFormed(Candidate c) {
        boolean fine = c.key().map(key -> THUMBPRINT.matcher(key).matches()).orElse(true);
        return unless(fine, INVALID_REQUEST, "The 'dpop_jkt' parameter must be the SHA-256 thumbprint of a key.");
    }

    private static Optional<Problem> promptWellFormed(Candidate c) {
        return unless(
                c.prompts().isPresent(),
                INVALID_REQUEST,
                "The 'prompt' parameter must be 'none', or some of 'login', 'consent', 'select_account' and 'create'.");
    }

    private static Optional<Problem> maxAgeWellFormed(Candidate c) {
        boolean fine = !c.parameters().has("max_age") || c.maxAge().isPresent();
        return unless(fine, INVALID_REQUEST, "The 'max_age' parameter must be a number of seconds, 0 or more.");
    }

    private static Optional<Problem> wishesAgree(Candidate c) {
        boolean atOnce = c.maxAge().map(Duration::isZero).orElse(false);
        boolean silent = c.prompts().orElseThrow().silent();
        return unless(!silent || !atOnce, INVALID_REQUEST, "'prompt=none' and 'max_age=0' contradict each other.");
    }

    private static Optional<Problem> noForeignProvider(Candidate c) {
        return unless(!c.parameters().has("idp"), INVALID_REQUEST, "The 'idp' parameter names no identity provider.");
    }

    private static Optional<Problem> claimsWellFormed(Candidate c) {
        return unless(
                c.claims().isPresent(),
                INVALID_REQUEST,
                "The 'claims' parameter must be a JSON object of requests for claims, and not too long.");
    }

    private static Optional<Problem> classReachable(Candidate c) {
        var asked = List.of(c.parameters().first("acr_values").orElse("").split(" "));
        // OIDC Core 1.0 §5.5.1.1: a wish, so what we don't know is no error; what Okta's clients insist on is, and
        // what is requested as an essential claim.
        boolean insisted = asked.stream().anyMatch(AuthenticationClasses.BEYOND::contains)
                || c.claims().orElseThrow().classIsEssential();
        boolean fine = c.acr().isPresent() || !insisted;
        return unless(fine, UNMET_AUTHENTICATION_REQUIREMENTS, "None of the 'acr_values' can be reached.");
    }

    // RFC 8707 §2: tokens are for the one audience that the server has, so no other resource can be asked for.
    private static Optional<Problem> resourcesServed(Candidate c) {
        boolean fine = Issuers.serves(c.audience(), c.parameters().all("resource"));
        return unless(fine, INVALID_TARGET, "The 'resource' is not the audience of the authorization server.");
    }

    private static Optional<Problem> scopesThere(Candidate c) {
        var scopes = c.scopes();
        if (scopes.isEmpty()) return problem(INVALID_SCOPE, "The 'scope' parameter is not well formed, or too long.");
        return unless(
                !scopes.get().isEmpty(), INVALID_SCOPE, "The 'scope' parameter is missing, and there is no default.");
    }

    // RFC 6749 §3.3: a scope that is not known is refused, never dropped.
    private static Optional<Problem> scopesKnown(Candidate c) {
        var unknown = c.scopes().orElseThrow().names().stream()
                .filter(name -> c.server().scope(name).isEmpty())
                .toList();
        String named = unknown.stream()
                .filter(name -> SHORT_NAME.matcher(name).matches())
                .findFirst()
                .orElse("");
        return unless(
                unknown.isEmpty(), INVALID_SCOPE, "The authorization server does not know a scope" + named(named));
    }

    // OIDC Core 1.0 §3.1.2.1: an OpenID Connect request has the scope openid.
    private static Optional<Problem> idTokenNeedsOpenid(Candidate c) {
        boolean asks = c.types().orElseThrow().has(ResponseType.ID_TOKEN);
        boolean has = c.scopes().orElseThrow().has(Scopes.OPENID);
        return unless(!asks || has, INVALID_SCOPE, "The response type 'id_token' needs the scope 'openid'.");
    }

    /// One word at most of what a stranger sent: apps show descriptions to people, and a link must not be able to make
    /// one say what its author likes.
    // RFC 6749 §4.2.2.1: an error_description has printable ASCII without quotation mark and backslash.
    private static String named(String word) {
        return word.isEmpty() ? "." : ": " + word;
    }

    private static Optional<Problem> unless(boolean fine, OAuthError error, String description) {
        return fine ? Optional.empty() : problem(error, description);
    }

    private static Optional<Problem> problem(OAuthError error, String description) {
        return Optional.of(new Problem(error, description));
    }
}
