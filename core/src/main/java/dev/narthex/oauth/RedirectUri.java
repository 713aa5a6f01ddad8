package dev.narthex.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A place to which an authorization response may go, once it is found among an app's registered ones.
///
/// Compared as text, character for character: what differs in case, encoding or a slash is another place.
public record RedirectUri(String text) {
    private static final Set<String> SCRIPT_SCHEMES =
            Set.of("javascript", "data", "vbscript", "file", "filesystem", "blob", "about", "view-source");
    private static final int MAX_LENGTH = 2000;

    public RedirectUri {
        if (parseUri(text).isEmpty()) throw new IllegalArgumentException("not a redirect URI: " + text);
    }

    public static Optional<RedirectUri> parse(String text) {
        return parseUri(text).map(_ -> new RedirectUri(text));
    }

    private static Optional<URI> parseUri(String text) {
        // RFC 3986 §2: ASCII. Two hosts that look the same to a person are never written alike here.
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        if (!ascii || text.length() > MAX_LENGTH || text.contains("*")) return Optional.empty();
        try {
            var uri = new URI(text);
            // RFC 6749 §3.1.2: absolute, and without a fragment.
            boolean fine = uri.isAbsolute() && !text.contains("#");
            return fine && schemeFits(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean schemeFits(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (SCRIPT_SCHEMES.contains(scheme)) return false;
        return !isWeb(uri) || (uri.getHost() != null && uri.getRawUserInfo() == null);
    }

    private static boolean isWeb(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("http");
    }

    /// Scheme, host and port of a web address: the target of a message to the window that asked. An installed app's
    /// address has none.
    public Optional<String> origin() {
        var uri = URI.create(text);
        if (!isWeb(uri)) return Optional.empty();
        return Optional.of(uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
}
