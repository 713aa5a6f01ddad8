package dev.narthex.apps.metadata;

import dev.narthex.apps.AppSettings.Type;
import dev.narthex.oauth.RedirectUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which addresses a client may register, each for its use. An answer says what is wrong, if anything is.
public final class Addresses {
    private static final int LONGEST = 1024;
    private static final String ONLY_NATIVE = "has a scheme that only a native app may have";

    /// `%00` to `%1F` and `%7F`.
    private static final Pattern ENCODED_CONTROL = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    /// A host whose last part is a number is an IPv4 address to a browser, in whatever disguise.
    private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private Addresses() {}

    /// Where the browser may be sent.
    public static Optional<String> faultOfReturn(String text, Type type) {
        if (text.contains("*")) return Optional.of("must not hold a wildcard");
        // RFC 6749 §3.1.2: without a fragment.
        if (text.contains("#")) return Optional.of("must not have a fragment");
        if (RedirectUri.parse(text).isEmpty() || ENCODED_CONTROL.matcher(text).find()) {
            return Optional.of("must be an absolute URI that leads to an app");
        }
        var uri = URI.create(text);
        if (uri.getHost() == null) {
            return type == Type.NATIVE ? Optional.empty() : Optional.of(ONLY_NATIVE);
        }
        if (!isWeb(uri) && type != Type.NATIVE) return Optional.of(ONLY_NATIVE);
        return isPlainHost(uri.getHost()) ? Optional.empty() : Optional.of("has a host in disguise");
    }

    /// What a page may link to or show.
    static Optional<String> faultOfLink(String text) {
        return web(text).isPresent() ? Optional.empty() : Optional.of("must be an http or https URL");
    }

    private static Optional<URI> web(String text) {
        try {
            var uri = new URI(text);
            boolean fine = text.length() <= LONGEST
                    && text.chars().allMatch(c -> c < 0x80)
                    && uri.getHost() != null
                    && isWeb(uri)
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && isPlainHost(uri.getHost());
            return fine ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        return uri.getScheme() != null
                && (uri.getScheme().equalsIgnoreCase("https") || uri.getScheme().equalsIgnoreCase("http"));
    }

    private static boolean isPlainHost(String host) {
        if (host.startsWith("[")) return !host.contains("%");
        if (host.endsWith(".")) return false;
        return IPV4.matcher(host).matches()
                ? isIpv4(host)
                : !NUMERIC.matcher(host).matches();
    }

    /// Four numbers in decimal, none with a zero in front: that would be octal to some.
    private static boolean isIpv4(String host) {
        for (String part : host.split("\\.")) {
            if (Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) return false;
        }
        return true;
    }
}
