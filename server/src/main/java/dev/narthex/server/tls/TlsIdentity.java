package dev.narthex.server.tls;

import dev.narthex.server.config.Tls;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A certificate chain, the server's own first, and the private key that belongs to it.
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /// The identity that a listener is to show; nothing if it speaks plain http.
    /// @param host the base URL's host, which a development certificate names beside localhost
    /// @throws TlsFault if there is none that can be used
    public static Optional<TlsIdentity> open(Tls tls, String host, InstantSource clock) {
        return switch (tls) {
            case Tls.Off() -> Optional.empty();
            case Tls.Pem(Path certificates, Path key) -> Optional.of(PemFiles.identity(certificates, key, clock));
            case Tls.Development(Path folder) ->
                Optional.of(new DevelopmentCertificates(folder, clock).open(Set.of("localhost", host)));
        };
    }

    /// A key store in memory with this identity alone.
    public KeyStore keyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new TlsFault("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /// What opens [#keyStore].
    public char[] keyStorePassword() {
        return IN_MEMORY.clone();
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
