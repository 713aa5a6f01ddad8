package dev.narthex.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The server as people start it: `./dev narthex serve`, on a port of its own.
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "/oauth2/default/.well-known/openid-configuration";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Duration start;
    private final Duration startCpu;

    private ServerProcess(Process process, int port, long begun) throws IOException, InterruptedException {
        this.process = process;
        this.port = port;
        Thread.ofVirtual().start(this::listen);
        awaitFirstAnswer(begun + PATIENCE.toNanos());
        this.start = Duration.ofNanos(System.nanoTime() - begun);
        this.startCpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Returns when it has answered a request for metadata with 200.
    public static ServerProcess start(Path data, Path seed, List<String> more)
            throws IOException, InterruptedException {
        int port = freePort();
        var command = new ArrayList<>(List.of("./dev", "narthex", "serve"));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString(), "--seed", seed.toString()));
        command.addAll(more);
        long begun = System.nanoTime();
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), port, begun);
    }

    /// From the call of the program to its first answer.
    public Duration startTook() {
        return start;
    }

    /// The processor time of all threads that this took: other programs lengthen it less than the time itself.
    public Duration startCpu() {
        return startCpu;
    }

    public int port() {
        return port;
    }

    public URI baseUrl() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return process.pid();
    }

    /// Memory that is resident, in megabytes; empty where there is no `/proc`.
    public OptionalDouble residentMegabytes() throws IOException {
        var status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.exists(status)) return OptionalDouble.empty();
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /// Its last lines, to say what went wrong.
    public String lastWords() {
        return String.join("\n", said.subList(Math.max(0, said.size() - 60), said.size()));
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (var lines = process.inputReader()) {
            // To the end: a server that nobody listens to stands still.
            lines.lines().filter(_ -> said.size() < 1000).forEach(said::add);
        } catch (IOException | RuntimeException e) {
            said.add(e.toString());
        }
    }

    private void awaitFirstAnswer(long deadline) throws IOException, InterruptedException {
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("the server did not start:\n" + String.join("\n", said));
            }
            Thread.sleep(Duration.ofMillis(2));
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET " + READY + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
