package dev.narthex.revoke;

import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.clientauth.ClientAuthenticationResult;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ProblemResponder;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.AccessTokens;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.token.Authorization;
import dev.narthex.token.RefreshFamily;
import dev.narthex.token.RefreshTokenStore;
import dev.narthex.token.Revocations;
import java.time.InstantSource;
import java.util.Optional;

/// POST `…/v1/revoke`: ends one of the client's own tokens.
///
/// An access token ends alone; a refresh token with all that came of it. The answer is empty and the same for tokens
/// that nobody knows: what the client wanted is true.
public final class RevokeEndpoint {
    private final AuthorizationServers servers;
    private final ClientAuthenticator authenticator;
    private final Tokens tokens;
    private final SystemLog log;

    /// Where tokens are known again, and ended.
    public record Tokens(
            AccessTokens access, RefreshTokenStore refresh, Revocations revocations, InstantSource clock) {}

    public RevokeEndpoint(
            AuthorizationServers servers, ClientAuthenticator authenticator, Tokens tokens, SystemLog log) {
        this.servers = servers;
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.log = log;
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
            case ClientAuthenticationResult.Authenticated(var client) ->
                form.first("token")
                        .map(token -> revoked(request, client, server, token))
                        // RFC 7009 §2.1: the token is required.
                        .orElseGet(() -> refused(request, "The 'token' parameter is missing."));
        };
    }

    // RFC 7009 §2.2: 200, also for a token that nobody knows. An official SDK takes an empty body of type JSON for a
    // broken one, so there is no type.
    private Response revoked(Request request, AuthenticatedClient client, AuthorizationServer server, String token) {
        var access = tokens.access().verify(server, token).filter(jwt -> isOf(client, jwt));
        if (access.isPresent()) {
            tokens.revocations().revoke(access.get());
            record(request, client, server, access.get().string("jti").orElseThrow());
            return Response.empty(200);
        }
        refreshToken(client, server, token).ifPresent(authorization -> {
            tokens.revocations().revoke(authorization.id());
            record(request, client, server, authorization.id());
        });
        return Response.empty(200);
    }

    // RFC 7009 §2.1: the client's own tokens only.
    private static boolean isOf(AuthenticatedClient client, VerifiedJwt jwt) {
        return jwt.string("cid").equals(Optional.of(client.clientId()));
    }

    private Optional<Authorization> refreshToken(AuthenticatedClient client, AuthorizationServer server, String token) {
        return tokens.refresh()
                .familyOf(SecretHash.of(token), tokens.clock().instant())
                .map(RefreshFamily::authorization)
                .filter(it ->
                        it.clientId().equals(client.clientId()) && it.serverId().equals(server.id()));
    }

    private void record(Request request, AuthenticatedClient client, AuthorizationServer server, String id) {
        var type = server.isOrg() ? EventType.ORG_TOKEN_REVOKE : EventType.TOKEN_REVOKE;
        var app = client.app();
        var actor = new Actor(app.clientId(), "PublicClientApp", app.clientId(), app.label());
        log.write(request, Optional.empty(), Entry.success(type, actor, new Target(id, "token", "", "")));
    }

    private static Response refused(Request request, String description) {
        return ProblemResponder.respond(request, 400, new Problem(OAuthError.INVALID_REQUEST, description));
    }
}
