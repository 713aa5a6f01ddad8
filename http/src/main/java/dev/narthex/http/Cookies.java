package dev.narthex.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `Cookie` lines: every value of every name, in order. What is not a pair is skipped, since other applications
/// of the host may have set it; our own cookies never need quotes.
final class Cookies {
    private Cookies() {}

    static Map<String, List<String>> parse(List<String> lines) {
        var cookies = new LinkedHashMap<String, List<String>>();
        for (String line : lines) {
            for (String pair : line.split(";")) {
                int equals = pair.indexOf('=');
                if (equals < 0 || pair.substring(0, equals).isBlank()) continue;
                cookies.computeIfAbsent(pair.substring(0, equals).strip(), _ -> new ArrayList<>())
                        .add(pair.substring(equals + 1).strip());
            }
        }
        return cookies;
    }
}
