package dev.narthex.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Line comments of sources, each block of neighbouring lines as one text.
final class Comments {
    private static final Pattern COMMENT = Pattern.compile("^\\s*//+ ?(.*)$|[;{},)] // (.*)$");

    private Comments() {}

    /// `line` is where it begins.
    record Comment(Path file, int line, String text) {}

    static List<Comment> of(Path file, String source) {
        var found = new ArrayList<Comment>();
        var text = new StringBuilder();
        int number = 0;
        int begun = 0;
        for (String line : (source + "\n\n").lines().toList()) {
            number++;
            Matcher comment = COMMENT.matcher(line);
            if (comment.find()) {
                if (text.isEmpty()) begun = number;
                text.append(comment.group(1) == null ? comment.group(2) : comment.group(1))
                        .append(' ');
            } else if (!text.isEmpty()) {
                found.add(new Comment(file, begun, text.toString().strip()));
                text.setLength(0);
            }
        }
        return found;
    }
}
