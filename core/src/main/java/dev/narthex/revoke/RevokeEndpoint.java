package dev.narthex.revoke;

import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.clientauth.TokenResponder;
import dev.narthex.clientauth.TokenResponder.Question;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.AccessTokens;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
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
    private final TokenResponder responder;
    private final Tokens tokens;
    private final SystemLog log;

    /// Where tokens are known again, and ended.
    public record Tokens(
            AccessTokens access, RefreshTokenStore refresh, Revocations revocations, InstantSource clock) {}

    public RevokeEndpoint(TokenResponder responder, Tokens tokens, SystemLog log) {
        this.responder = responder;
        this.tokens = tokens;
        this.log = log;
    }

    public Response handle(Request request) {
        return responder.respond(request, this::revoked);
    }

    // RFC 7009 §2.2: 200, also for a token that nobody knows. An official SDK takes an empty body of type JSON for a
    // broken one, so there is no type.
    private Response revoked(Request request, Question question) {
        var access =
                tokens.access().verify(question.server(), question.token()).filter(jwt -> isOf(question.client(), jwt));
        if (access.isPresent()) {
            tokens.revocations().revoke(access.get());
            record(request, question, access.get().string("jti").orElseThrow());
            return Response.empty(200);
        }
        refreshToken(question).ifPresent(authorization -> {
            tokens.revocations().revoke(authorization.id());
            record(request, question, authorization.id());
        });
        return Response.empty(200);
    }

    // RFC 7009 §2.1: the client's own tokens only.
    private static boolean isOf(AuthenticatedClient client, VerifiedJwt jwt) {
        return jwt.string("cid").equals(Optional.of(client.clientId()));
    }

    private Optional<Authorization> refreshToken(Question question) {
        return tokens.refresh()
                .familyOf(SecretHash.of(question.token()), tokens.clock().instant())
                .map(RefreshFamily::authorization)
                .filter(it -> it.clientId().equals(question.client().clientId())
                        && it.serverId().equals(question.server().id()));
    }

    private void record(Request request, Question question, String id) {
        var type = question.server().isOrg() ? EventType.ORG_TOKEN_REVOKE : EventType.TOKEN_REVOKE;
        var app = question.client().app();
        var actor = new Actor(app.clientId(), "PublicClientApp", app.clientId(), app.label());
        log.write(request, Optional.empty(), Entry.success(type, actor, new Target(id, "token", "", "")));
    }
}
