package dev.narthex.e2e.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `narthex import`, or another command, as a process of its own.
final class ImportProcess {
    private static final Pattern ROWS = Pattern.compile("([0-9,]+) rows,");

    private final Process process;
    private final Path output;

    private ImportProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ImportProcess start(Path data, String databaseUrl, String... arguments) {
        return begin(data, databaseUrl, "import", arguments);
    }

    /// Another command of the program.
    static ImportProcess begin(Path data, String databaseUrl, String name, String... arguments) {
        try {
            Path output = Files.createTempFile("import", ".log");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx64m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.narthex.server.Main",
                    name,
                    "--data=" + data,
                    "--database=" + databaseUrl));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("NARTHEX_MASTER_KEY", "00".repeat(32));
            return new ImportProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String run(Path data, String databaseUrl, String... arguments) {
        return command(data, databaseUrl, "import", arguments);
    }

    static String command(Path data, String databaseUrl, String name, String... arguments) {
        var started = begin(data, databaseUrl, name, arguments);
        int code = started.await();
        if (code != 0) throw new AssertionError("exit code " + code + ": " + started.said());
        return started.said();
    }

    int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// How many rows it says to have landed.
    long landed() {
        var told = ROWS.matcher(said());
        long rows = 0;
        while (told.find()) rows = Long.parseLong(told.group(1).replace(",", ""));
        return rows;
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly();
        await();
    }

    String said() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
