package dev.narthex.logout;

import dev.narthex.crypt.Secrets;
import dev.narthex.keys.ServerKeys;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Makes logout tokens: signed, for one app, about one session, good for two minutes.
public final class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration LIFETIME = Duration.ofMinutes(2);

    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final Secrets secrets;
    private final InstantSource clock;

    public LogoutTokens(
            Function<AuthorizationServer, ServerKeys> keys, Issuers issuers, Secrets secrets, InstantSource clock) {
        this.keys = keys;
        this.issuers = issuers;
        this.secrets = secrets;
        this.clock = clock;
    }

    // OIDC Back-Channel Logout 1.0 §2.4: the claims, without nonce, so that it is no ID token; and a type of its own.
    String of(AuthorizationServer server, Participant participant) {
        Instant now = clock.instant();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuers.issuer(server));
        claims.put("sub", participant.userId());
        claims.put("aud", participant.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.put("jti", "LO." + secrets.next());
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("sid", participant.sid());
        return keys.apply(server).signer().sign(claims, "logout+jwt").compact();
    }
}
