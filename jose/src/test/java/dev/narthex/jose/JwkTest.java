package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JwkTest {
    @ParameterizedTest
    @CsvSource({"RS256, kty alg kid use e n", "ES256, kty alg kid use crv x y", "EDDSA, kty alg kid use crv x"})
    @DisplayName("A published key has these members, in this order, and no other: a strict verifier refuses more")
    void publishedMembers(SigningAlgorithm algorithm, String members) {
        var jwk = Jwk.publicKey("k1", SigningKeyPair.generate(algorithm));
        assertEquals(List.of(members.split(" ")), List.copyOf(jwk.members().keySet()));
        assertEquals(algorithm.jwsName(), jwk.members().get("alg"));
        assertEquals("sig", jwk.members().get("use"));
        assertEquals("k1", jwk.keyId());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 7638 §3: the thumbprint is what another implementation computes from the published key")
    void thumbprintAgrees(SigningAlgorithm algorithm) throws Exception {
        var pair = SigningKeyPair.generate(algorithm);
        var published = JWK.parse(Jwk.publicKey("k1", pair).members());
        assertEquals(published.computeThumbprint().toString(), Jwk.thumbprint(pair));
        assertFalse(published.isPrivate());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("RFC 8410 §4: what we publish is read back as the key it was")
    void publishedKeyIsReadBack(SigningAlgorithm algorithm) {
        var pair = SigningKeyPair.generate(algorithm);
        var read = VerificationKey.read(Jwk.publicKey("k1", pair).members()).orElseThrow();
        assertEquals(new VerificationKey("k1", algorithm, pair.publicKey()), read);
    }

    @RepeatedTest(300)
    @DisplayName("RFC 7518 §6.2.1.2: a coordinate has 32 octets also when it begins with zeros")
    void coordinatesAreFullLength() {
        var members = Jwk.publicKey("k1", SigningKeyPair.generate(SigningAlgorithm.ES256))
                .members();
        assertEquals(43, ((String) members.get("x")).length());
        assertEquals(43, ((String) members.get("y")).length());
    }

    @Test
    @DisplayName("RFC 7517 §9.2: a key with a private member is never made into a public one")
    void privateMembersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Jwk(Map.of("kty", "RSA", "d", "AQAB")));
        assertThrows(IllegalArgumentException.class, () -> new Jwk(Map.of("kty", "oct", "k", "AQAB")));
    }

    @Test
    @DisplayName("A key set has the member keys and nothing else")
    void keySetHasKeysOnly() {
        var jwk = Jwk.publicKey("k1", SigningKeyPair.generate(SigningAlgorithm.EDDSA));
        assertEquals(Map.of("keys", List.of(jwk.members())), new JwkSet(List.of(jwk)).toJson());
    }
}
