package dev.narthex.e2e.demo;

import dev.narthex.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// `./dev demo --data DIR --port N` in a process of its own.
public final class RunningDemo implements AutoCloseable {
    private static final long PATIENCE = 60; // seconds

    private final Path output;
    private final Process process;
    private final Map<String, Object> facts;

    private RunningDemo(Path data, int port, String... more) {
        output = data.resolveSibling("demo-output");
        process = launch(data, port, output, more);
        facts = facts(data.resolve("demo.json"));
    }

    private static Process launch(Path data, int port, Path output, String... more) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.narthex.samples.Demo"));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of(more));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a demo says that can't start.
    static String refused(Path folder, int port) {
        try {
            Path output = Files.createDirectories(folder).resolve("demo-output");
            int code = exitCode(launch(folder.resolve("data"), port, output));
            return code + " " + Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers when all three parts do.
    public static RunningDemo in(Path folder) {
        return new RunningDemo(folder.resolve("data"), threeFreePorts());
    }

    /// The same, with the old store beside them.
    static RunningDemo withLegacyStore(Path folder) {
        return new RunningDemo(folder.resolve("data"), threeFreePorts(), "--with-legacy-store");
    }

    private static int threeFreePorts() {
        return IntStream.range(0, 50)
                .map(_ -> anyFreePort())
                .filter(port -> isFree(port + 1) && isFree(port + 2) && isFree(port + 3))
                .findFirst()
                .orElseThrow();
    }

    private static int anyFreePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        if (port > 65_535) return false;
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    private Map<String, Object> facts(Path file) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (Files.exists(file)) return read(file);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        process.destroyForcibly();
        throw new AssertionError("the demo did not start:\n" + output());
    }

    private static Map<String, Object> read(Path file) {
        try {
            return Json.readObject(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A member of `demo.json`.
    public String fact(String name) {
        return facts.get(name).toString();
    }

    Map<String, Object> facts() {
        return facts;
    }

    /// What it has printed so far.
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it with SIGTERM, and answers with its exit code.
    int stop() {
        process.destroy();
        return exitCode(process);
    }

    private static int exitCode(Process process) {
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    List<Integer> ports() {
        int first = URI.create(fact("baseUrl")).getPort();
        return List.of(first, first + 1, first + 2);
    }

    boolean portsAreFree() {
        return ports().stream().allMatch(RunningDemo::isFree);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
