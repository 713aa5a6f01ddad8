package dev.narthex.keys;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/v1/authorizationServers/{server}/credentials/…`: lists and rotates signing keys.
public final class KeysApi {
    private final AuthorizationServers servers;
    private final Keys keys;
    private final Issuers issuers;
    private final SystemLog log;

    public KeysApi(AuthorizationServers servers, Keys keys, Issuers issuers, SystemLog log) {
        this.servers = servers;
        this.keys = keys;
        this.issuers = issuers;
        this.log = log;
    }

    public Response list(Request request, Caller caller) {
        return server(request)
                .map(server -> Response.json(200, json(server, keys.stored(server))))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    /// GET `…/keys/{key}`.
    public Response get(Request request, Caller caller) {
        var server = server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        String kid = request.pathParameter("key");
        return keys.stored(server.get()).stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .map(key -> Response.json(200, json(server.get(), key)))
                .orElseGet(() ->
                        OktaError.notFound(kid, "AuthorizationServerJsonWebKey").response(request));
    }

    /// Active or not: an administrator looks after both.
    private Optional<AuthorizationServer> server(Request request) {
        return servers.custom(request.pathParameter("server"));
    }

    /// POST `…/lifecycle/keyRotate` with `{"use":"sig"}`.
    public Response rotate(Request request, Caller caller) {
        if (!"sig".equals(request.json().get("use"))) {
            return OktaError.invalid("use", "use: must be 'sig'").response(request);
        }
        return server(request)
                .map(server -> rotated(request, server, caller))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    private Response rotated(Request request, AuthorizationServer server, Caller caller) {
        var stored = keys.rotate(server);
        var target = new Target(
                stored.getFirst().kid(),
                "SigningKey",
                server.id(),
                server.settings().name());
        log.write(request, Optional.empty(), Entry.success(EventType.KEY_ROLLOVER, caller.actor(), target));
        return Response.json(200, json(server, stored));
    }

    private List<Map<String, Object>> json(AuthorizationServer server, List<SigningKey> stored) {
        return stored.stream().map(key -> json(server, key)).toList();
    }

    private Map<String, Object> json(AuthorizationServer server, SigningKey key) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", key.status().name());
        json.putAll(keys.publicKey(key).members());
        String self =
                issuers.baseUrl() + "/api/v1/authorizationServers/" + server.id() + "/credentials/keys/" + key.kid();
        json.put("_links", Map.of("self", Wire.link(self, "GET")));
        return json;
    }
}
