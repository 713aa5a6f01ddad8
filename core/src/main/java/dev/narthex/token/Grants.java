package dev.narthex.token;

import dev.narthex.apps.Apps;
import dev.narthex.apps.GrantedScopes;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.Secrets;
import dev.narthex.device.DeviceAuthorizeEndpoint;
import dev.narthex.device.DeviceStore;
import dev.narthex.groups.People;
import dev.narthex.id.Ids;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.signin.AppSignIn;
import java.time.InstantSource;
import java.util.Map;

/// The ways to get tokens that this server knows, by their `grant_type`.
public final class Grants {
    private final Map<String, TokenGrant> byName;

    /// What the grants ask along their way. `successors` seals refresh tokens for the leeway.
    public record Rooms(
            People people,
            Apps apps,
            AppSignIn signIns,
            TokenIssuer issuer,
            Ids ids,
            Secrets secrets,
            Sealer successors,
            InstantSource clock) {}

    /// Where what is exchanged for tokens is kept.
    public record Stores(CodeStore codes, DeviceStore devices, RefreshTokenStore refreshTokens, GrantedScopes scopes) {}

    public Grants(Rooms rooms, Stores stores, Revocations revocations) {
        var clock = rooms.clock();
        var tokens = new PersonTokens(rooms, revocations);
        var refreshTokens = stores.refreshTokens();
        var first = new FirstTokens(refreshTokens, tokens, clock);
        byName = Map.of(
                "authorization_code",
                new AuthorizationCodeGrant(stores.codes(), revocations, tokens, first, clock),
                "refresh_token",
                new RefreshTokenGrant(refreshTokens, revocations, tokens, rooms.successors(), clock),
                DeviceAuthorizeEndpoint.GRANT_TYPE,
                new DeviceCodeGrant(stores.devices(), tokens, first, clock),
                "password",
                new PasswordGrant(rooms.signIns(), tokens, first, rooms.ids(), clock),
                "client_credentials",
                new ClientCredentialsGrant(rooms.issuer(), stores.scopes(), clock));
    }

    Map<String, TokenGrant> byName() {
        return byName;
    }
}
