package dev.narthex.token;

import dev.narthex.id.Ids;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.token.RefreshTokenStore.Holding;
import dev.narthex.token.RevocationStore.Holder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Ends tokens before their time, and knows which have been ended.
public final class Revocations {
    /// No access token lives longer.
    private static final Duration LONGEST = Duration.ofHours(25);

    /// No refresh token lies unused longer: one that began while all were ended is dead by then.
    private static final Duration LONGEST_WINDOW = Duration.ofDays(5 * 366);

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

    /// All that a person has given until now, to one client if given. What they give from now on counts.
    public void revokeAllOf(String userId, Optional<String> clientId) {
        var now = clock.instant();
        String id = clientId.map(client -> userId + " " + client).orElse(userId);
        revoked.revokeAllOf(new Holder(userId, clientId), id, now, now.plus(LONGEST_WINDOW));
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
        var since = ids.isEmpty() ? accessToken.issuedAt() : since(ids.getLast(), accessToken);
        person(accessToken).ifPresent(user -> addHolders(ids, accessToken, user));
        return revoked.isAnyRevoked(ids, since);
    }

    /// A code on its way, or a refresh, gives nothing once its authorization has ended.
    boolean isRevoked(Authorization authorization, String issuer) {
        var ids = new ArrayList<>(List.of(authorization.id()));
        var parties = new Parties(authorization.userId(), authorization.clientId(), issuer);
        addHolders(ids, parties, authorization.scopes().names());
        return revoked.isAnyRevoked(ids, Ids.instantOf(authorization.id()).orElse(Instant.EPOCH));
    }

    /// When what the token comes from began: the id of an authorization tells it to the millisecond.
    private static Instant since(String id, VerifiedJwt token) {
        return Ids.instantOf(id).orElseGet(token::issuedAt);
    }

    // In the form of RFC 9068 the person is the subject, and the client has a name of its own.
    private static Optional<String> person(VerifiedJwt token) {
        return token.string("uid").or(() -> token.string("client_id").flatMap(_ -> token.subject()));
    }

    private static Optional<String> client(VerifiedJwt token) {
        return token.string("cid").or(() -> token.string("client_id"));
    }

    private record Parties(String userId, String clientId, String issuer) {}

    private static void addHolders(List<String> ids, VerifiedJwt token, String user) {
        var parties =
                new Parties(user, client(token).orElse(""), token.string("iss").orElse(""));
        addHolders(ids, parties, token.scopes());
    }

    private static void addHolders(List<String> ids, Parties parties, Collection<String> scopes) {
        String holder = parties.userId() + " " + parties.clientId();
        ids.add(parties.userId());
        ids.add(holder);
        for (String scope : scopes) ids.add(holder + " " + parties.issuer() + " " + scope);
    }
}
