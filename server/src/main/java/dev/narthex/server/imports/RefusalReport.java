package dev.narthex.server.imports;

import dev.narthex.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;

/// The rows that became nobody, a JSON object on each line: row, login and all reasons. Never a password. The file is
/// there only if there is something to report.
final class RefusalReport implements AutoCloseable {
    private final Path file;
    private BufferedWriter writer;

    private RefusalReport(Path file) {
        this.file = file;
    }

    /// Goes on with the report of an import that had done so many rows; what it told of later ones is told again.
    static RefusalReport after(Path file, long rows) {
        var report = new RefusalReport(file);
        report.keepUpTo(rows);
        return report;
    }

    private void keepUpTo(long rows) {
        try {
            if (!Files.exists(file)) return;
            Path shorter = file.resolveSibling(file.getFileName() + ".new");
            try (var lines = Files.lines(file);
                    var kept = Files.newBufferedWriter(shorter)) {
                for (String line : (Iterable<String>) lines.filter(line -> row(line) <= rows)::iterator) {
                    kept.write(line);
                    kept.newLine();
                }
            }
            Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A line that a crash cut short is none.
    private static long row(String line) {
        int comma = line.indexOf(',');
        boolean whole = line.startsWith("{\"row\":") && line.endsWith("}") && comma > 0;
        return whole ? Long.parseLong(line.substring("{\"row\":".length(), comma)) : Long.MAX_VALUE;
    }

    void add(long row, String login, List<String> reasons) {
        var line = new LinkedHashMap<String, Object>();
        line.put("row", row);
        line.put("login", login);
        line.put("reasons", reasons);
        try {
            if (writer == null) {
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            writer.write(Json.text(line));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() {
        try {
            if (writer != null) writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (writer != null) writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
