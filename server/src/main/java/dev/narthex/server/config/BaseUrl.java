package dev.narthex.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Where people reach the server, and the beginning of every issuer: `https://host` or `https://host:port`, in lower
/// case, without a default port, a path or a trailing slash.
public record BaseUrl(URI uri) {

    public BaseUrl {
        var fault = fault(uri);
        if (fault.isPresent()) throw new IllegalArgumentException(fault.get());
        uri = canonical(uri);
    }

    /// What is wrong with a base URL, in words; nothing if nothing is.
    static Optional<String> fault(String text) {
        try {
            return fault(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.of("is not a URL");
        }
    }

    private static Optional<String> fault(URI uri) {
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("must begin with https:// (or http:// on loopback)");
        }
        if (uri.getHost() == null) return Optional.of("has no host that can be understood");
        if (uri.getUserInfo() != null) return Optional.of("must not hold a user name");
        if (uri.getPort() == 0 || uri.getPort() > 65_535) return Optional.of("has a port that cannot be");
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("must end after host and port, without a slash");
        }
        return Optional.empty();
    }

    private static URI canonical(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() == defaultPort(scheme) ? -1 : uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port));
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    public boolean https() {
        return uri.getScheme().equals("https");
    }

    /// The host; an IPv6 address is without its brackets.
    public String host() {
        return uri.getHost().replace("[", "").replace("]", "");
    }

    public int port() {
        return uri.getPort() < 0 ? defaultPort(uri.getScheme()) : uri.getPort();
    }

    /// Whether only programs on the same machine can mean this server by it.
    public boolean loopback() {
        String host = host();
        return host.equals("localhost") || host.endsWith(".localhost") || loopbackAddress(host);
    }

    private static boolean loopbackAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
