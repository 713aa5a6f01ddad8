package dev.narthex.jose;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A public key as others read it. Never holds a private member.
///
/// The members are the fewest that a verifier needs, in a fixed order: some verifiers refuse a key with any other.
public record Jwk(Map<String, Object> members) {
    private static final int COORDINATE = 32;

    public Jwk {
        // RFC 7517 §9.2: a private key must not be published.
        if (!isPublic(members)) throw new IllegalArgumentException("not a public key");
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// Whether no member is the private part of a key: `d` of a pair, `k` of a shared secret.
    static boolean isPublic(Map<String, Object> members) {
        return !members.containsKey("d") && !members.containsKey("k");
    }

    /// The public half of a pair, for signatures.
    public static Jwk publicKey(String kid, SigningKeyPair pair) {
        var shape = shape(pair.publicKey());
        var members = new LinkedHashMap<String, Object>();
        members.put("kty", shape.remove("kty"));
        members.put("alg", pair.algorithm().jwsName());
        members.put("kid", kid);
        members.put("use", "sig");
        members.putAll(shape);
        return new Jwk(members);
    }

    /// A name for the key that anybody can compute from the key itself; we use it as `kid`.
    public static String thumbprint(SigningKeyPair pair) {
        return thumbprint(pair.publicKey());
    }

    static String thumbprint(PublicKey key) {
        // RFC 7638 §3: the required members only, in lexicographic order, without white space; SHA-256.
        byte[] json = JoseJson.write(new TreeMap<>(shape(key)));
        return Base64Url.encode(TokenHash.digest("SHA-256", json));
    }

    /// Its `kid`; the thumbprint of a key that has none, and nothing at all for one that is not for signatures either.
    public String keyId() {
        return members.get("kid") instanceof String kid
                ? kid
                : VerificationKey.read(members).map(VerificationKey::kid).orElse("");
    }

    /// What makes the key this key and no other.
    private static LinkedHashMap<String, Object> shape(PublicKey key) {
        var shape = new LinkedHashMap<String, Object>();
        switch (key) {
            case RSAPublicKey rsa -> {
                shape.put("kty", "RSA");
                shape.put("e", Base64Url.encode(unsigned(rsa.getPublicExponent(), 1)));
                shape.put("n", Base64Url.encode(unsigned(rsa.getModulus(), 1)));
            }
            case ECPublicKey ec -> {
                shape.put("kty", "EC");
                shape.put("crv", "P-256");
                // RFC 7518 §6.2.1.2: as long as the curve's field, with leading zeros where need be.
                shape.put("x", Base64Url.encode(unsigned(ec.getW().getAffineX(), COORDINATE)));
                shape.put("y", Base64Url.encode(unsigned(ec.getW().getAffineY(), COORDINATE)));
            }
            default -> {
                shape.put("kty", "OKP");
                shape.put("crv", "Ed25519");
                // RFC 8410 §4: the key is the last 32 octets of the SubjectPublicKeyInfo.
                byte[] spki = key.getEncoded();
                shape.put("x", Base64Url.encode(Arrays.copyOfRange(spki, spki.length - COORDINATE, spki.length)));
            }
        }
        return shape;
    }

    /// Big-endian without a sign, with zeros in front up to `length`.
    private static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int sign = signed[0] == 0 && signed.length > 1 ? 1 : 0;
        int size = Math.max(length, signed.length - sign);
        byte[] bytes = new byte[size];
        System.arraycopy(signed, sign, bytes, size - (signed.length - sign), signed.length - sign);
        return bytes;
    }
}
