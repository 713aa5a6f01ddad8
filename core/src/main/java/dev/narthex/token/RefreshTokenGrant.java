package dev.narthex.token;

import static dev.narthex.oauth.OAuthError.INVALID_GRANT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;

import dev.narthex.apps.RefreshRotation;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.Scopes;
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
        var hash = SecretHash.of(token.get());
        // Looked at before it is used up: another client's request must not cost the owner the token.
        var family = store.find(hash, clock.instant());
        if (family.isPresent() && !isFor(asking, family.get())) return TokenResult.refused(INVALID_GRANT, INVALID);
        var scopes = scopes(asking, family);
        if (scopes.isEmpty()) {
            return TokenResult.refused(INVALID_SCOPE, "The scopes of a refresh can't be wider than those granted.");
        }
        return refreshed(asking, token.get(), scopes.get());
    }

    private static boolean isFor(Asking asking, RefreshFamily family) {
        return family.authorization().clientId().equals(asking.client().clientId())
                && family.authorization().serverId().equals(asking.server().id());
    }

    // RFC 6749 §6: the scopes granted, or fewer of them.
    private static Optional<Scopes> scopes(Asking asking, Optional<RefreshFamily> family) {
        var granted = family.map(it -> it.authorization().scopes());
        return asking.form()
                .first("scope")
                .map(text -> Scopes.parse(text)
                        .filter(asked -> granted.map(all -> all.names().containsAll(asked.names()))
                                .orElse(true)))
                .orElse(Optional.of(granted.orElse(Scopes.NONE)));
    }

    private TokenResult refreshed(Asking asking, String token, Scopes scopes) {
        var rotation = RefreshRotation.of(asking.client().app().settings());
        if (!rotation.rotates()) {
            return store.use(SecretHash.of(token), clock.instant())
                    .map(family -> granted(asking, family, scopes, token))
                    .orElseGet(() -> TokenResult.refused(INVALID_GRANT, INVALID));
        }
        String next = tokens.newRefreshToken();
        var successor = new Successor(SecretHash.of(next), sealer.seal(next.getBytes(StandardCharsets.UTF_8)));
        return switch (store.rotate(SecretHash.of(token), successor, rotation.leeway(), clock.instant())) {
            case Rotation.Rotated(var family) -> granted(asking, family, scopes, next);
            case Rotation.Repeated(var family, var sealed) -> granted(asking, family, scopes, opened(sealed));
            case Rotation.Reused(var family) -> reused(family);
            case Rotation.Unknown() -> TokenResult.refused(INVALID_GRANT, INVALID);
        };
    }

    // RFC 9700 §4.14.2: a rotated token that comes again reveals a copy; the whole family ends.
    private TokenResult reused(RefreshFamily family) {
        revocations.revoke(family.authorization().id());
        return TokenResult.refused(INVALID_GRANT, INVALID);
    }

    private String opened(byte[] sealed) {
        return sealer.open(sealed)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private TokenResult granted(Asking asking, RefreshFamily family, Scopes scopes, String refreshToken) {
        var effective = scopes.isEmpty() ? family.authorization().scopes() : scopes;
        return tokens.eligible(family.authorization(), asking.server(), "authorization_code", effective)
                .<TokenResult>map(eligible -> {
                    var making = new Making(
                            asking.client().app(),
                            asking.server(),
                            family.authorization(),
                            effective,
                            Optional.empty());
                    return tokens.make(making, eligible, Optional.of(refreshToken));
                })
                .orElseGet(() -> TokenResult.refused(INVALID_GRANT, INVALID));
    }
}
