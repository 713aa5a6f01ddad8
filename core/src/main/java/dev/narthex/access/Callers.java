package dev.narthex.access;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.okta.OktaError;
import java.util.Optional;

/// Authenticates calls of the management API by `Authorization: SSWS …`.
public final class Callers {
    private static final String SCHEME = "SSWS ";
    private static final int CACHED = 1_000;

    /// What a caller who may is answered.
    @FunctionalInterface
    public interface Operation {
        Response answer(Request request, Caller caller);
    }

    private final Cache<SecretHash, ApiToken> tokens;

    public Callers(ApiTokenStore store, Changes changes) {
        this.tokens = new Cache<SecretHash, ApiToken>(changes, CACHED, store::byHash)
                .droppedBy("api-token", SecretHash::ofHex);
    }

    /// Answers with `operation` those who may do what the OAuth scope names, and 401 all whom we don't know.
    ///
    /// @param scope for callers with an access token, as `okta.users.read`; an API token may do everything
    public Handler guard(String scope, Operation operation) {
        return request -> caller(request)
                .map(caller -> operation.answer(request, caller))
                .orElseGet(() -> OktaError.invalidToken().response(request));
    }

    private Optional<Caller> caller(Request request) {
        return request.header("authorization")
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> SecretHash.of(header.substring(SCHEME.length()).strip()))
                .flatMap(tokens::get)
                .map(token -> new Caller(new Actor(token.id(), "SystemPrincipal", token.name(), token.name())));
    }
}
