package dev.narthex.imports;

import dev.narthex.http.Json;
import dev.narthex.imports.ImportStore.Refusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.OptionalLong;

/// Rows that became nobody, a line for each: where it was, the login, all reasons. Never a password.
public enum ReportFormat {
    /// A JSON object on each line.
    JSONL("application/x-ndjson", "") {
        @Override
        public String line(Refusal refusal) {
            var line = new LinkedHashMap<String, Object>();
            line.put("row", refusal.place().row());
            if (refusal.place().line() > 0) line.put("line", refusal.place().line());
            line.put("login", refusal.login());
            line.put("reasons", refusal.reasons());
            return Json.text(line) + "\n";
        }

        @Override
        public OptionalLong row(String line) {
            int comma = line.indexOf(',');
            boolean whole = line.startsWith("{\"row\":") && line.endsWith("}") && comma > 0;
            return whole ? number(line.substring("{\"row\":".length(), comma)) : OptionalLong.empty();
        }
    },

    /// For programs of tables. They take a cell that begins like a formula for one, and run it: such a cell begins with
    /// an apostrophe here, which they read as "this is text".
    CSV("text/csv; charset=utf-8", "row,line,login,reasons\r\n") {
        @Override
        public String line(Refusal refusal) {
            String line =
                    refusal.place().line() > 0 ? Long.toString(refusal.place().line()) : "";
            return refusal.place().row() + "," + line + "," + cell(refusal.login()) + ","
                    + cell(String.join("; ", refusal.reasons())) + "\r\n";
        }

        @Override
        public OptionalLong row(String line) {
            return line.endsWith("\"") ? number(line.substring(0, line.indexOf(','))) : OptionalLong.empty();
        }
    };

    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final String contentType;
    private final String heading;

    ReportFormat(String contentType, String heading) {
        this.contentType = contentType;
        this.heading = heading;
    }

    /// What a file's name says; JSON lines if it says nothing.
    public static ReportFormat ofFile(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : JSONL;
    }

    public String contentType() {
        return contentType;
    }

    /// What comes before the first line.
    public String heading() {
        return heading;
    }

    /// What ends a line.
    public String lineEnd() {
        return this == CSV ? "\r\n" : "\n";
    }

    /// One line, with its end.
    public abstract String line(Refusal refusal);

    /// The row that a line, without its end, is about; empty if it is the heading, or was cut short.
    public abstract OptionalLong row(String line);

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String cell(String text) {
        String start = text.stripLeading();
        boolean formula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0
                || !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
