package dev.narthex.http.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request to somebody else, and what may be spent on it.
///
/// @param headers in the order they were given
/// @param limit for everything from looking up the name to the last byte of the answer
/// @param bytes the longest answer that is read
public record Call(
        String method, URI uri, Map<String, String> headers, Optional<byte[]> body, Duration limit, int bytes) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(3);
    private static final int USUAL_BYTES = 256 * 1024;

    /// How a message travels is not for whoever configures a header to say.
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization");

    public Call {
        headers.forEach(Call::check);
        headers = new LinkedHashMap<>(headers);
    }

    public static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), Optional.empty(), USUAL_LIMIT, USUAL_BYTES);
    }

    public static Call post(URI uri, String contentType, byte[] body) {
        return new Call("POST", uri, Map.of("Content-Type", contentType), Optional.of(body), USUAL_LIMIT, USUAL_BYTES);
    }

    /// @throws IllegalArgumentException if the header is none that [#mayCarry] admits
    public Call with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, uri, more, body, limit, bytes);
    }

    public Call within(Duration limit) {
        return new Call(method, uri, headers, body, limit, bytes);
    }

    public Call atMost(int bytes) {
        return new Call(method, uri, headers, body, limit, bytes);
    }

    /// Whether a header can be sent: a token as its name, nothing in its value that ends a line, and not one of those
    /// that say how a message travels.
    public static boolean mayCarry(String name, String value) {
        return name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
                && !OURS.contains(name.toLowerCase(Locale.ROOT))
                && value.chars().allMatch(it -> it == '\t' || it >= ' ' && it < 0x7f);
    }

    private static void check(String name, String value) {
        if (!mayCarry(name, value)) throw new IllegalArgumentException("a header that can't be sent: " + name);
    }

    /// Headers may hold secrets.
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
