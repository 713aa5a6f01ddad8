package dev.narthex.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates with P-256 keys.
final class Certificates {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private Certificates() {}

    /// A root that may sign certificates of servers and nothing else. Its name says when it was made, so that two of
    /// them in one list of trusted authorities can be told apart.
    static TlsIdentity authority(Instant now, Duration lifetime) throws GeneralSecurityException, IOException {
        var pair = keyPair();
        var name =
                new X500Principal("CN=Narthex development CA " + now.toString().substring(0, 10));
        var builder = builder(name, name, pair, now, lifetime);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return signed(builder, pair, pair.getPrivate(), List.of());
    }

    /// @param names host names and IP addresses
    static TlsIdentity server(TlsIdentity authority, Set<String> names, Instant now, Duration lifetime)
            throws GeneralSecurityException, IOException {
        var pair = keyPair();
        var issuer = authority.chain().getFirst();
        var name = new X500Principal("CN=Narthex development server");
        var builder = builder(issuer.getSubjectX500Principal(), name, pair, now, lifetime);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
        return signed(builder, pair, authority.key(), authority.chain());
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair pair, Instant now, Duration lifetime)
            throws GeneralSecurityException, IOException {
        var serial = new BigInteger(127, RANDOM).setBit(126);
        var from = Date.from(now.minus(CLOCKS_DIFFER));
        var to = Date.from(now.plus(lifetime));
        var builder = new JcaX509v3CertificateBuilder(issuer, serial, from, to, subject, pair.getPublic());
        var identifier = new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic());
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifier);
        return builder;
    }

    private static TlsIdentity signed(
            X509v3CertificateBuilder builder,
            KeyPair pair,
            PrivateKey signer,
            List<java.security.cert.X509Certificate> above)
            throws GeneralSecurityException {
        try {
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
            var chain = new java.util.ArrayList<>(List.of(new JcaX509CertificateConverter().getCertificate(holder)));
            chain.addAll(above);
            return new TlsIdentity(chain, pair.getPrivate());
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static GeneralNames alternativeNames(Set<String> names) {
        return new GeneralNames(
                names.stream().map(Certificates::alternativeName).toArray(GeneralName[]::new));
    }

    private static GeneralName alternativeName(String name) {
        try {
            return new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(name).getHostAddress());
        } catch (IllegalArgumentException _) {
            return new GeneralName(GeneralName.dNSName, name);
        }
    }
}
