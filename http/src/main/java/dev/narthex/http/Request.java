package dev.narthex.http;

import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request, read and checked: path and parameters are decoded, the body is bounded and complete.
///
/// At the few paths that take files ([HttpConfig]) the body is empty and `stream` has what would be it, unread and
/// without bound: the handler reads it once, after it has asked who sends it. Reading throws [BadRequest] where it ends
/// too early or comes too slowly.
///
/// `remoteAddress` is the peer's, or what a trusted proxy says it is; never what a stranger's header says.
/// `id` is the request id of the answer and of every log line.
public record Request(
        String id,
        String method,
        String path,
        Map<String, String> pathParameters,
        String queryString,
        Parameters query,
        Headers headers,
        Map<String, List<String>> cookies,
        byte[] body,
        InputStream stream,
        String remoteAddress) {

    /// With a body that has been read.
    public Request(
            String id,
            String method,
            String path,
            Map<String, String> pathParameters,
            String queryString,
            Parameters query,
            Headers headers,
            Map<String, List<String>> cookies,
            byte[] body,
            String remoteAddress) {
        this(
                id,
                method,
                path,
                pathParameters,
                queryString,
                query,
                headers,
                cookies,
                body,
                InputStream.nullInputStream(),
                remoteAddress);
    }

    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /// What one stranger has of the net, for whoever counts: the address, or of IPv6 the network of 64 bits, which
    /// holds
    /// more addresses than there could be counters. An address of this machine stays as it is.
    public String source() {
        try {
            var address = InetAddress.ofLiteral(remoteAddress);
            return address instanceof Inet6Address && !address.isLoopbackAddress() ? network(address) : remoteAddress;
        } catch (IllegalArgumentException _) {
            return remoteAddress;
        }
    }

    private static String network(InetAddress address) {
        return HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64";
    }

    /// The value of `{name}` in the route's pattern.
    public String pathParameter(String name) {
        return pathParameters.get(name);
    }

    /// A cookie that came exactly once. Two of one name mean that somebody planted one: neither is trusted.
    public Optional<String> cookie(String name) {
        var values = cookies.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// The fields of an `application/x-www-form-urlencoded` body.
    /// @throws BadRequest if the body is of another type or not well formed
    public Parameters form() {
        return Forms.parse(this);
    }

    /// The members of a JSON object body.
    /// @throws BadRequest if the body is not a JSON object
    public Map<String, Object> json() {
        return Json.readObject(body);
    }

    /// Whether the caller named this media type, or its range, in `Accept`; `*/*` alone does not count as naming it.
    public boolean namesInAccept(String mediaType) {
        String type = mediaType.substring(0, mediaType.indexOf('/') + 1);
        return headers.all("accept").stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .anyMatch(range -> range.equals(mediaType) || range.equals(type + "*"));
    }

    /// As if the browser had sent this cookie, in place of any of that name.
    public Request withCookie(String name, String value) {
        var changed = new HashMap<>(cookies);
        changed.put(name, List.of(value));
        return new Request(
                id, method, path, pathParameters, queryString, query, headers, changed, body, stream, remoteAddress);
    }

    public Request withPathParameters(Map<String, String> parameters) {
        return new Request(
                id, method, path, parameters, queryString, query, headers, cookies, body, stream, remoteAddress);
    }
}
