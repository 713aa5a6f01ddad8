package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.UNAUTHORIZED_CLIENT;
import static dev.narthex.oauth.OAuthError.UNSUPPORTED_GRANT_TYPE;

import dev.narthex.apps.App;
import dev.narthex.apps.TokenBinding;
import dev.narthex.clientauth.ClientAuthenticationResult;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ProblemResponder;
import dev.narthex.dpop.DpopProofs;
import dev.narthex.dpop.Possession;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.ServerClaims;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.RedirectUri;
import dev.narthex.okta.OktaError;
import dev.narthex.origins.TrustedOrigin;
import dev.narthex.origins.TrustedOrigins;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.token.TokenGrant.Asking;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// POST `…/v1/token`: authenticate the client, let its grant decide, put it on record, answer.
public final class TokenEndpoint {
    private final AuthorizationServers servers;
    private final ClientAuthenticator authenticator;
    private final Map<String, TokenGrant> grants;
    private final TrustedOrigins origins;
    private final TokenLog log;
    private final Issuers issuers;
    private final DpopProofs proofs;

    /// Where it is, and what shows that a client has its key.
    public record Setting(Issuers issuers, DpopProofs proofs) {}

    public TokenEndpoint(
            AuthorizationServers servers,
            ClientAuthenticator authenticator,
            Grants grants,
            TrustedOrigins origins,
            TokenLog log,
            Setting setting) {
        this.issuers = setting.issuers();
        this.proofs = setting.proofs();
        this.servers = servers;
        this.authenticator = authenticator;
        this.grants = grants.byName();
        this.origins = origins;
        this.log = log;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> respond(request, answer(request, server, request.form())))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    private TokenResult answer(Request request, AuthorizationServer server, Parameters form) {
        // RFC 6749 §3.2: parameters must not come more than once; RFC 8707 §2: but for `resource`.
        if (!form.without(Set.of("resource")).repeated().isEmpty())
            return TokenResult.refused(INVALID_REQUEST, "A parameter came more than once.");
        return switch (authenticator.authenticate(request, server, form)) {
            case ClientAuthenticationResult.Refused(int status, var problem) ->
                new TokenResult.Refused(status, problem);
            case ClientAuthenticationResult.Authenticated(var client) ->
                bound(new Asking(request, client, server, form, Optional.empty()));
        };
    }

    // RFC 9449 §5: an app whose tokens are bound shows its key; the header of any other app says nothing.
    private TokenResult bound(Asking asking) {
        if (!TokenBinding.of(asking.client().app().settings()).required()) return granted(asking);
        return switch (proofs.withNonce(asking.request())) {
            case Possession.Proven(var key) ->
                granted(new Asking(
                        asking.request(), asking.client(), asking.server(), asking.form(), Optional.of(key)));
            case Possession.Missing() ->
                TokenResult.refused(OAuthError.INVALID_DPOP_PROOF, "The DPoP proof JWT header is missing.");
            case Possession.Refused(var why) -> TokenResult.refused(OAuthError.INVALID_DPOP_PROOF, why);
            case Possession.NonceNeeded(var nonce) -> new TokenResult.NonceNeeded(nonce);
        };
    }

    private TokenResult granted(Asking asking) {
        var type = asking.form().first("grant_type");
        if (type.isEmpty()) return TokenResult.refused(INVALID_REQUEST, "The 'grant_type' parameter is missing.");
        var grant = Optional.ofNullable(grants.get(type.get()));
        if (grant.isEmpty()) {
            return TokenResult.refused(UNSUPPORTED_GRANT_TYPE, "The authorization grant type is not supported.");
        }
        var app = asking.client().app();
        if (!app.settings().oauth().grantTypes().contains(type.get())) {
            return TokenResult.refused(UNAUTHORIZED_CLIENT, "The app is not configured for this grant type.");
        }
        if (!Issuers.serves(issuers.audience(asking.server()), asking.form().all("resource"))) {
            return TokenResult.refused(
                    OAuthError.INVALID_TARGET, "The 'resource' is not the audience of the authorization server.");
        }
        if (!mayCome(asking.request(), app)) {
            return TokenResult.refused(
                    INVALID_REQUEST,
                    "Browser requests must come from the origin of a redirect URI or a trusted origin.");
        }
        if (type.get().equals("authorization_code") && comesWithoutKey(asking)) {
            var problem = new Problem(
                    OAuthError.INVALID_CLIENT,
                    "Browser requests to the token endpoint must use Proof Key for Code Exchange.");
            return new TokenResult.Refused(401, problem);
        }
        return recorded(asking, grant.get());
    }

    private static boolean comesWithoutKey(Asking asking) {
        return asking.request().header("origin").isPresent() && !asking.form().has("code_verifier");
    }

    private TokenResult recorded(Asking asking, TokenGrant grant) {
        try {
            return log.write(asking, grant.grant(asking));
        } catch (ServerClaims.Failed failed) {
            return log.failed(asking, failed.getMessage());
        }
    }

    private boolean mayCome(Request request, App app) {
        return request.header("origin")
                .map(origin -> origins.trusts(origin, TrustedOrigin.Use.CORS) || isOfApp(app, origin))
                .orElse(true);
    }

    private static boolean isOfApp(App app, String origin) {
        return app.settings().redirectUris().stream()
                .flatMap(text -> RedirectUri.parse(text).stream())
                .anyMatch(uri -> uri.origin().equals(Optional.of(origin)));
    }

    private static Response respond(Request request, TokenResult result) {
        return switch (result) {
            case TokenResult.Granted granted -> Response.json(200, body(granted));
            case TokenResult.Refused(int status, var problem) -> ProblemResponder.respond(request, status, problem);
            case TokenResult.Waiting(var problem) -> ProblemResponder.respond(request, 400, problem);
            case TokenResult.Reused(var problem) -> ProblemResponder.respond(request, 400, problem);
            case TokenResult.NonceNeeded(var nonce) ->
                ProblemResponder.respond(request, 400, DpopProofs.NONCE_NEEDED).with("DPoP-Nonce", nonce);
        };
    }

    // RFC 6749 §5.1: the members of the answer.
    private static Map<String, Object> body(TokenResult.Granted granted) {
        var body = new LinkedHashMap<String, Object>();
        body.put("token_type", granted.access().type());
        body.put("expires_in", granted.access().lifetime().toSeconds());
        body.put("access_token", granted.access().value());
        body.put("scope", granted.scopes().text());
        granted.refreshToken().ifPresent(token -> body.put("refresh_token", token));
        granted.idToken().ifPresent(token -> body.put("id_token", token));
        return body;
    }
}
