package dev.narthex.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The process")
@Timeout(120)
final class ProcessTest {
    private static final Pattern READY = Pattern.compile(".* INFO  ready at (\\S+) after \\d+ ms");

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    private Process launch(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.narthex.server.Main",
                "serve",
                "--data",
                folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /// Reads lines until one matches; fails with what was said if none does.
    private Matcher await(BufferedReader out, Pattern wanted) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            var match = wanted.matcher(line);
            if (match.matches()) return match;
        }
        throw new AssertionError("ended without " + wanted + ": " + lines);
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertExits(int code, Process process) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still there");
        assertEquals(code, process.exitValue());
    }

    @Test
    @DisplayName("says as its last line where it is ready, answers there, and exits 0 on SIGTERM")
    void startAnswerStop() throws Exception {
        var process = launch("--port", "0");
        try (var out = process.inputReader();
                var client = HttpClient.newHttpClient()) {
            String url = await(out, READY).group(1);
            var answer = get(client, url + "/health/live");
            assertEquals(200, answer.statusCode());
            // Process.destroy would close the stream too.
            process.toHandle().destroy();
            await(out, Pattern.compile(".* INFO  stopped"));
            assertExits(0, process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("with --tls auto satisfies a client that trusts DIR/tls/truststore.p12 alone")
    void tlsAuto() throws Exception {
        var process = launch("--port", "0", "--tls", "auto");
        try (var out = process.inputReader()) {
            String url = await(out, READY).group(1);
            assertTrue(url.startsWith("https://localhost:"), url);
            var trusted = KeyStore.getInstance(
                    folder.resolve("data/tls/truststore.p12").toFile(), "changeit".toCharArray());
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            try (var client = HttpClient.newBuilder().sslContext(context).build()) {
                var answer = get(client, url + "/health/live");
                assertEquals(200, answer.statusCode());
                assertEquals(HttpClient.Version.HTTP_2, answer.version());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("exits 1 and says what to do when its port is taken")
    void portTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var process = launch("--port", Integer.toString(taken.getLocalPort()));
            try (var out = process.inputReader()) {
                await(out, Pattern.compile(".* ERROR not started: .*" + taken.getLocalPort() + ".*--port.*"));
                assertExits(1, process);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    @DisplayName("exits 1 and names the file when a certificate is of no use")
    void uselessCertificate() throws Exception {
        var file = Files.writeString(folder.resolve("x.pem"), "nothing").toString();
        var process = launch("--base-url", "https://localhost:8443", "--tls-cert", file, "--tls-key", file);
        try (var out = process.inputReader()) {
            await(out, Pattern.compile(".* ERROR not started: .*x.pem holds no certificate.*"));
            assertExits(1, process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("exits 78 for a fault in a file, 64 for one on the command line")
    void wrongSettings() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/narthex.properties"), "colour = red\n");
        assertExits(78, launch());
        assertExits(64, launch("--colour", "red"));
    }

    @Test
    @DisplayName("logs JSON objects and nothing else when asked to")
    void jsonLog() throws Exception {
        var process = launch("--port", "0", "--log-format", "json");
        try (var out = process.inputReader()) {
            await(out, Pattern.compile("\\{.*\"message\":\"ready at .*\"}"));
            assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"time\":\"")), lines::toString);
        } finally {
            process.destroyForcibly();
        }
    }
}
