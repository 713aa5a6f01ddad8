package dev.narthex.jose;

import static dev.narthex.jose.ForgedTokens.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.jose.Verification.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A secret that is also a public key, or one that can be guessed, would let anybody sign.
class ProofTest {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "ABCDEF0123456789abcdef0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<String, Object> CLAIMS =
            Map.of("iss", "me", "sub", "me", "aud", "you", "exp", NOW.getEpochSecond() + 60);

    private static Verification verify(String token, byte[]... secrets) {
        return Verifier.withSecrets(Expected.of("me", "you"), List.of(secrets), InstantSource.fixed(NOW))
                .verify(token);
    }

    private static String token(Map<String, Object> header, Map<String, Object> claims, String name, byte[] secret) {
        try {
            var unsigned = ForgedTokens.withSignature(header, claims, new byte[0]);
            var signed = unsigned.substring(0, unsigned.length() - 1);
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return signed + "." + Base64Url.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Reason reason, Verification verification) {
        assertEquals(
                reason,
                assertInstanceOf(Verification.Refused.class, verification).reason());
    }

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512"})
    @DisplayName("Either of two secrets is known, by each of the three MACs, with or without a kid")
    void known(String alg, String name) {
        assertInstanceOf(
                Verification.Valid.class, verify(token(Map.of("alg", alg), CLAIMS, name, SECRET), OTHER, SECRET));
        var named = token(Map.of("alg", alg, "kid", "x"), CLAIMS, name, SECRET);
        assertInstanceOf(Verification.Valid.class, verify(named, SECRET));
        assertRefused(Reason.BAD_SIGNATURE, verify(named, OTHER));
        assertRefused(Reason.BAD_SIGNATURE, verify(named));
    }

    @Test
    @DisplayName("Abuse 54: a secret of less than 32 bytes proves nothing")
    void tooShort() {
        byte[] weak = "short".getBytes(StandardCharsets.US_ASCII);
        assertRefused(Reason.BAD_SIGNATURE, verify(token(Map.of("alg", "HS256"), CLAIMS, "HmacSHA256", weak), weak));
    }

    @Test
    @DisplayName("Abuse 52, 53: where a secret is the proof, neither none nor a key of the token's own will do")
    void otherAlgorithms() {
        assertRefused(
                Reason.UNSUPPORTED_ALGORITHM,
                verify(ForgedTokens.withSignature(Map.of("alg", "none"), CLAIMS, new byte[0]), SECRET));
        var pair = SigningKeyPair.generate(SigningAlgorithm.EDDSA);
        var header = Map.of("alg", "EdDSA", "jwk", Jwk.publicKey("k", pair).members());
        assertRefused(Reason.UNSUPPORTED_ALGORITHM, verify(ForgedTokens.signed(header, CLAIMS, pair), SECRET));
        assertRefused(
                Reason.BAD_SIGNATURE,
                verify(ForgedTokens.withSignature(Map.of("alg", "HS256"), CLAIMS, new byte[0]), SECRET));
    }

    @Test
    @DisplayName("Everything else is checked as with a key")
    void otherChecks() {
        var late = token(Map.of("alg", "HS256"), with(CLAIMS, it -> it.put("exp", 1L)), "HmacSHA256", SECRET);
        assertRefused(Reason.EXPIRED, verify(late, SECRET));
    }
}
