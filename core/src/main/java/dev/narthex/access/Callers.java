package dev.narthex.access;

import dev.narthex.access.OwnBrowsers.Self;
import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.okta.OktaError;
import java.util.Optional;

/// Authenticates calls of the management API: by `Authorization: SSWS …`, by an access token of the org's server, and
/// where a person may act for themselves, by their browser's session.
public final class Callers {
    private static final String SCHEME = "SSWS ";
    private static final String ME = "me";
    private static final int CACHED = 1_000;

    /// What a caller who may is answered.
    @FunctionalInterface
    public interface Operation {
        Response answer(Request request, Caller caller);
    }

    private final Cache<SecretHash, ApiToken> tokens;
    private final TokenBearers bearers;
    private final OwnBrowsers browsers;

    public Callers(ApiTokenStore store, Changes changes, TokenBearers bearers, OwnBrowsers browsers) {
        this.tokens = new Cache<SecretHash, ApiToken>(changes, CACHED, store::byHash)
                .droppedBy("api-token", SecretHash::ofHex);
        this.bearers = bearers;
        this.browsers = browsers;
    }

    /// Answers with `operation` those who may do what the OAuth scope names, 403 those who may not, and 401 all whom we
    /// don't know.
    ///
    /// @param scope for callers with an access token, as `okta.users.read`; an API token may do everything
    public Handler guard(String scope, Operation operation) {
        return request -> authorized(request, scope, operation).orElseGet(() -> unknown(request));
    }

    /// As [#guard], and lets in a person who is signed in, too, for what is their own: where the path's `{id}` is `me`
    /// or their id, or the path has none. Then [Caller#self] is there.
    public Handler guardSelf(String scope, Operation operation) {
        return request -> authorized(request, scope, operation)
                .or(() -> forSelf(request, operation))
                .orElseGet(() -> unknown(request));
    }

    /// Whether a request that anybody may make comes from an app of our administrators: it has an API token.
    public boolean hasApiToken(Request request) {
        return apiToken(request).isPresent();
    }

    private static Response unknown(Request request) {
        return OktaError.invalidToken().response(request);
    }

    private Optional<Response> authorized(Request request, String scope, Operation operation) {
        return apiToken(request)
                .map(token -> operation.answer(request, caller(token)))
                .or(() -> byAccessToken(request, scope, operation));
    }

    private static Caller caller(ApiToken token) {
        return new Caller(new Actor(token.id(), "SystemPrincipal", token.name(), token.name()), Optional.empty());
    }

    private Optional<ApiToken> apiToken(Request request) {
        return request.header("authorization")
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> SecretHash.of(header.substring(SCHEME.length()).strip()))
                .flatMap(tokens::get);
    }

    private Optional<Response> byAccessToken(Request request, String scope, Operation operation) {
        return switch (bearers.of(request)) {
            case Bearing.None() -> Optional.empty();
            case Bearing.Refused(var challenge) -> Optional.of(unknown(request).with("WWW-Authenticate", challenge));
            case Bearing.Known(var scheme, var actor, var opens) ->
                Optional.of(
                        opens.test(scope)
                                ? operation.answer(request, new Caller(actor, Optional.empty()))
                                : insufficient(request, scheme, scope));
        };
    }

    // RFC 6750 §3.1: what is needed is named.
    private static Response insufficient(Request request, String scheme, String scope) {
        return OktaError.forbidden()
                .response(request)
                .with("WWW-Authenticate", scheme + " error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }

    private Optional<Response> forSelf(Request request, Operation operation) {
        // Who shows a token that is not good is told so, and is not taken for somebody else.
        if (request.header("authorization").isPresent()) return Optional.empty();
        return browsers.of(request)
                .map(self -> isOwn(request, self)
                        ? operation.answer(request, new Caller(self.actor(), Optional.of(self.userId())))
                        : OktaError.forbidden().response(request));
    }

    /// What a path names is somebody's: whose it is, none but `{id}` can say.
    private static boolean isOwn(Request request, Self self) {
        if (request.pathParameters().isEmpty()) return true;
        String user = request.pathParameter("id");
        return ME.equals(user) || self.userId().equals(user);
    }
}
