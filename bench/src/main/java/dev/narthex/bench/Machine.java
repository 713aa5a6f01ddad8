package dev.narthex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Says where the figures come from.
final class Machine {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private Machine() {}

    static void describe(Report report, int cores, String database) throws IOException {
        report.line(
                "%s, %d processors of %s, Java %s, %s, %s",
                System.getProperty("os.name"),
                cores,
                processor(),
                Runtime.version(),
                database,
                LocalDate.now(ZoneOffset.UTC));
    }

    private static String processor() throws IOException {
        if (!Files.exists(PROCESSOR)) return System.getProperty("os.arch");
        return Files.readAllLines(PROCESSOR).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
