package dev.narthex.server.tls;

import dev.narthex.server.config.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A certificate authority for one developer's machine, and a certificate of it, in a folder.
///
/// `ca.pem` and `truststore.p12` (password `changeit`) are what a client is to trust. Both certificates are kept from
/// start to start; the server's is made anew when its names change or its end is near, the authority only when its own
/// end is near, because people have told their browsers about it.
final class DevelopmentCertificates {
    private static final Duration CA_LIFETIME = Duration.ofDays(3650);
    // Browsers refuse certificates that are valid for longer than 398 days.
    private static final Duration SERVER_LIFETIME = Duration.ofDays(397);
    private static final Duration NEAR = Duration.ofDays(30);
    private static final String TRUSTSTORE_PASSWORD = "changeit";

    private final Path folder;
    private final InstantSource clock;

    DevelopmentCertificates(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// @param host named in the certificate beside localhost and the loopback addresses
    TlsIdentity open(String host) {
        var names = new TreeSet<>(List.of("localhost", "127.0.0.1", "::1", host));
        try {
            Files.createDirectories(folder);
            var authority = authority();
            return server(authority, names);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsFault("no development certificate can be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private TlsIdentity authority() throws IOException, GeneralSecurityException {
        if (there("ca")) {
            var kept = read("ca");
            if (lasts(kept.chain().getFirst())) return kept;
        }
        var made = Certificates.authority(clock.instant(), CA_LIFETIME);
        write("ca", made);
        writeTruststore(made.chain().getFirst());
        return made;
    }

    private TlsIdentity server(TlsIdentity authority, Set<String> names) throws IOException, GeneralSecurityException {
        if (there("server")) {
            var kept = read("server");
            var certificate = kept.chain().getFirst();
            boolean ours = signedBy(certificate, authority.chain().getFirst().getPublicKey());
            if (ours && lasts(certificate) && namesOf(certificate).equals(normal(names))) return kept;
        }
        var made = Certificates.server(authority, names, clock.instant(), SERVER_LIFETIME);
        write("server", made);
        return made;
    }

    private boolean there(String name) {
        return Files.exists(certificateFile(name)) && Files.exists(keyFile(name));
    }

    private TlsIdentity read(String name) {
        return new TlsIdentity(PemFiles.certificates(certificateFile(name)), PemFiles.privateKey(keyFile(name)));
    }

    private void write(String name, TlsIdentity identity) throws IOException {
        SecretFile.write(keyFile(name), PemFiles.text(identity.key()));
        String chain = identity.chain().stream().map(PemFiles::text).collect(Collectors.joining());
        Files.writeString(certificateFile(name), chain);
    }

    private void writeTruststore(X509Certificate authority) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("narthex-development", authority);
        try (var out = Files.newOutputStream(folder.resolve("truststore.p12"))) {
            store.store(out, TRUSTSTORE_PASSWORD.toCharArray());
        }
    }

    private Path certificateFile(String name) {
        return folder.resolve(name + ".pem");
    }

    private Path keyFile(String name) {
        return folder.resolve(name + "-key.pem");
    }

    private boolean lasts(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(NEAR));
    }

    private static boolean signedBy(X509Certificate certificate, PublicKey authority) {
        try {
            certificate.verify(authority);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Set<String> namesOf(X509Certificate certificate) throws CertificateParsingException {
        var names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of());
        return normal(names.stream().map(name -> name.get(1).toString()).collect(Collectors.toSet()));
    }

    /// One address has several spellings.
    private static Set<String> normal(Set<String> names) {
        return names.stream()
                .map(name -> name.contains(":")
                        ? java.net.InetAddress.ofLiteral(name).getHostAddress()
                        : name)
                .collect(Collectors.toSet());
    }
}
