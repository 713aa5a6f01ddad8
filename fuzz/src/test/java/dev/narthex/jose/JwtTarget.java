package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import dev.narthex.jose.Verification.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/// Any text as a token, which without our key is never good; the reason can stand in a header.
public final class JwtTarget implements Target {
    // RFC 6750 §3: what error_description may hold.
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]*");
    private static final Verifier VERIFIER = new Verifier(
            Expected.of("https://id.example/oauth2/default", "api://default"),
            LocalKeys.of(Map.of("k1", SigningKeyPair.generate(SigningAlgorithm.ES256))),
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
            CryptoProvider.jdk());

    @Override
    public void accept(byte[] input) {
        String text = Parts.text(input);
        UnverifiedClaims.of(text);
        var refused = assertInstanceOf(Refused.class, VERIFIER.verify(text));
        assertTrue(PRINTABLE.matcher(refused.detail()).matches(), refused.detail());
    }
}
