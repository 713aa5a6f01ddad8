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

    public static OktaError forbidden() {
        return of(403, "E0000006", "You do not have permission to perform the requested action");
    }

    /// The code of errors that have none of their own.
    public static String codeOf(int status) {
        return switch (status) {
            case 404 -> "E0000008";
            case 405 -> "E0000022";
            case 406 -> "E0000122";
            case 415 -> "E0000012";
            case 429 -> "E0000047";
            default -> status < 500 ? "E0000003" : "E0000009";
        };
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
