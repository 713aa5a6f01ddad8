package dev.narthex.audit;

import java.util.List;
import java.util.Map;

/// What a browser says it is, in the few words that the System Log has for it. Guesses, and good for nothing else.
final class UserAgents {
    private static final String UNKNOWN = "UNKNOWN";
    // In this order: most browsers also say that they are those which came before them.
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg/", "EDGE"),
            Map.entry("Firefox/", "FIREFOX"),
            Map.entry("Chrome/", "CHROME"),
            Map.entry("Safari/", "SAFARI"));
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iOS (iPhone)"),
            Map.entry("iPad", "iOS (iPad)"),
            Map.entry("Android", "Android"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "Mac OS X"),
            Map.entry("Linux", "Linux"));

    private UserAgents() {}

    static String browser(String agent) {
        return named(BROWSERS, agent);
    }

    static String system(String agent) {
        return named(SYSTEMS, agent);
    }

    static String device(String agent) {
        String system = system(agent);
        if (system.equals(UNKNOWN)) return "Unknown";
        return system.startsWith("iOS") || system.equals("Android") ? "Mobile" : "Computer";
    }

    private static String named(List<Map.Entry<String, String>> names, String agent) {
        return names.stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
