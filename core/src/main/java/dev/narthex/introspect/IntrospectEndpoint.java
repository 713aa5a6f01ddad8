package dev.narthex.introspect;

import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.clientauth.ClientAuthenticationResult;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ProblemResponder;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import java.util.Map;

/// POST `…/v1/introspect`: who asks, about what, and what may be said.
public final class IntrospectEndpoint {
    private final AuthorizationServers servers;
    private final ClientAuthenticator authenticator;
    private final Introspection introspection;

    public IntrospectEndpoint(
            AuthorizationServers servers, ClientAuthenticator authenticator, Introspection introspection) {
        this.servers = servers;
        this.authenticator = authenticator;
        this.introspection = introspection;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> answer(request, server, request.form()))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    private Response answer(Request request, AuthorizationServer server, Parameters form) {
        if (!form.repeated().isEmpty()) return refused(request, "A parameter came more than once.");
        return switch (authenticator.authenticate(request, server, form)) {
            case ClientAuthenticationResult.Refused(int status, var problem) ->
                ProblemResponder.respond(request, status, problem);
            case ClientAuthenticationResult.Authenticated(var client) -> told(request, client, server, form);
        };
    }

    private Response told(Request request, AuthenticatedClient client, AuthorizationServer server, Parameters form) {
        // RFC 7662 §2.1: the token is required.
        var token = form.first("token");
        if (token.isEmpty()) return refused(request, "The 'token' parameter is missing.");
        // RFC 7662 §2.2: of a token that does not count, nothing else is said.
        var answer = introspection
                .of(client, server, token.get(), form.first("token_type_hint"))
                .orElse(Map.of("active", false));
        return Response.json(200, answer);
    }

    private static Response refused(Request request, String description) {
        return ProblemResponder.respond(request, 400, new Problem(OAuthError.INVALID_REQUEST, description));
    }
}
