package dev.narthex.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// The server's certificate and private key, in a key store whose entries open with one password. Never prints it.
public record Tls(KeyStore keyStore, String password) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    // A key store wants a password even where it never leaves the memory; this one keeps no secret.
    private static final String IN_MEMORY = "in-memory";

    /// From the certificate chain, leaf first, and its PKCS#8 private key, both as PEM.
    /// @throws IllegalArgumentException if they can't be read
    public static Tls fromPem(String certificates, String privateKey) {
        try {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)));
            if (chain.isEmpty()) throw new IllegalArgumentException("no certificate in the PEM text");
            var key = key(privateKey);
            if (!belongTogether(key, chain.iterator().next())) {
                throw new IllegalArgumentException("the private key is not that of the first certificate");
            }
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, IN_MEMORY.toCharArray(), chain.toArray(Certificate[]::new));
            return new Tls(store, IN_MEMORY);
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException("the certificate or key can't be read: " + unreadable.getMessage());
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) throw new IllegalArgumentException("the private key must be PEM, " + BEGIN);
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException _) {
                // A PKCS#8 key names its algorithm inside: the next factory may know it.
            }
        }
        throw new IllegalArgumentException("the private key must be RSA, EC or EdDSA");
    }

    private static boolean belongTogether(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        var ours = certificate.getPublicKey();
        if (!ours.getAlgorithm().equals(key.getAlgorithm())) return false;
        var signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(ours);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "Tls[…]";
    }
}
