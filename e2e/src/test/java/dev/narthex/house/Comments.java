package dev.narthex.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Line comments of sources. Neighbouring lines of comment are one comment; one behind code stands alone.
final class Comments {
    private static final Pattern WHOLE_LINE = Pattern.compile("^\\s*//+ ?(.*)$");
    private static final Pattern BEHIND_CODE = Pattern.compile("[;{},)] // (.*)$");

    private Comments() {}

    /// `line` is where it begins.
    record Comment(Path file, int line, String text) {}

    static List<Comment> of(Path file, String source) {
        var found = new ArrayList<Comment>();
        boolean continued = false;
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            Matcher whole = WHOLE_LINE.matcher(line);
            Matcher behind = BEHIND_CODE.matcher(line);
            boolean comment = whole.find();
            if (comment && continued) {
                var begun = found.removeLast();
                found.add(new Comment(file, begun.line(), begun.text() + " " + whole.group(1)));
            } else if (comment) {
                found.add(new Comment(file, number, whole.group(1)));
            } else if (behind.find()) {
                found.add(new Comment(file, number, behind.group(1)));
            }
            continued = comment;
        }
        return found;
    }
}
