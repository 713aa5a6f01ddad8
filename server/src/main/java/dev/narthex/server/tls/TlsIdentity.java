package dev.narthex.server.tls;

import dev.narthex.http.Tls;
import dev.narthex.http.client.Trust;
import dev.narthex.server.config.TlsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate chain, the server's own first, and the private key that belongs to it.
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final String IN_MEMORY = "in memory only";

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /// The identity that a listener is to show; nothing if it speaks plain http.
    /// @param host the base URL's host, which a development certificate names beside localhost
    /// @throws TlsFault if there is none that can be used
    public static Optional<TlsIdentity> open(TlsSource tls, String host, InstantSource clock) {
        return switch (tls) {
            case TlsSource.Off() -> Optional.empty();
            case TlsSource.Pem(Path certificates, Path key) -> Optional.of(PemFiles.identity(certificates, key, clock));
            case TlsSource.Development(Path folder) ->
                Optional.of(new DevelopmentCertificates(folder, clock).open(host));
        };
    }

    /// The authorities that a server trusts because they are its own: a development CA, so that demos can call each
    /// other.
    public static List<X509Certificate> authorities(TlsSource tls) {
        return switch (tls) {
            case TlsSource.Development(Path folder) -> PemFiles.certificates(folder.resolve("ca.pem"));
            case TlsSource.Off(), TlsSource.Pem _ -> List.of();
        };
    }

    /// Trusts the JVM's authorities and those in the file, and nobody else.
    /// @throws TlsFault if the file holds no certificate
    public static SSLContext trusting(Path authorities) {
        var more = PemFiles.certificates(authorities);
        try {
            var store = Trust.with(more);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsFault("the certificates in " + authorities + " cannot be used: " + e.getMessage(), e);
        }
    }

    /// As the HTTP server wants it: a key store in memory with this identity alone.
    public Tls forServer() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, IN_MEMORY.toCharArray(), chain.toArray(Certificate[]::new));
            return new Tls(store, IN_MEMORY);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsFault("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
