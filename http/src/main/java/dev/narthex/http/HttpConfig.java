package dev.narthex.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Where and how the server listens. `port` 0 takes a free one. If one of these exists it is usable.
///
/// @param uploads paths whose POSTs are handed over before their body is read: see [Request]
public record HttpConfig(
        String host, int port, Optional<Tls> tls, TrustedProxies trustedProxies, Limits limits, Set<String> uploads) {

    public HttpConfig(String host, int port, Optional<Tls> tls, TrustedProxies trustedProxies, Limits limits) {
        this(host, port, tls, trustedProxies, limits, Set.of());
    }

    /// What a stranger may take of us. Sizes in bytes; `headerBytes` includes the request line. `idle` is the longest
    /// silence on a connection, `body` the longest time for a whole body, `stop` how long requests in flight may
    /// take once the server stops.
    public record Limits(int bodyBytes, int headerBytes, int uriBytes, Duration idle, Duration body, Duration stop) {
        public static final Limits STANDARD = new Limits(
                256 * 1024,
                16 * 1024,
                12 * 1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));

        public Limits {
            if (bodyBytes < 1 || headerBytes < 1024 || uriBytes < 256) {
                throw new IllegalArgumentException("a request needs some room");
            }
            if (!idle.isPositive() || !body.isPositive() || stop.isNegative()) {
                throw new IllegalArgumentException("a request needs some time");
            }
        }
    }

    public HttpConfig {
        if (host.isBlank()) throw new IllegalArgumentException("a host to listen on is needed");
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("a port is 0 to 65535");
    }

    /// Plain HTTP for this machine only.
    public static HttpConfig loopback(int port) {
        return new HttpConfig("127.0.0.1", port, Optional.empty(), TrustedProxies.NONE, Limits.STANDARD);
    }

    public HttpConfig withTls(Tls material) {
        return new HttpConfig(host, port, Optional.of(material), trustedProxies, limits, uploads);
    }

    public HttpConfig withHost(String name) {
        return new HttpConfig(name, port, tls, trustedProxies, limits, uploads);
    }

    public HttpConfig withTrustedProxies(TrustedProxies proxies) {
        return new HttpConfig(host, port, tls, proxies, limits, uploads);
    }

    public HttpConfig withLimits(Limits others) {
        return new HttpConfig(host, port, tls, trustedProxies, others, uploads);
    }

    public HttpConfig withUploads(Set<String> paths) {
        return new HttpConfig(host, port, tls, trustedProxies, limits, paths);
    }
}
