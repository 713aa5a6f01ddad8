package dev.narthex.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// A private key and its public key, for one algorithm: RSA of 2048 bits or more, P-256, or Ed25519.
///
/// Its text form never shows the private key. It has no equality but identity.
public final class SigningKeyPair {
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final SigningAlgorithm algorithm;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKeyPair(SigningAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// Makes a new pair. RSA takes a tenth of a second or so.
    public static SigningKeyPair generate(SigningAlgorithm algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.keyFactory());
            switch (algorithm) {
                case RS256 -> generator.initialize(2048);
                case ES256 -> generator.initialize(256);
                case EDDSA -> {}
            }
            var pair = generator.generateKeyPair();
            return new SigningKeyPair(algorithm, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a key for " + algorithm, e);
        }
    }

    /// The pair that [#privateKeyPkcs8] and [#publicKeySpki] came from.
    ///
    /// @throws IllegalArgumentException if the bytes are not keys fit for the algorithm
    public static SigningKeyPair of(SigningAlgorithm algorithm, byte[] pkcs8, byte[] spki) {
        try {
            var factory = KeyFactory.getInstance(algorithm.keyFactory());
            var publicKey = factory.generatePublic(new X509EncodedKeySpec(spki));
            if (!fits(algorithm, publicKey)) throw new IllegalArgumentException("not a key for " + algorithm);
            return new SigningKeyPair(algorithm, factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)), publicKey);
        } catch (GeneralSecurityException e) {
            // The cause could quote key material.
            throw new IllegalArgumentException("not a key for " + algorithm);
        }
    }

    /// Whether tokens of this algorithm may be checked with this key: its kind, its curve, and enough bits.
    static boolean fits(SigningAlgorithm algorithm, PublicKey key) {
        return switch (algorithm) {
            // RFC 7518 §3.3: a key of 2048 bits or more.
            case RS256 -> key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048;
            // RFC 7518 §3.4: the curve P-256, and none of the others of that size.
            case ES256 ->
                key instanceof ECPublicKey ec && ec.getParams().getOrder().equals(P256_ORDER);
            case EDDSA ->
                key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals("Ed25519");
        };
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /// The private key as PKCS #8, in DER. Seal it before it goes anywhere.
    public byte[] privateKeyPkcs8() {
        return privateKey.getEncoded();
    }

    /// The public key as X.509 SubjectPublicKeyInfo, in DER.
    public byte[] publicKeySpki() {
        return publicKey.getEncoded();
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "SigningKeyPair[" + algorithm + "]";
    }
}
