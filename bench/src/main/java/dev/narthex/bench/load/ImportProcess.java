package dev.narthex.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// `./dev narthex import users`, from its first batch to its last.
///
/// @param rowsPerSecond between those two
/// @param residentMegabytes the most that was resident; empty where there is no `/proc`
public record ImportProcess(double rowsPerSecond, OptionalDouble residentMegabytes) {
    private static final Pattern ROWS = Pattern.compile("([0-9,]+) rows,");

    /// @param database options of the command line that say where it is
    /// @param heapMegabytes the most that its heap may have
    public static ImportProcess run(Path file, Path data, List<String> database, int heapMegabytes)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("./dev", "narthex", "import", "users", file.toString()));
        command.addAll(List.of("--progress-lines", "--data", data.toString()));
        command.addAll(database);
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_OPTS", "-Xmx" + heapMegabytes + "m");
        var process = builder.redirectErrorStream(true).start();
        var watch = new Watch(process);
        try (var lines = process.inputReader()) {
            lines.lines().forEach(watch::hear);
        }
        if (process.waitFor() != 0) throw new IOException("the import failed:\n" + String.join("\n", watch.said));
        return watch.result();
    }

    private static final class Watch {
        private final Process process;
        private final List<String> said = new ArrayList<>();
        private long firstAt;
        private long firstRows;
        private long lastAt;
        private long lastRows;
        private double resident = Double.NaN;

        Watch(Process process) {
            this.process = process;
        }

        void hear(String line) {
            var rows = ROWS.matcher(line);
            if (!rows.find()) {
                said.add(line);
                return;
            }
            lastAt = System.nanoTime();
            lastRows = Long.parseLong(rows.group(1).replace(",", ""));
            if (firstAt == 0) {
                firstAt = lastAt;
                firstRows = lastRows;
            }
            look();
        }

        private void look() {
            var status = Path.of("/proc", Long.toString(process.pid()), "status");
            try {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) resident = Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
                }
            } catch (IOException _) {
                // It has ended, or there is no such thing here.
            }
        }

        ImportProcess result() throws IOException {
            if (lastAt == firstAt) throw new IOException("too few people to tell a rate");
            double rate = (lastRows - firstRows) / ((lastAt - firstAt) / 1e9);
            return new ImportProcess(
                    rate, Double.isNaN(resident) ? OptionalDouble.empty() : OptionalDouble.of(resident));
        }
    }
}
