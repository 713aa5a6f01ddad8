package dev.narthex.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests as they come out of the reader, for tests of what stands behind it.
public final class Requests {
    private Requests() {}

    public static Request get(String path, String... headers) {
        return of("GET", path, "203.0.113.7", headers);
    }

    public static Request of(String method, String path, String address, String... headers) {
        var fields = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < headers.length; i += 2) fields.put(headers[i], List.of(headers[i + 1]));
        return new Request(
                "AAAAAAAAAAAAAAAAAAAAAA",
                method,
                path,
                Map.of(),
                "",
                Parameters.NONE,
                new Headers(fields),
                Map.of(),
                new byte[0],
                address);
    }

    public static Request form(String body, String... contentType) {
        var headers = new LinkedHashMap<String, List<String>>();
        if (contentType.length > 0) headers.put("Content-Type", Arrays.asList(contentType));
        return new Request(
                "AAAAAAAAAAAAAAAAAAAAAA",
                "POST",
                "/form",
                Map.of(),
                "",
                Parameters.NONE,
                new Headers(headers),
                Map.of(),
                body.getBytes(StandardCharsets.ISO_8859_1),
                "203.0.113.7");
    }
}
