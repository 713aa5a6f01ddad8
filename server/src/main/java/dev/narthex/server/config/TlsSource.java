package dev.narthex.server.config;

import java.nio.file.Path;

/// What the listener speaks.
public sealed interface TlsSource {
    /// Plain http.
    record Off() implements TlsSource {}

    /// A development certificate authority and a certificate, kept in a folder.
    record Development(Path folder) implements TlsSource {}

    /// The operator's certificate chain and its key.
    record Pem(Path certificates, Path key) implements TlsSource {}
}
