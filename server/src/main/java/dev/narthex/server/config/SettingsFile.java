package dev.narthex.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A file of settings: `name = value` a line; empty lines and lines that begin with `#` say nothing. No escapes, so
/// that
/// a Windows path or a password is written as it is.
sealed interface SettingsFile {
    record Read(List<Line> lines) implements SettingsFile {}

    /// @param why in words for the operator
    record Unreadable(String why) implements SettingsFile {}

    /// One line that says something.
    /// @param key empty if it has no `=`
    record Line(int number, Optional<String> key, String value) {}

    static SettingsFile read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException _) {
            return new Unreadable("settings file " + file + " cannot be read: it must be there, be text in UTF-8, and"
                    + " this user must be allowed to read it");
        }
    }

    private static SettingsFile parse(Path file, List<String> text) {
        var lines = new ArrayList<Line>();
        var seen = new HashSet<String>();
        for (int at = 0; at < text.size(); at++) {
            String content = text.get(at).strip();
            if (content.isEmpty() || content.startsWith("#")) continue;
            var line = line(at + 1, content);
            if (line.key().isPresent() && !seen.add(line.key().get())) {
                return new Unreadable(
                        file + " line " + (at + 1) + ": '" + line.key().get() + "' is there twice");
            }
            lines.add(line);
        }
        return new Read(lines);
    }

    private static Line line(int number, String content) {
        int equals = content.indexOf('=');
        if (equals < 1) return new Line(number, Optional.empty(), content);
        String key = content.substring(0, equals).strip();
        return new Line(number, Optional.of(key), content.substring(equals + 1).strip());
    }
}
