package dev.narthex.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Has a process of its own make load on a server.
///
/// @param perSecond requests a second; 0 for as many as it can
public record LoadRun(ServerProcess server, int connections, int perSecond) {
    public LoadRun(ServerProcess server, int connections) {
        this(server, connections, 0);
    }

    public LoadFigures run(Scenario scenario, int warmUp, int seconds) throws IOException, InterruptedException {
        Path file = scenario.write();
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName(),
                Integer.toString(server.port()),
                file.toString(),
                Integer.toString(connections),
                Integer.toString(warmUp),
                Integer.toString(seconds),
                Long.toString(server.pid()),
                Integer.toString(perSecond));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = process.inputReader()) {
            return LoadFigures.parse(reader.readAllAsString().strip());
        } finally {
            process.destroy();
            Files.delete(file);
        }
    }
}
