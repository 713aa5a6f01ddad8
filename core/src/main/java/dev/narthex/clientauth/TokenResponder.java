package dev.narthex.clientauth;

import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;

/// What introspection and revocation have in common: a server is addressed, a client proves itself and names a
/// token, and each parameter comes once.
public final class TokenResponder {
    private final AuthorizationServers servers;
    private final ClientAuthenticator authenticator;

    public TokenResponder(AuthorizationServers servers, ClientAuthenticator authenticator) {
        this.servers = servers;
        this.authenticator = authenticator;
    }

    /// A token that a client asks about.
    public record Question(AuthenticatedClient client, AuthorizationServer server, String token, Parameters form) {}

    /// What is done about it.
    public interface Answer {
        Response of(Request request, Question question);
    }

    public Response respond(Request request, Answer answer) {
        return servers.addressed(request)
                .map(server -> respond(request, server, answer))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    private Response respond(Request request, AuthorizationServer server, Answer answer) {
        var form = request.form();
        if (!form.repeated().isEmpty()) return refused(request, "A parameter came more than once.");
        return switch (authenticator.authenticate(request, server, form)) {
            case ClientAuthenticationResult.Refused(int status, var problem) ->
                ProblemResponder.respond(request, status, problem);
            case ClientAuthenticationResult.Authenticated(var client) ->
                form.first("token")
                        .map(token -> answer.of(request, new Question(client, server, token, form)))
                        // RFC 7009 §2.1, RFC 7662 §2.1: the token is required.
                        .orElseGet(() -> refused(request, "The 'token' parameter is missing."));
        };
    }

    private static Response refused(Request request, String description) {
        return ProblemResponder.respond(request, 400, new Problem(OAuthError.INVALID_REQUEST, description));
    }
}
