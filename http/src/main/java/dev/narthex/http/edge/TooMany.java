package dev.narthex.http.edge;

import dev.narthex.http.ErrorRenderer;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The answer to too many requests, and the fields by which callers pace themselves.
final class TooMany {
    private TooMany() {}

    /// Always in the shape of the management API, with `Date`: SDKs wait from `Date` until the reset.
    static Response answer(Request request, Instant now) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC));
        return ErrorRenderer.MANAGEMENT
                .render(
                        request,
                        429,
                        "API call exceeded rate limit due to too many requests.",
                        ErrorRenderer.errorId(request))
                .with("Date", date);
    }

    /// @param resetsAt seconds since the epoch
    static Response describe(Response response, int limit, int left, long resetsAt) {
        return response.with("X-Rate-Limit-Limit", Integer.toString(limit))
                .with("X-Rate-Limit-Remaining", Integer.toString(left))
                .with("X-Rate-Limit-Reset", Long.toString(resetsAt));
    }

    static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}
