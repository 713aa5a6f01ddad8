package dev.narthex.token;

import dev.narthex.apps.Apps;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.Secrets;
import dev.narthex.groups.People;
import dev.narthex.issue.TokenIssuer;
import java.time.InstantSource;
import java.util.Map;

/// The ways to get tokens that this server knows, by their `grant_type`.
public final class Grants {
    private final Map<String, TokenGrant> byName;

    /// What the grants ask along their way. `successors` seals refresh tokens for the leeway.
    public record Rooms(
            People people, Apps apps, TokenIssuer issuer, Secrets secrets, Sealer successors, InstantSource clock) {}

    public Grants(Rooms rooms, CodeStore codes, RefreshTokenStore refreshTokens, Revocations revocations) {
        var clock = rooms.clock();
        var tokens = new PersonTokens(rooms);
        byName = Map.of(
                "authorization_code", new AuthorizationCodeGrant(codes, refreshTokens, revocations, tokens, clock),
                "refresh_token", new RefreshTokenGrant(refreshTokens, revocations, tokens, rooms.successors(), clock),
                "client_credentials", new ClientCredentialsGrant(rooms.issuer(), clock));
    }

    Map<String, TokenGrant> byName() {
        return byName;
    }
}
