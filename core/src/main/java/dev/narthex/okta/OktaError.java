package dev.narthex.okta;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An error of the management API. Only the status and `code` are contractual; `causes` name fields and reasons.
public record OktaError(int status, String code, String summary, List<String> causes) {
    public OktaError {
        causes = List.copyOf(causes);
    }

    public static OktaError of(int status, String code, String summary) {
        return new OktaError(status, code, summary, List.of());
    }

    public static OktaError notFound(String id, String type) {
        return of(404, "E0000007", "Not found: Resource not found: " + id + " (" + type + ")");
    }

    /// For a path whose `{server}` names no active authorization server.
    public static OktaError unknownServer(Request request) {
        return notFound(request.pathParameter("server"), "AuthorizationServer");
    }

    public static OktaError invalid(String object, String... causes) {
        return new OktaError(400, "E0000001", "Api validation failed: " + object, List.of(causes));
    }

    public static OktaError invalidToken() {
        return of(401, "E0000011", "Invalid token provided");
    }

    public Response response(Request request) {
        return Response.json(status, body(request.id()));
    }

    public Map<String, Object> body(String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("errorCode", code);
        body.put("errorSummary", summary);
        body.put("errorLink", code);
        body.put("errorId", "oae" + requestId);
        body.put(
                "errorCauses",
                causes.stream().map(cause -> Map.of("errorSummary", cause)).toList());
        return body;
    }
}
