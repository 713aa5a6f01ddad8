package dev.narthex.keys;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServers;

/// GET `…/v1/keys`: the published keys, in the strict shape of six members that an official verifier demands.
public final class KeysEndpoint {
    private final AuthorizationServers servers;
    private final Keys keys;

    public KeysEndpoint(AuthorizationServers servers, Keys keys) {
        this.servers = servers;
        this.keys = keys;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> Response.json(200, keys.of(server).published().toJson())
                        .with("Cache-Control", "max-age=3600, must-revalidate"))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }
}
