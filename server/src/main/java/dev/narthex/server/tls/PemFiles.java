package dev.narthex.server.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// Certificates and keys as text, the form that certificate authorities and their tools use.
final class PemFiles {
    private PemFiles() {}

    /// @throws TlsFault if a file cannot be read, if the two don't belong together, or if the certificate has expired
    static TlsIdentity identity(Path certificates, Path keyFile, InstantSource clock) {
        var chain = certificates(certificates);
        var key = privateKey(keyFile);
        if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new TlsFault("the key in " + keyFile + " does not belong to the first certificate in " + certificates
                    + ": the server's own certificate comes first");
        }
        var end = chain.getFirst().getNotAfter().toInstant();
        if (end.isBefore(clock.instant())) {
            throw new TlsFault("the certificate in " + certificates + " expired at " + end + ": renew it");
        }
        return new TlsIdentity(chain, key);
    }

    static List<X509Certificate> certificates(Path file) {
        var chain = new ArrayList<X509Certificate>();
        for (Object item : items(file)) {
            if (item instanceof X509CertificateHolder holder) chain.add(certificate(file, holder));
        }
        if (chain.isEmpty())
            throw new TlsFault(file + " holds no certificate: it begins '-----BEGIN CERTIFICATE-----'");
        return chain;
    }

    /// PKCS #8, or the older forms of RSA and EC keys.
    static PrivateKey privateKey(Path file) {
        for (Object item : items(file)) {
            switch (item) {
                case PrivateKeyInfo info -> {
                    return key(file, info);
                }
                case PEMKeyPair pair -> {
                    return key(file, pair.getPrivateKeyInfo());
                }
                case PKCS8EncryptedPrivateKeyInfo _ -> throw encrypted(file);
                case PEMEncryptedKeyPair _ -> throw encrypted(file);
                default -> {}
            }
        }
        throw new TlsFault(file + " holds no private key: it begins '-----BEGIN PRIVATE KEY-----'");
    }

    static String text(X509Certificate certificate) {
        try {
            return text("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String text(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    static String text(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static TlsFault encrypted(Path file) {
        return new TlsFault(
                file + " is encrypted: decrypt it with 'openssl pkey -in FILE -out FILE' and protect it with"
                        + " chmod 600");
    }

    private static List<Object> items(Path file) {
        try (Reader reader = Files.newBufferedReader(file);
                var parser = new PEMParser(reader)) {
            var items = new ArrayList<>();
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) items.add(item);
            return items;
        } catch (IOException | RuntimeException e) {
            throw new TlsFault(file + " cannot be read as PEM: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(Path file, X509CertificateHolder holder) {
        try (var bytes = new java.io.ByteArrayInputStream(holder.getEncoded())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsFault(file + " holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, PrivateKeyInfo info) {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (IOException e) {
            throw new TlsFault(file + " holds a key of a kind that cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        try {
            var algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC", "ECDSA" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            };
            byte[] sample = "one pair?".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
