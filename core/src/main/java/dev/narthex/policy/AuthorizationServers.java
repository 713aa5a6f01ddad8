package dev.narthex.policy;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.http.Request;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.policy.AuthorizationServer.Revision;
import dev.narthex.policy.AuthorizationServer.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds authorization servers: the org's own, which is built in, and the custom ones, which are stored.
public final class AuthorizationServers {
    private static final int CACHED = 1_000;

    private final Cache<String, AuthorizationServer> cache;
    private final AuthorizationServer org;

    public AuthorizationServers(AuthorizationServerStore store, Changes changes, SigningAlgorithm orgAlgorithm) {
        this.cache = new Cache<String, AuthorizationServer>(changes, CACHED, store::byId).droppedBy("server", id -> id);
        this.org = new AuthorizationServer(
                AuthorizationServer.ORG,
                new Settings("Org authorization server", "Signs people in to the org's apps", "", orgAlgorithm, true),
                StandardScopes.all(),
                List.of(),
                List.of(),
                new Revision(0, Instant.EPOCH, Instant.EPOCH));
    }

    public AuthorizationServer org() {
        return org;
    }

    /// An active server. `org` is no path segment of a custom server, so it is not found by id.
    public Optional<AuthorizationServer> active(String id) {
        return cache.get(id).filter(AuthorizationServer::active);
    }

    /// A custom server, active or not.
    public Optional<AuthorizationServer> custom(String id) {
        return cache.get(id);
    }

    /// The server whose path the request came to.
    public Optional<AuthorizationServer> addressed(Request request) {
        String id = request.pathParameter("server");
        return id == null ? Optional.of(org) : active(id);
    }

    /// As [#active], for the id in a sealed request or token, where the org's server has its name.
    public Optional<AuthorizationServer> activeOrOrg(String id) {
        return id.equals(AuthorizationServer.ORG) ? Optional.of(org) : active(id);
    }
}
