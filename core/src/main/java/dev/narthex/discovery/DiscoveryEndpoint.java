package dev.narthex.discovery;

import dev.narthex.apps.Apps;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import java.util.Map;
import java.util.function.Function;

/// Answers with the metadata of a server.
public final class DiscoveryEndpoint {
    private final AuthorizationServers servers;
    private final Apps apps;
    private final Issuers issuers;

    public DiscoveryEndpoint(AuthorizationServers servers, Apps apps, Issuers issuers) {
        this.servers = servers;
        this.apps = apps;
        this.issuers = issuers;
    }

    public Response openid(Request request) {
        return answer(request, server -> Metadata.openid(server, issuers));
    }

    public Response oauth(Request request) {
        return answer(request, server -> Metadata.oauth(server, issuers));
    }

    private Response answer(Request request, Function<AuthorizationServer, Map<String, Object>> document) {
        var clientId = request.query().first("client_id");
        if (clientId.isPresent() && apps.byClientId(clientId.get()).isEmpty()) {
            return OktaError.of(400, "invalid_client", "Invalid value for 'client_id' parameter.")
                    .response(request);
        }
        return servers.addressed(request)
                .map(server -> Response.json(200, document.apply(server))
                        .with("Cache-Control", "max-age=86400, must-revalidate"))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }
}
