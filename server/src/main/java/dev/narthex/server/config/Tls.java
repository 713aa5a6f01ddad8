package dev.narthex.server.config;

import java.nio.file.Path;

/// What the listener speaks.
public sealed interface Tls {
    /// Plain http.
    record Off() implements Tls {}

    /// A development certificate authority and a certificate, kept in a folder.
    record Development(Path folder) implements Tls {}

    /// The operator's certificate chain and its key.
    record Pem(Path certificates, Path key) implements Tls {}
}
