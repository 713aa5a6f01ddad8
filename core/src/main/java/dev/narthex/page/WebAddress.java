package dev.narthex.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// What pages need to know of an address: may it be a link, what is its origin, how does a content policy name it.
final class WebAddress {
    private WebAddress() {}

    /// Whether this may be the target of a link or a form; keeps out `javascript:` and its kin.
    static boolean isWeb(String text) {
        return hierarchical(text).isPresent();
    }

    static boolean isHttps(String text) {
        return hierarchical(text)
                .filter(uri -> uri.getScheme().equalsIgnoreCase("https"))
                .isPresent();
    }

    /// The origin of a web address, without userinfo and path.
    static Optional<String> origin(String text) {
        return hierarchical(text).map(uri -> uri.getScheme() + "://" + uri.getHost() + port(uri));
    }

    /// How a content policy names the place a URI leads to. Its grammar knows no IPv6 literal, and an installed app's
    /// scheme has no host: there the scheme is all that can be said.
    static String source(URI uri) {
        var origin = origin(uri.toString());
        boolean sayable = origin.isPresent() && !uri.getHost().startsWith("[");
        return sayable ? origin.get() : uri.getScheme() + ":";
    }

    static String place(URI uri) {
        return uri.getHost() == null ? uri.getScheme() : uri.getHost() + port(uri);
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }

    private static Optional<URI> hierarchical(String text) {
        try {
            var uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
