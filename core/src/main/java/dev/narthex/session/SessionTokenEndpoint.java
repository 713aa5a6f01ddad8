package dev.narthex.session;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.SetCookie;
import java.util.Optional;

/// Stands before the authorization endpoint: a `sessionToken` among the parameters becomes the browser's session first,
/// so that what comes behind knows sessions alone. A token that is worth nothing is as good as none.
public final class SessionTokenEndpoint implements Handler {
    private final Handler inner;
    private final SessionTokens tokens;
    private final Sessions sessions;

    public SessionTokenEndpoint(Handler inner, SessionTokens tokens, Sessions sessions) {
        this.inner = inner;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request) {
        return token(request)
                .flatMap(tokens::redeem)
                .flatMap(proof -> sessions.start(request, proof, false))
                .map(started -> signedIn(request, started.cookie()))
                .orElseGet(() -> inner.handle(request));
    }

    private static Optional<String> token(Request request) {
        return request.method().equals("POST")
                ? request.form().first("sessionToken")
                : request.query().first("sessionToken");
    }

    private Response signedIn(Request request, SetCookie cookie) {
        return inner.handle(request.withCookie(cookie.name(), cookie.value())).with(cookie);
    }
}
