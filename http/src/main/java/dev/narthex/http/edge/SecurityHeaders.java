package dev.narthex.http.edge;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;

/// What every answer tells a browser: keep nothing, tell nobody where you came from, guess no types, and where wanted,
/// come back by https only. An answer that sets one of these itself keeps its own.
public final class SecurityHeaders implements Handler {
    // Without includeSubDomains: what else lives below this host is not ours to decide.
    private static final String TWO_YEARS = "max-age=63072000";

    private final Handler inner;
    private final boolean httpsOnly;

    /// @param httpsOnly whether browsers shall come by https only; never for `localhost`, where it would hold for every
    ///     other program of a developer, on every port
    public SecurityHeaders(Handler inner, boolean httpsOnly) {
        this.inner = inner;
        this.httpsOnly = httpsOnly;
    }

    @Override
    public Response handle(Request request) {
        return complete(inner.handle(request), httpsOnly);
    }

    static Response complete(Response response, boolean httpsOnly) {
        var complete = response;
        if (response.first("Cache-Control").isEmpty()) {
            complete = complete.with("Cache-Control", "no-cache, no-store")
                    .withDefault("Pragma", "no-cache")
                    .withDefault("Expires", "0");
        }
        complete =
                complete.withDefault("Referrer-Policy", "no-referrer").withDefault("X-Content-Type-Options", "nosniff");
        return httpsOnly ? complete.withDefault("Strict-Transport-Security", TWO_YEARS) : complete;
    }
}
