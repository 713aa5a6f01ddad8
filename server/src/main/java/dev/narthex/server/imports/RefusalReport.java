package dev.narthex.server.imports;

import dev.narthex.imports.ImportStore.Refusal;
import dev.narthex.imports.ReportFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file of the rows that became nobody, a line for each. It is there only if there is something to report.
final class RefusalReport implements AutoCloseable {
    private final Path file;
    private final ReportFormat format;
    private BufferedWriter writer;

    private RefusalReport(Path file) {
        this.file = file;
        this.format = ReportFormat.ofFile(file.toString());
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
            if (rows == 0) {
                Files.delete(file);
                return;
            }
            Path shorter = file.resolveSibling(file.getFileName() + ".new");
            try (var lines = Files.lines(file);
                    var kept = Files.newBufferedWriter(shorter)) {
                kept.write(format.heading());
                for (String line : (Iterable<String>) lines::iterator) {
                    if (format.row(line).orElse(Long.MAX_VALUE) <= rows) kept.write(line + format.lineEnd());
                }
            }
            Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Refusal refusal) {
        try {
            if (writer == null) {
                boolean begins = !Files.exists(file);
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (begins) writer.write(format.heading());
            }
            writer.write(format.line(refusal));
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
