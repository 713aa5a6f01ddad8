package dev.narthex.okta;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the management API writes times and links.
public final class Wire {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Wire() {}

    /// As `2026-01-01T00:00:00.000Z`.
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /// A link, with the methods that may be used on it if any are named.
    public static Map<String, Object> link(String href, String... allow) {
        var link = new LinkedHashMap<String, Object>();
        link.put("href", href);
        if (allow.length > 0) link.put("hints", Map.of("allow", List.of(allow)));
        return link;
    }
}
