package dev.narthex.token;

import dev.narthex.jose.VerifiedJwt;
import dev.narthex.token.RefreshTokenStore.Holding;
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
        // Access tokens without a refresh token are known by whose they are alone.
        revokeIssued(clientId.map(client -> userId + " " + client).orElse(userId));
    }

    /// All that hold a scope which a person has given to a client.
    public void revokeScope(Given given) {
        var of = Holding.ofUser(given.userId()).by(given.clientId()).at(given.serverId());
        refreshTokens.held(of, Optional.empty(), Integer.MAX_VALUE, clock.instant()).stream()
                .map(held -> held.family().authorization())
                .filter(authorization -> authorization.scopes().has(given.scope()))
                .forEach(authorization -> revoke(authorization.id()));
        revokeIssued(given.userId() + " " + given.clientId() + " " + given.issuer() + " " + given.scope());
    }

    /// A scope of a server that a person has given to a client.
    public record Given(String userId, String clientId, String serverId, String issuer, String scope) {}

    private void revokeIssued(String id) {
        revoked.revoke(id, clock.instant(), clock.instant().plus(LONGEST));
    }

    /// Forgets what has expired by itself.
    public void purge() {
        refreshTokens.purge(clock.instant());
        revoked.purge(clock.instant());
    }

    public boolean isRevoked(VerifiedJwt accessToken) {
        var ids = new ArrayList<String>();
        accessToken.string("jti").ifPresent(id -> {
            ids.add(id);
            // `AT.<random>.<authorization>` where there is one.
            String[] parts = id.split("\\.");
            if (parts.length == 3) ids.add(parts[2]);
        });
        person(accessToken).ifPresent(user -> addHolders(ids, accessToken, user));
        return revoked.isAnyRevoked(ids, accessToken.issuedAt());
    }

    // In the form of RFC 9068 the person is the subject, and the client has a name of its own.
    private static Optional<String> person(VerifiedJwt token) {
        return token.string("uid").or(() -> token.string("client_id").flatMap(_ -> token.subject()));
    }

    private static Optional<String> client(VerifiedJwt token) {
        return token.string("cid").or(() -> token.string("client_id"));
    }

    private static void addHolders(List<String> ids, VerifiedJwt token, String user) {
        String holder = user + " " + client(token).orElse("");
        ids.add(user);
        ids.add(holder);
        String issuer = token.string("iss").orElse("");
        for (String scope : token.scopes()) ids.add(holder + " " + issuer + " " + scope);
    }
}
