package dev.narthex.issue;

import dev.narthex.keys.ServerKeys;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Puts a whole authorization answer into one signed token: who answers, whom, and until when it counts.
public final class SignedAnswers {
    // JARM 1.0 §2.1: ten minutes at the most.
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final InstantSource clock;

    public SignedAnswers(Function<AuthorizationServer, ServerKeys> keys, Issuers issuers, InstantSource clock) {
        this.keys = keys;
        this.issuers = issuers;
        this.clock = clock;
    }

    public String sign(AuthorizationServer server, String clientId, Map<String, String> answer) {
        var claims = new LinkedHashMap<String, Object>(answer);
        claims.put("iss", issuers.issuer(server));
        claims.put("aud", clientId);
        claims.put("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        return keys.apply(server).signer().sign(claims).compact();
    }
}
