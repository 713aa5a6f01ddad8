package dev.narthex.access;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import java.util.Optional;
import java.util.function.Function;

/// Authenticates calls of the management API by `Authorization: SSWS …`.
public final class Callers {
    private static final String SCHEME = "SSWS ";
    private static final int CACHED = 1_000;

    private final Cache<SecretHash, ApiToken> tokens;

    public Callers(ApiTokenStore store, Changes changes) {
        this.tokens = new Cache<SecretHash, ApiToken>(changes, CACHED, store::byHash)
                .droppedBy("api-token", SecretHash::ofHex);
    }

    /// The answer of `call`, for a caller that is known; 401 for all others.
    public Response authenticated(Request request, Function<Caller, Response> call) {
        return caller(request)
                .map(call)
                .orElseGet(() -> OktaError.invalidToken().response(request));
    }

    private Optional<Caller> caller(Request request) {
        return request.header("authorization")
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> SecretHash.of(header.substring(SCHEME.length()).strip()))
                .flatMap(tokens::get)
                .map(token -> new Caller(token.id(), token.name()));
    }
}
