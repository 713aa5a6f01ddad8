package dev.narthex.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What pages need to know of an address: may it be a link, what is its origin, how does a content policy name it.
final class WebAddress {
    private static final Set<String> SCHEMES = Set.of("https", "http");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /// Whether this may be the target of a link or a form; keeps out `javascript:` and its kin.
    static boolean isWeb(String text) {
        return web(text).isPresent();
    }

    /// Whether nobody on the way can change what comes from there: https, or a server on this machine.
    static boolean isSafe(String text) {
        return web(text)
                .filter(uri -> scheme(uri).equals("https") || LOOPBACK.contains(uri.getHost()))
                .isPresent();
    }

    /// The origin of a web address, without userinfo and path.
    static Optional<String> origin(String text) {
        return web(text).map(uri -> uri.getScheme() + "://" + uri.getHost() + port(uri));
    }

    /// How a content policy names an origin. Its grammar knows no IPv6 literal: there the scheme is all it can say.
    static Optional<String> source(String text) {
        return origin(text).map(origin -> origin.contains("[") ? origin.substring(0, origin.indexOf(':') + 1) : origin);
    }

    /// The host and port as a person would read them, never the userinfo before them; without a host, the scheme.
    static String place(URI uri) {
        String authority = uri.getAuthority();
        return authority == null ? uri.getScheme() : authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }

    static Optional<URI> web(String text) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null && SCHEMES.contains(scheme(uri)) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }
}
