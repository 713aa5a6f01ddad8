package dev.narthex.flow;

import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Proof that somebody has shown their right password in this very browser just now, though it does not let them in:
/// it has to be changed first. Sealed, so that it can travel in an address; worth nothing in another browser.
public final class PasswordProofs {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Sealer sealer;
    private final InstantSource clock;

    /// @param sealer for this purpose alone
    public PasswordProofs(Sealer sealer, InstantSource clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    /// Who proved what, when.
    public record Proof(String userId, Instant given) {}

    public String seal(String userId, String deviceToken) {
        var facts = Map.of("u", userId, "d", browser(deviceToken), "t", clock.millis());
        return sealer.sealText(Json.text(facts));
    }

    /// What was proved, in this browser, not long ago.
    public Optional<Proof> open(String proof, String deviceToken) {
        return sealer.openText(proof).flatMap(text -> read(text, deviceToken));
    }

    private Optional<Proof> read(String text, String deviceToken) {
        try {
            var facts = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
            var given = Instant.ofEpochMilli(((Number) facts.get("t")).longValue());
            boolean fresh = given.plus(LIFETIME).isAfter(clock.instant());
            return fresh && facts.get("d").equals(browser(deviceToken))
                    ? Optional.of(new Proof((String) facts.get("u"), given))
                    : Optional.empty();
        } catch (BadRequest malformed) {
            throw new IllegalStateException("we sealed something unreadable", malformed);
        }
    }

    private static String browser(String deviceToken) {
        return SecretHash.of(deviceToken).hex();
    }
}
