package dev.narthex.e2e.flows;

import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The real program, as a process of its own, that can be killed.
public final class NarthexProcess implements AutoCloseable {
    private final Process process;
    private final String baseUrl;
    private final Path output;

    private NarthexProcess(Process process, String baseUrl, Path output) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.output = output;
    }

    /// Starts it and waits until it answers. It is ended with the caller's JVM at the latest.
    public static NarthexProcess serve(String databaseUrl, Path data, int port, String... more) {
        String baseUrl = "http://localhost:" + port;
        Path output = data.resolve("output.log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.narthex.server.Main",
                "serve",
                "--base-url=" + baseUrl,
                "--port=" + port,
                "--data=" + data,
                "--database=" + databaseUrl));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("NARTHEX_MASTER_KEY", "00".repeat(32));
        builder.environment().put("NARTHEX_API_TOKEN", TestServer.API_TOKEN);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var started = new NarthexProcess(process, baseUrl, output);
            Await.within(Duration.ofSeconds(60), "the program answers", started::answers);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) throw new AssertionError("it ended with " + process.exitValue() + ": " + said());
        try {
            var request = HttpRequest.newBuilder(URI.create(baseUrl + "/health/ready"))
                    .build();
            return Browser.PLAIN.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    Browser browser() {
        return new Browser(baseUrl, Browser.PLAIN);
    }

    /// As `kill -9` does: nothing of it runs any more when this returns.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
