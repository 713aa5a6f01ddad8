package dev.narthex.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A public key that has a name and serves one algorithm. It is of the right kind, and strong enough, for that one.
public record VerificationKey(String kid, SigningAlgorithm algorithm, PublicKey key) {
    /// What stands before the 32 octets of an Ed25519 key in its SubjectPublicKeyInfo.
    private static final byte[] ED25519 = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private static final int ED25519_LENGTH = 32;

    public VerificationKey {
        if (!SigningKeyPair.fits(algorithm, key)) throw new IllegalArgumentException("not a key for " + algorithm);
    }

    /// Reads one key of a set; nothing if it is not a key for signatures that we know.
    static Optional<VerificationKey> read(Map<String, Object> members) {
        if (!(members.getOrDefault("kid", "") instanceof String kid)) return Optional.empty();
        // RFC 7517 §4.2: a key for encryption is not for signatures.
        if (members.containsKey("use") && !"sig".equals(members.get("use"))) return Optional.empty();
        try {
            return read(kid, JWK.parse(members), members.get("alg"));
        } catch (ParseException | JOSEException | GeneralSecurityException | IllegalArgumentException _) {
            // RFC 7517 §5: a key that is not understood is left out; the set is still good.
            return Optional.empty();
        }
    }

    /// The key that a header brings, for the header's own algorithm; its name is its thumbprint.
    static Optional<VerificationKey> brought(Map<String, Object> header) {
        if (!(header.get("jwk") instanceof Map<?, ?> jwk)) return Optional.empty();
        var members = new HashMap<String, Object>();
        jwk.forEach((name, value) -> members.put((String) name, value));
        members.remove("kid");
        if (!Jwk.isPublic(members)) return Optional.empty();
        return read(members).filter(key -> key.algorithm().jwsName().equals(header.get("alg")));
    }

    private static Optional<VerificationKey> read(String kid, JWK jwk, Object alg)
            throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case RSAKey rsa -> of(kid, SigningAlgorithm.RS256, rsa.toPublicKey(), alg);
            case ECKey ec -> of(kid, SigningAlgorithm.ES256, ec.toPublicKey(), alg);
            case OctetKeyPair okp
            when okp.getCurve().getName().equals("Ed25519") ->
                of(kid, SigningAlgorithm.EDDSA, ed25519(okp.getDecodedX()), alg);
            default -> Optional.empty();
        };
    }

    private static Optional<VerificationKey> of(String kid, SigningAlgorithm algorithm, PublicKey key, Object alg) {
        boolean meant = alg == null || algorithm.jwsName().equals(alg);
        if (!meant) return Optional.empty();
        // RFC 7517 §4.5: the name is optional; a token that names no key can still mean this one.
        return Optional.of(new VerificationKey(kid.isEmpty() ? Jwk.thumbprint(key) : kid, algorithm, key));
    }

    private static PublicKey ed25519(byte[] x) throws GeneralSecurityException {
        if (x.length != ED25519_LENGTH) throw new IllegalArgumentException("an Ed25519 key has 32 octets");
        byte[] spki = new byte[ED25519.length + x.length];
        System.arraycopy(ED25519, 0, spki, 0, ED25519.length);
        System.arraycopy(x, 0, spki, ED25519.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    }
}
