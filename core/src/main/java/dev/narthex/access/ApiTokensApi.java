package dev.narthex.access;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/api-tokens`: which tokens there are, and an end to each. The tokens themselves are not known here.
public final class ApiTokensApi {
    private final ApiTokenStore store;
    private final SystemLog log;
    private final String baseUrl;

    public ApiTokensApi(ApiTokenStore store, SystemLog log, String baseUrl) {
        this.store = store;
        this.log = log;
        this.baseUrl = baseUrl;
    }

    public Response list(Request request, Caller caller) {
        return Response.json(200, store.all().stream().map(this::json).toList());
    }

    public Response get(Request request, Caller caller) {
        return find(request.pathParameter("token"))
                .map(token -> Response.json(200, json(token)))
                .orElseGet(() -> unknown(request, request.pathParameter("token")));
    }

    public Response revoke(Request request, Caller caller) {
        return revoked(request, caller, request.pathParameter("token"));
    }

    /// Of the caller's own token; there is none where an access token was shown instead.
    public Response revokeCurrent(Request request, Caller caller) {
        return revoked(request, caller, caller.actor().id());
    }

    private Response revoked(Request request, Caller caller, String id) {
        var token = find(id);
        if (token.isEmpty() || !store.revoke(id)) return unknown(request, id);
        String name = token.get().name();
        var target = new Target(id, "Token", name, name);
        log.write(request, Optional.empty(), Entry.success(EventType.API_TOKEN_REVOKE, caller.actor(), target));
        return Response.empty(204);
    }

    private Optional<ApiToken> find(String id) {
        return store.all().stream().filter(token -> token.id().equals(id)).findFirst();
    }

    private static Response unknown(Request request, String id) {
        return OktaError.notFound(id, "ApiToken").response(request);
    }

    private Map<String, Object> json(ApiToken token) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", token.id());
        json.put("name", token.name());
        json.put("clientName", "API");
        json.put("created", Wire.time(token.created()));
        json.put("lastUpdated", Wire.time(token.created()));
        json.put("network", Map.of("connection", "ANYWHERE", "include", List.of(), "exclude", List.of()));
        String self = baseUrl + "/api/v1/api-tokens/" + token.id();
        json.put("_link", Map.of("self", Wire.link(self, "GET", "DELETE")));
        return json;
    }
}
