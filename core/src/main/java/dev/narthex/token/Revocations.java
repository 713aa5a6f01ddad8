package dev.narthex.token;

import dev.narthex.jose.VerifiedJwt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends tokens before their time, and knows which have been ended.
public final class Revocations {
    /// No access token lives longer.
    private static final Duration LONGEST = Duration.ofHours(25);

    private final RevocationStore revoked;
    private final RefreshTokenStore refreshTokens;
    private final InstantSource clock;

    public Revocations(RevocationStore revoked, RefreshTokenStore refreshTokens, InstantSource clock) {
        this.revoked = revoked;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /// All tokens of an authorization.
    public void revoke(String authorizationId) {
        // In this order: a family that begins between the two statements is born revoked.
        revoked.revoke(authorizationId, clock.instant().plus(LONGEST));
        refreshTokens.revoke(authorizationId);
    }

    /// One access token; its refresh token stays.
    public void revoke(VerifiedJwt accessToken) {
        accessToken
                .string("jti")
                .ifPresent(id -> revoked.revoke(id, accessToken.expiresAt().plus(Duration.ofHours(1))));
    }

    /// All that a person has given, to one client if given.
    public void revokeAllOf(String userId, Optional<String> clientId) {
        for (String id : refreshTokens.revokeAllOf(userId, clientId)) {
            revoked.revoke(id, clock.instant().plus(LONGEST));
        }
    }

    /// Forgets what has expired by itself.
    public void purge() {
        refreshTokens.purge(clock.instant());
        revoked.purge(clock.instant());
    }

    public boolean isRevoked(VerifiedJwt accessToken) {
        var ids = new ArrayList<String>(2);
        accessToken.string("jti").ifPresent(id -> {
            ids.add(id);
            // `AT.<random>.<authorization>` where there is one.
            String[] parts = id.split("\\.");
            if (parts.length == 3) ids.add(parts[2]);
        });
        return revoked.isAnyRevoked(List.copyOf(ids));
    }
}
