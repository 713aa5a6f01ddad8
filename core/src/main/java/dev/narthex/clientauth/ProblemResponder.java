package dev.narthex.clientauth;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.oauth.Problem;
import java.util.LinkedHashMap;

/// How the endpoints that clients call tell a problem: `error` and `error_description`, in JSON.
public final class ProblemResponder {
    private ProblemResponder() {}

    public static Response respond(Request request, int status, Problem problem) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", problem.error().code());
        body.put("error_description", problem.description());
        var response = Response.json(status, body);
        // RFC 6749 §5.2: a client that tried the Authorization header is told the scheme.
        boolean challenged = status == 401 && request.header("authorization").isPresent();
        return challenged ? response.with("WWW-Authenticate", "Basic realm=\"Narthex\"") : response;
    }
}
