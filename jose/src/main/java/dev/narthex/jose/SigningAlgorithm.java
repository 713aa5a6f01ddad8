package dev.narthex.jose;

import java.util.Optional;
import java.util.stream.Stream;

/// The algorithms tokens are signed with. Only public-key algorithms: a key that verifies can never sign.
public enum SigningAlgorithm {
    /// RSA of at least 2048 bits, PKCS #1 v1.5, SHA-256.
    RS256("RS256", "RSA", "SHA256withRSA", "SHA-256"),
    /// ECDSA on P-256 with SHA-256.
    ES256("ES256", "EC", "SHA256withECDSAinP1363Format", "SHA-256"),
    /// Ed25519.
    EDDSA("EdDSA", "Ed25519", "Ed25519", "SHA-512");

    private final String jwsName;
    private final String keyFactory;
    private final String signature;
    private final String digest;

    SigningAlgorithm(String jwsName, String keyFactory, String signature, String digest) {
        this.jwsName = jwsName;
        this.keyFactory = keyFactory;
        this.signature = signature;
        this.digest = digest;
    }

    /// The name in the `alg` of a token's header and of a key.
    public String jwsName() {
        return jwsName;
    }

    /// The algorithm of this `alg`; names are compared as they are, with regard to case.
    public static Optional<SigningAlgorithm> named(String jwsName) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.jwsName.equals(jwsName))
                .findFirst();
    }

    /// What the platform calls the kind of key.
    String keyFactory() {
        return keyFactory;
    }

    /// What the platform calls the signature. ECDSA in the form of JOSE: r and s side by side, no DER.
    String signature() {
        return signature;
    }

    /// What the platform calls the hash that belongs to the signature.
    String digest() {
        return digest;
    }
}
