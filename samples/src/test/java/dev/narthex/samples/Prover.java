package dev.narthex.samples;

import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.jose.dpop.DpopProof;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/// A client with a key, which makes proofs that it has it.
final class Prover {
    private final SigningKeyPair pair = SigningKeyPair.generate(SigningAlgorithm.EDDSA);

    String thumbprint() {
        return Jwk.thumbprint(pair);
    }

    /// A proof for a GET of this address with this token.
    String proof(String uri, String token) {
        var header = Map.of(
                "typ",
                "dpop+jwt",
                "alg",
                "EdDSA",
                "jwk",
                Jwk.publicKey("k", pair).members());
        var claims = Map.of(
                "jti", UUID.randomUUID().toString(),
                "htm", "GET",
                "htu", uri,
                "iat", Instant.now().getEpochSecond(),
                "ath", DpopProof.hashOf(token));
        String unsigned = part(Json.text(header)) + "." + part(Json.text(claims));
        return unsigned + "." + encoded(signature(unsigned));
    }

    private byte[] signature(String text) {
        try {
            var key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pair.privateKeyPkcs8()));
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(String json) {
        return encoded(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
