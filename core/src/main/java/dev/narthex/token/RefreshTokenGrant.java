package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.INVALID_GRANT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;

import dev.narthex.apps.RefreshRotation;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import dev.narthex.token.PersonTokens.Eligible;
import dev.narthex.token.PersonTokens.Making;
import dev.narthex.token.RefreshTokenStore.Rotation;
import dev.narthex.token.RefreshTokenStore.Successor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/// `grant_type=refresh_token`: new tokens for a refresh token, which is replaced where the app says so.
final class RefreshTokenGrant implements TokenGrant {
    /// An official SDK compares it, character for character, to know that the token is gone.
    private static final String INVALID = "The refresh token is invalid or expired.";

    private final RefreshTokenStore store;
    private final Revocations revocations;
    private final PersonTokens tokens;
    private final Sealer sealer;
    private final InstantSource clock;

    RefreshTokenGrant(
            RefreshTokenStore store, Revocations revocations, PersonTokens tokens, Sealer sealer, InstantSource clock) {
        this.store = store;
        this.revocations = revocations;
        this.tokens = tokens;
        this.sealer = sealer;
        this.clock = clock;
    }

    @Override
    public TokenResult grant(Asking asking) {
        var token = asking.form().first("refresh_token");
        if (token.isEmpty()) return TokenResult.refused(INVALID_REQUEST, "The 'refresh_token' parameter is missing.");
        // Judged before it is used up: what is refused must not cost the owner the token.
        return store.familyOf(SecretHash.of(token.get()), clock.instant())
                .filter(family -> isFor(asking, family.authorization()) && family.isOpenTo(asking.key()))
                .map(family -> scoped(asking, token.get(), family.authorization()))
                .orElseGet(RefreshTokenGrant::gone);
    }

    // RFC 6749 §6: bound to the client it was issued to; and here to the server.
    private static boolean isFor(Asking asking, Authorization authorization) {
        return authorization.clientId().equals(asking.client().clientId())
                && authorization.serverId().equals(asking.server().id());
    }

    private TokenResult scoped(Asking asking, String token, Authorization authorization) {
        var scopes = scopes(asking, authorization.scopes());
        if (scopes.isEmpty()) {
            return TokenResult.refused(INVALID_SCOPE, "The scopes of a refresh can't be wider than those granted.");
        }
        var making = new Making(
                asking.client().app(), asking.server(), authorization, scopes.get(), Optional.empty(), asking.key());
        return tokens.eligible(making)
                .map(eligible -> refreshed(token, making, eligible))
                .orElseGet(RefreshTokenGrant::gone);
    }

    // RFC 6749 §6: the scopes granted, or fewer of them.
    private static Optional<Scopes> scopes(Asking asking, Scopes granted) {
        var asked = asking.form().first("scope");
        if (asked.isEmpty()) return Optional.of(granted);
        return asked.flatMap(Scopes::parse).filter(scopes -> granted.names().containsAll(scopes.names()));
    }

    private TokenResult refreshed(String token, Making making, Eligible eligible) {
        var rotation = RefreshRotation.of(making.app().settings());
        if (!rotation.rotates()) {
            return store.use(SecretHash.of(token), clock.instant())
                    .<TokenResult>map(_ -> tokens.make(making, eligible, Optional.of(token)))
                    .orElseGet(RefreshTokenGrant::gone);
        }
        String next = tokens.newRefreshToken();
        var successor = new Successor(SecretHash.of(next), sealer.seal(next.getBytes(StandardCharsets.UTF_8)));
        return switch (store.rotate(SecretHash.of(token), successor, rotation.leeway(), clock.instant())) {
            case Rotation.Rotated _ -> tokens.make(making, eligible, Optional.of(next));
            case Rotation.Repeated(var ignored, var sealed) ->
                tokens.make(making, eligible, Optional.of(opened(sealed)));
            case Rotation.Reused _ -> reused(making.authorization());
            case Rotation.Unknown() -> gone();
        };
    }

    // RFC 9700 §4.14.2: a rotated token that comes again reveals a copy; the whole family ends.
    private TokenResult reused(Authorization authorization) {
        revocations.revoke(authorization.id());
        return new TokenResult.Reused(new Problem(INVALID_GRANT, INVALID));
    }

    private static TokenResult gone() {
        return TokenResult.refused(INVALID_GRANT, INVALID);
    }

    private String opened(byte[] sealed) {
        return sealer.open(sealed)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
