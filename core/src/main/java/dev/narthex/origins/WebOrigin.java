package dev.narthex.origins;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// An origin as browsers write it: scheme, host and port, in lower case, without a port that the scheme implies.
// RFC 6454 §6.2: the serialization of an origin.
record WebOrigin(String text) {

    static Optional<WebOrigin> parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Optional<WebOrigin> of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
        if (!web || !isBare(uri) || uri.getHost().endsWith(".")) return Optional.empty();
        int implied = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == implied ? "" : ":" + uri.getPort();
        return Optional.of(new WebOrigin(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port));
    }

    /// A slash at the end is forgiven: people copy it from the address bar.
    private static boolean isBare(URI uri) {
        boolean root = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        return root && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    }
}
