package dev.narthex.delegation;

import dev.narthex.consent.Grant;
import dev.narthex.okta.Wire;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import dev.narthex.token.RefreshTokenStore.Held;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Grants and refresh tokens as they go over the wire.
final class Given {
    private final AuthorizationServers servers;
    private final Issuers issuers;

    Given(AuthorizationServers servers, Issuers issuers) {
        this.servers = servers;
        this.issuers = issuers;
    }

    /// With `expanded`, the scope comes along.
    Map<String, Object> grant(Grant grant, boolean expanded) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", grant.id());
        json.put("status", "ACTIVE");
        json.put("created", Wire.time(grant.created()));
        json.put("lastUpdated", Wire.time(grant.created()));
        json.put("createdBy", Map.of("id", grant.userId(), "type", "User"));
        json.put("issuer", issuer(grant.serverId()));
        json.put("clientId", grant.clientId());
        json.put("userId", grant.userId());
        json.put("scopeId", scopeId(grant));
        json.put("source", "END_USER");
        if (expanded) scope(grant).ifPresent(scope -> json.put("_embedded", Map.of("scope", scope(grant, scope))));
        json.put("_links", links(grant));
        return json;
    }

    /// A scope that has gone since is still known by its name.
    String scopeId(Grant grant) {
        return scope(grant).map(Scope::id).orElse(grant.scope());
    }

    private Optional<Scope> scope(Grant grant) {
        return servers.custom(grant.serverId()).flatMap(server -> server.scope(grant.scope()));
    }

    private Map<String, Object> scope(Grant grant, Scope scope) {
        return scope(grant.serverId(), scope.name(), Optional.of(scope));
    }

    private Map<String, Object> scope(String serverId, String name, Optional<Scope> scope) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", scope.map(Scope::id).orElse(name));
        json.put("name", name);
        json.put("displayName", scope.map(Scope::title).orElse(name));
        json.put("description", scope.map(it -> it.text().description()).orElse(""));
        scope.ifPresent(it -> json.put("_links", Map.of("scope", Wire.link(scopeAddress(serverId, it.id()), "GET"))));
        return json;
    }

    private String scopeAddress(String serverId, String scopeId) {
        return server(serverId) + "/scopes/" + scopeId;
    }

    private Map<String, Object> links(Grant grant) {
        var links = shared(grant.userId(), grant.clientId(), grant.serverId());
        links.put("scope", Wire.link(scopeAddress(grant.serverId(), scopeId(grant)), "GET"));
        links.put("self", Wire.link(user(grant.userId()) + "/grants/" + grant.id(), "GET", "DELETE"));
        return links;
    }

    private Map<String, Object> shared(String userId, String clientId, String serverId) {
        var links = new LinkedHashMap<String, Object>();
        links.put("app", Wire.link(api() + "apps/" + clientId, "GET"));
        links.put("client", Wire.link(issuers.baseUrl() + "/oauth2/v1/clients/" + clientId, "GET"));
        links.put("user", Wire.link(user(userId), "GET"));
        if (!serverId.equals(AuthorizationServer.ORG)) {
            links.put("authorizationServer", Wire.link(server(serverId), "GET"));
        }
        return links;
    }

    /// `self` is where the token was asked for; with `expanded`, its scopes come along.
    Map<String, Object> token(Held held, String self, boolean expanded) {
        var authorization = held.family().authorization();
        var json = new LinkedHashMap<String, Object>();
        json.put("id", authorization.id());
        json.put("status", "ACTIVE");
        json.put("created", Wire.time(held.family().created()));
        json.put("lastUpdated", Wire.time(held.lastUsed()));
        json.put("expiresAt", Wire.time(held.expires()));
        json.put("issuer", issuer(authorization.serverId()));
        json.put("clientId", authorization.clientId());
        json.put("userId", authorization.userId());
        json.put("scopes", List.copyOf(authorization.scopes().names()));
        if (expanded) json.put("_embedded", Map.of("scopes", scopes(held)));
        var links = shared(authorization.userId(), authorization.clientId(), authorization.serverId());
        links.put("self", Wire.link(self, "GET", "DELETE"));
        links.put("revoke", Wire.link(self, "DELETE"));
        json.put("_links", links);
        return json;
    }

    private List<Map<String, Object>> scopes(Held held) {
        var authorization = held.family().authorization();
        var server = servers.activeOrOrg(authorization.serverId());
        return authorization.scopes().names().stream()
                .map(name -> scope(authorization.serverId(), name, server.flatMap(it -> it.scope(name))))
                .toList();
    }

    private String issuer(String serverId) {
        return serverId.equals(AuthorizationServer.ORG) ? issuers.baseUrl() : issuers.baseUrl() + "/oauth2/" + serverId;
    }

    private String server(String serverId) {
        return api() + "authorizationServers/" + serverId;
    }

    private String user(String userId) {
        return api() + "users/" + userId;
    }

    private String api() {
        return issuers.baseUrl() + "/api/v1/";
    }
}
