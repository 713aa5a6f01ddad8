package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignerTest {
    private static final CryptoProvider JDK = CryptoProvider.jdk();
    private static final CryptoProvider FAST = CryptoProvider.load();

    static Stream<Arguments> everyAlgorithmWithEveryProvider() {
        return Stream.of(SigningAlgorithm.values())
                .flatMap(algorithm -> Stream.of(Arguments.of(algorithm, JDK), Arguments.of(algorithm, FAST)));
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithmWithEveryProvider")
    @DisplayName("Another implementation accepts every signature we make")
    void anotherImplementationAccepts(SigningAlgorithm algorithm, CryptoProvider crypto) throws Exception {
        var pair = SigningKeyPair.generate(algorithm);
        var token = Signers.of("k1", pair, crypto).sign(Map.of("sub", "00u1")).compact();
        assertTrue(accepts(pair, token));
        assertFalse(accepts(SigningKeyPair.generate(algorithm), token));
    }

    private static boolean accepts(SigningKeyPair pair, String token) throws Exception {
        var jws = JWSObject.parse(token);
        return switch (pair.algorithm()) {
            case RS256 -> jws.verify(new RSASSAVerifier((RSAPublicKey) pair.publicKey()));
            case ES256 -> jws.verify(new ECDSAVerifier((ECPublicKey) pair.publicKey()));
            case EDDSA -> {
                var signature = Signature.getInstance("EdDSA");
                signature.initVerify(pair.publicKey());
                signature.update(jws.getSigningInput());
                yield signature.verify(jws.getSignature().decode());
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The header is kid and alg, in that order, and nothing else")
    void headerIsKidAndAlg(SigningAlgorithm algorithm) {
        var signer = Signers.of("k1", SigningKeyPair.generate(algorithm), JDK);
        assertEquals("{\"kid\":\"k1\",\"alg\":\"" + algorithm.jwsName() + "\"}", part(signer.sign(Map.of("a", 1)), 0));
    }

    @Test
    @DisplayName("A typ comes last in the header, and only when it is asked for")
    void typOnlyWhenAsked() {
        var signer = Signers.of("k1", SigningKeyPair.generate(SigningAlgorithm.EDDSA), JDK);
        assertEquals(
                "{\"kid\":\"k1\",\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"}",
                part(signer.sign(Map.of("a", 1), "at+jwt"), 0));
    }

    @Test
    @DisplayName("Claims stay in their order, and text in any script stays what it was")
    void claimsStayInOrder() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("ver", 1);
        claims.put("name", "Zoë 李 😀");
        claims.put("scp", List.of("openid", "profile"));
        claims.put("aud", "api://default");
        var signer = Signers.of("k1", SigningKeyPair.generate(SigningAlgorithm.EDDSA), JDK);
        assertEquals(
                "{\"ver\":1,\"name\":\"Zoë 李 😀\",\"scp\":[\"openid\",\"profile\"],\"aud\":\"api://default\"}",
                part(signer.sign(claims), 1));
    }

    @Test
    @DisplayName("A kid with quotes can't add members to the header")
    void kidIsEscaped() {
        var signer = Signers.of("a\",\"jku\":\"x", SigningKeyPair.generate(SigningAlgorithm.EDDSA), JDK);
        assertEquals(
                Map.of("kid", "a\",\"jku\":\"x", "alg", "EdDSA"),
                JoseJson.read(part(signer.sign(Map.of()), 0).getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A pair comes back from its bytes and signs for the same public key")
    void pairComesBack(SigningAlgorithm algorithm) throws Exception {
        var pair = SigningKeyPair.generate(algorithm);
        var back = SigningKeyPair.of(algorithm, pair.privateKeyPkcs8(), pair.publicKeySpki());
        assertTrue(accepts(
                pair, Signers.of("k1", back, FAST).sign(Map.of("sub", "00u1")).compact()));
    }

    @Test
    @DisplayName("RFC 7518 §3.3: an RSA key of less than 2048 bits is refused")
    void shortRsaKeyIsRefused() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var pair = generator.generateKeyPair();
        assertThrows(
                IllegalArgumentException.class,
                () -> SigningKeyPair.of(
                        SigningAlgorithm.RS256,
                        pair.getPrivate().getEncoded(),
                        pair.getPublic().getEncoded()));
    }

    @Test
    @DisplayName("RFC 7518 §3.4: a key on another curve than P-256 is refused")
    void otherCurveIsRefused() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(384);
        var pair = generator.generateKeyPair();
        assertThrows(
                IllegalArgumentException.class,
                () -> SigningKeyPair.of(
                        SigningAlgorithm.ES256,
                        pair.getPrivate().getEncoded(),
                        pair.getPublic().getEncoded()));
    }

    @Test
    @DisplayName("Neither a key pair nor a token shows itself in a log")
    void nothingShowsItself() {
        var pair = SigningKeyPair.generate(SigningAlgorithm.ES256);
        var token = Signers.of("k1", pair, JDK).sign(Map.of("sub", "00u1"));
        assertEquals("SigningKeyPair[ES256]", pair.toString());
        assertFalse(token.toString().contains(token.compact().substring(0, 8)));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.2.2.9: at_hash is the left half of the hash; the example of its appendix A.3")
    void atHashOfTheSpecification() {
        assertEquals(
                "77QmUPtjPfzWtF2AnpK9RQ",
                TokenHash.leftHalf(SigningAlgorithm.RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"));
        assertTrue(TokenHash.matches(
                SigningAlgorithm.ES256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "77QmUPtjPfzWtF2AnpK9RQ"));
        assertFalse(TokenHash.matches(SigningAlgorithm.RS256, "another token", "77QmUPtjPfzWtF2AnpK9RQ"));
    }

    @Test
    @DisplayName("The hash that belongs to Ed25519 is SHA-512, so its left half has 32 octets")
    void ed25519HashesWithSha512() {
        var signer = Signers.of("k1", SigningKeyPair.generate(SigningAlgorithm.EDDSA), JDK);
        assertEquals(32, Base64Url.decode(signer.leftHalfHash("token")).orElseThrow().length);
    }

    private static String part(SignedJwt token, int index) {
        var part = token.compact().split("\\.")[index];
        return new String(Base64Url.decode(part).orElseThrow(), StandardCharsets.UTF_8);
    }
}
