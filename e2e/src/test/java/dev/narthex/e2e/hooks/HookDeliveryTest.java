package dev.narthex.e2e.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hooks that answer badly, slowly, or without end. Each is asked by a preview, which says what came of it.
@Timeout(60)
class HookDeliveryTest {
    private static final String OK = "{\"commands\":[]}";
    private static TestServer idp;
    private static Admin admin;
    private static OldSystem system;
    private static String polite;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        system = new OldSystem();
        polite = hook(system.url());
    }

    @AfterAll
    static void stop() {
        system.close();
        idp.close();
    }

    private static String hook(String uri) {
        var body = Map.of(
                "name",
                "Hook " + UUID.randomUUID(),
                "type",
                "com.okta.user.pre-registration",
                "channel",
                Map.of("type", "HTTP", "config", Map.of("uri", uri)));
        return (String)
                Admin.object(200, admin.post("/api/v1/inlineHooks", body)).get("id");
    }

    private static HttpResponse<String> ask(String hook) {
        return new Admin(idp).post("/api/v1/inlineHooks/" + hook + "/execute", Map.of("a", 1));
    }

    /// Speaks without regard to HTTP, and counts how often somebody came.
    private interface Talk {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private static final class RawSystem implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger visits = new AtomicInteger();

        RawSystem(Talk talk) throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try {
                        var visitor = socket.accept();
                        Thread.ofVirtual().start(() -> serve(visitor, talk));
                    } catch (IOException _) {
                        return;
                    }
                }
            });
        }

        private void serve(Socket visitor, Talk talk) {
            try (visitor) {
                readQuestion(visitor.getInputStream());
                visits.incrementAndGet();
                talk.to(visitor.getOutputStream());
            } catch (IOException | InterruptedException _) {
                // The visitor had enough.
            }
        }

        private static void readQuestion(InputStream in) throws IOException {
            var text = new StringBuilder();
            while (!text.toString().endsWith("{\"a\":1}")) {
                int next = in.read();
                if (next < 0) throw new IOException("hung up");
                text.append((char) next);
            }
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void failed(int status, String code, int visits, Talk talk) throws IOException {
        try (var raw = new RawSystem(talk)) {
            // The log is in the order of time.
            idp.clock.advance(Duration.ofSeconds(1));
            var begun = Instant.now();
            Admin.refused(status, code, ask(hook(raw.url())));
            var took = Duration.between(begun, Instant.now());
            assertTrue(took.compareTo(Duration.ofSeconds(9)) < 0, "two tries of 3 s, not " + took);
            assertEquals(visits, raw.visits.get());
        }
        assertEquals(
                "FAILURE", idp.log("inline_hook.executed").getLast().details().result());
    }

    @ParameterizedTest
    @CsvSource({
        "200, 1, 200,",
        "204, 1, 200,",
        "201, 1, 400, E0000135",
        "202, 1, 400, E0000135",
        "301, 1, 400, E0000135",
        "302, 1, 400, E0000135",
        "307, 1, 400, E0000135",
        "400, 1, 400, E0000135",
        "401, 1, 400, E0000135",
        "404, 1, 400, E0000135",
        "429, 1, 400, E0000135",
        "500, 2, 400, E0000135",
        "502, 2, 400, E0000135",
        "503, 2, 400, E0000135"
    })
    @DisplayName("Okta: errors of the server are tried once more, all else is taken as it is; no redirect is followed")
    void statuses(int status, int asked, int shown, String code) {
        system.behaves(exchange -> {
            exchange.getResponseHeaders().set("Location", system.url());
            OldSystem.answer(exchange, status, status == 204 ? "" : OK);
        });
        var answer = ask(polite);
        assertEquals(shown, answer.statusCode(), answer.body());
        if (code != null) Admin.refused(shown, code, answer);
        assertEquals(asked, system.questions().size());
    }

    @Test
    @DisplayName("An error that passes is not noticed: the second try counts")
    void secondTry() {
        var tries = new AtomicInteger();
        system.behaves(exchange -> OldSystem.answer(exchange, tries.getAndIncrement() == 0 ? 503 : 200, OK));
        assertEquals(200, ask(polite).statusCode());
        assertEquals(2, tries.get());
    }

    @Test
    @DisplayName("Okta: an answer of 256 KB is read, and one byte more is not")
    void size() {
        int most = 256 * 1024;
        system.says(200, OK + " ".repeat(most - OK.length()));
        assertEquals(200, ask(polite).statusCode());
        system.says(200, OK + " ".repeat(most - OK.length() + 1));
        Admin.refused(502, "E0000134", ask(polite));
        assertEquals(1, system.questions().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "\"commands\"",
                "{\"commands\":[]",
                "{\"commands\":[]}x",
                "{\"commands\":[],\"commands\":[]}",
                "{\"commands\":{}}",
                "{\"commands\":[7]}",
                "{\"commands\":[{}]}",
                "{\"commands\":[{\"type\":7}]}",
                "{\"a\":1e999}",
                "<html>It works!</html>"
            })
    @DisplayName("Abuse 112: what is no answer in the form that was agreed on is none at all")
    void garbage(String body) {
        system.says(200, body);
        Admin.refused(502, "E0000134", ask(polite));
        assertEquals(1, system.questions().size());
    }

    @Test
    @DisplayName("Abuse 112: deep nesting and long numbers are refused before they cost anything")
    void bombs() {
        for (String bomb : List.of(
                "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"a\":" + "{\"a\":".repeat(40_000) + "1" + "}".repeat(40_001),
                "{\"a\":" + "9".repeat(200_000) + "}")) {
            system.says(200, bomb);
            Admin.refused(502, "E0000134", ask(polite));
        }
    }

    @Test
    @DisplayName("What the answer is said to be does not matter, what it is does; nothing is unpacked")
    void contentTypes() {
        for (String type : List.of("text/html", "text/plain; charset=utf-16", "nonsense")) {
            system.behaves(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, OK.length());
                exchange.getResponseBody().write(OK.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            assertEquals(200, ask(polite).statusCode(), type);
        }
        system.behaves(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            OldSystem.answer(exchange, 200, "\u001f\u008b nothing that can be read");
        });
        Admin.refused(502, "E0000134", ask(polite));
    }

    @Test
    @DisplayName("A hook that drips a byte now and then has 3 s for all of it, twice")
    void drips() throws IOException {
        failed(504, "E0000137", 2, out -> {
            send(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
            while (!new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)) send(out, " ");
        });
    }

    @Test
    @DisplayName("A hook that says for ever that it is about to answer has 3 s for it, twice")
    void promises() throws IOException {
        failed(504, "E0000137", 2, out -> {
            while (!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS))
                send(out, "HTTP/1.1 102 Processing\r\n\r\n");
        });
    }

    @Test
    @DisplayName("Headers without end, and a body without end, are cut off")
    void endless() throws IOException {
        try (var raw = new RawSystem(out -> {
            send(out, "HTTP/1.1 200 OK\r\n");
            while (true) send(out, "X-More: " + "x".repeat(1_000) + "\r\n");
        })) {
            Admin.refused(502, "E0000134", ask(hook(raw.url())));
        }
        failed(502, "E0000134", 1, out -> {
            send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) send(out, "400\r\n" + " ".repeat(1_024) + "\r\n");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "220 old.example ESMTP\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    @DisplayName("What breaks off, or is no HTTP, is tried once more")
    void broken(String text) throws IOException {
        failed(502, "E0000134", 2, out -> send(out, text));
    }

    @Test
    void nobodyListens() {
        Admin.refused(502, "E0000134", ask(hook("http://127.0.0.1:" + TestServer.freePort() + "/")));
    }

    @Test
    @DisplayName("A slow hook has places of its own to wait in: when they are taken, other hooks answer as ever")
    void bulkhead() throws Exception {
        var answered = new CountDownLatch(1);
        try (var slow = new OldSystem();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.behaves(exchange -> {
                try {
                    answered.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                OldSystem.answer(exchange, 200, OK);
            });
            String hook = hook(slow.url());
            var first = IntStream.range(0, 64)
                    .mapToObj(_ -> threads.submit(() -> ask(hook).statusCode()))
                    .toList();
            Await.until("64 wait", () -> slow.questions().size() == 64);
            Admin.refused(504, "E0000137", ask(hook));
            assertEquals(64, slow.questions().size(), "who finds no place asks nobody");
            system.says(200, OK);
            assertEquals(200, ask(polite).statusCode());
            answered.countDown();
            for (var each : first) assertEquals(200, each.get());
            assertEquals(200, ask(hook).statusCode());
        } finally {
            answered.countDown();
        }
    }
}
