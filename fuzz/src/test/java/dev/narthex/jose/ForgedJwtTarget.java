package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// What a hostile client signs with a key that we know: a line of header, the rest claims. If it passes, it says what
/// it
/// must, all of it can be read, and no other text passes in its place.
public final class ForgedJwtTarget implements Target {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SigningKeyPair PAIR = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final Verifier VERIFIER = new Verifier(
            Expected.of("client-1", "https://id.example/token").withClaims("sub"),
            LocalKeys.of(Map.of("k1", PAIR)),
            InstantSource.fixed(NOW),
            CryptoProvider.jdk());

    @Override
    public void accept(byte[] input) throws GeneralSecurityException {
        var parts = Parts.lines(input, 2);
        String signed = encoded(parts.get(0)) + "." + encoded(parts.get(1));
        String token = signed + "." + signature(signed);
        if (VERIFIER.verify(token) instanceof Verification.Valid(var jwt)) {
            assertReadable(jwt);
            assertNoOther(token, input.length);
        }
    }

    private static void assertReadable(VerifiedJwt jwt) {
        assertTrue(jwt.expiresAt().isAfter(NOW.minusSeconds(61)));
        assertEquals("client-1", jwt.string("iss").orElseThrow());
        assertTrue(jwt.stringList("aud").contains("https://id.example/token"));
        assertTrue(jwt.claims().containsKey("sub"));
        jwt.subject();
        jwt.scopes();
    }

    /// With one character changed, and with one more.
    private static void assertNoOther(String token, int place) {
        int at = place % token.length();
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        String changed = token.substring(0, at) + other + token.substring(at + 1);
        assertFalse(VERIFIER.verify(changed) instanceof Verification.Valid);
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(token + "A"));
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(token + "="));
        assertInstanceOf(Verification.Refused.class, VERIFIER.verify(" " + token));
    }

    private static String encoded(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String signed) throws GeneralSecurityException {
        var signature = CryptoProvider.jdk().signature(SigningAlgorithm.ES256);
        signature.initSign(PAIR.privateKey());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return Base64Url.encode(signature.sign());
    }
}
