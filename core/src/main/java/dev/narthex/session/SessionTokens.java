package dev.narthex.session;

import dev.narthex.crypt.Sealer;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens that stand for a sign-in which has been made without a browser's session, and become one session, once.
///
/// A token is sealed, not stored: only its use leaves a trace.
public final class SessionTokens {
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Sealer sealer;
    private final Spent spent;
    private final InstantSource clock;

    public SessionTokens(Sealer sealer, Spent spent, InstantSource clock) {
        this.sealer = sealer;
        this.spent = spent;
        this.clock = clock;
    }

    /// Who signed in, by what, and when.
    public record Proof(String userId, List<String> amr, Instant authenticated) {}

    public String make(Proof proof) {
        return sealer.sealText(Json.text(Map.of(
                "u",
                proof.userId(),
                "amr",
                proof.amr(),
                "at",
                proof.authenticated().toEpochMilli())));
    }

    /// Uses the token up.
    public Optional<Proof> redeem(String token) {
        return sealer.openText(token).map(SessionTokens::read).filter(proof -> {
            Instant ends = proof.authenticated().plus(LIFETIME);
            return ends.isAfter(clock.instant()) && spent.spend(token, ends);
        });
    }

    private static Proof read(String json) {
        var members = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
        var amr =
                ((List<?>) members.get("amr")).stream().map(String.class::cast).toList();
        Instant at = Instant.ofEpochMilli(((Number) members.get("at")).longValue());
        return new Proof((String) members.get("u"), amr, at);
    }
}
