package dev.narthex.account;

import java.util.List;

/// What a person would call the browser behind a `User-Agent`: "Firefox on Linux". A hint, for anybody can send any.
final class BrowserName {
    // The first that is found counts: most browsers claim to be others, too.
    private static final List<Mark> BROWSERS = List.of(
            new Mark("Edg/", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("Firefox/", "Firefox"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Chrome/", "Chrome"),
            new Mark("Safari/", "Safari"));
    private static final List<Mark> SYSTEMS = List.of(
            new Mark("iPhone", "an iPhone"),
            new Mark("iPad", "an iPad"),
            new Mark("Android", "Android"),
            new Mark("Windows", "Windows"),
            new Mark("Mac OS X", "a Mac"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Linux", "Linux"));

    private record Mark(String text, String name) {}

    private BrowserName() {}

    static String of(String userAgent) {
        String browser = named(BROWSERS, userAgent, "A browser");
        String system = named(SYSTEMS, userAgent, "");
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String named(List<Mark> marks, String userAgent, String otherwise) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.text()))
                .map(Mark::name)
                .findFirst()
                .orElse(otherwise);
    }
}
