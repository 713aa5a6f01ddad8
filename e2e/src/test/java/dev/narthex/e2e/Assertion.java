package dev.narthex.e2e;

import dev.narthex.http.Json;
import dev.narthex.jose.Base64Url;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JWTs as clients make them to prove something: any header, any claims, by a key or a secret.
public final class Assertion {
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private Assertion() {}

    /// Claims by which a client proves itself to the token endpoint of the server `default`.
    public static Map<String, Object> claims(TestServer idp, String clientId) {
        return claims(idp, clientId, idp.issuer() + "/v1/token");
    }

    public static Map<String, Object> claims(TestServer idp, String clientId, String audience) {
        long now = idp.clock.instant().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                audience,
                "iat",
                now,
                "exp",
                now + 300,
                "jti",
                "jti" + System.nanoTime()));
    }

    /// The form fields that carry it.
    public static Map<String, String> fields(String jwt) {
        return new LinkedHashMap<>(Map.of("client_assertion_type", TYPE, "client_assertion", jwt));
    }

    /// Signed with ES256, Ed25519 or RS256, as the pair is; `alg` is put into the header if it is not there.
    public static String signed(Map<String, Object> header, Map<String, Object> claims, SigningKeyPair pair) {
        var whole = new LinkedHashMap<>(header);
        whole.putIfAbsent("alg", pair.algorithm().jwsName());
        String text = unsigned(whole, claims);
        try {
            var signature = Signature.getInstance(
                    switch (pair.algorithm()) {
                        case RS256 -> "SHA256withRSA";
                        case ES256 -> "SHA256withECDSAinP1363Format";
                        case EDDSA -> "Ed25519";
                    });
            signature.initSign(privateKey(pair));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64Url.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey privateKey(SigningKeyPair pair) throws GeneralSecurityException {
        String kind = pair.algorithm() == SigningAlgorithm.RS256
                ? "RSA"
                : pair.algorithm() == SigningAlgorithm.ES256 ? "EC" : "Ed25519";
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pair.privateKeyPkcs8()));
    }

    /// With a MAC: `alg` HS256, HS384 or HS512.
    public static String withSecret(String alg, Map<String, Object> claims, String secret) {
        String text = unsigned(Map.of("alg", alg), claims);
        try {
            String name = alg.replace("HS", "HmacSHA");
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
            return text + "." + Base64Url.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return Base64Url.encode(Json.text(header).getBytes(StandardCharsets.UTF_8))
                + "."
                + Base64Url.encode(Json.text(claims).getBytes(StandardCharsets.UTF_8));
    }

    public static Map<String, Object> publicKey(SigningKeyPair pair, String kid) {
        return new LinkedHashMap<>(Jwk.publicKey(kid, pair).members());
    }
}
