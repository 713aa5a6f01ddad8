package dev.narthex.http;

import java.util.LinkedHashMap;
import java.util.List;

/// Gives an error its shape: JSON of the management API, JSON of OAuth, or a page. `errorId` leads to the log.
@FunctionalInterface
public interface ErrorRenderer {
    /// The error object of the management API, for every path that has no shape of its own.
    ErrorRenderer MANAGEMENT = (_, status, message, errorId) -> {
        String code = errorCode(status);
        var members = new LinkedHashMap<String, Object>();
        members.put("errorCode", code);
        members.put("errorSummary", message);
        members.put("errorLink", code);
        members.put("errorId", errorId);
        members.put("errorCauses", List.of());
        return Response.json(status, members);
    };

    Response render(Request request, int status, String message, String errorId);

    /// The error id of whatever goes wrong in a request: header, body and log lead to one another.
    static String errorId(Request request) {
        return "oae" + request.id();
    }

    private static String errorCode(int status) {
        return switch (status) {
            case 404 -> "E0000008";
            case 405 -> "E0000022";
            case 406 -> "E0000122";
            case 415 -> "E0000012";
            case 429 -> "E0000047";
            default -> status < 500 ? "E0000003" : "E0000009";
        };
    }
}
