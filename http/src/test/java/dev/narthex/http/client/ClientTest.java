package dev.narthex.http.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("192.0.2.1");
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static HttpServer server;

    private final Client open = new Client((_, _) -> Optional.empty(), _ -> new InetAddress[] {HERE}, List::of);

    @BeforeAll
    static void start() {
        var router = new Router()
                .get("/host", request -> {
                    SEEN.incrementAndGet();
                    return Response.text(200, request.header("host").orElse(""));
                })
                .get("/away", _ -> Response.found("/host"))
                .get("/long", _ -> Response.text(200, "x".repeat(2_000)))
                .get("/locked", _ -> Response.text(401, "no"))
                .get("/packed", _ -> Response.text(200, "packed").with("Content-Encoding", "gzip"))
                .post(
                        "/echo",
                        request -> Response.text(
                                200,
                                request.header("content-type").orElse("") + " "
                                        + request.header("x-tenant").orElse("") + " "
                                        + new String(request.body(), StandardCharsets.UTF_8)));
        server = new HttpServer(HttpConfig.loopback(0), router).start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static URI at(String path) {
        return URI.create("http://app.example.com:" + server.port() + path);
    }

    private static Answer.Failed failed(Answer answer) {
        return assertInstanceOf(Answer.Failed.class, answer);
    }

    private static Answer.Answered answered(Answer answer) {
        return assertInstanceOf(Answer.Answered.class, answer);
    }

    @Test
    @DisplayName(
            "Abuse 49: a name is looked up once: what the door saw is what is connected to, under the name it was called by")
    void rebinding() {
        var lookUps = new AtomicInteger();
        // The attacker's name server: a harmless address for the check, ours for the connection.
        Client.Names fickle = _ -> new InetAddress[] {lookUps.incrementAndGet() == 1 ? HERE : PUBLIC};
        var shown = new java.util.concurrent.ConcurrentLinkedQueue<InetAddress>();
        try (var client = new Client(
                (_, address) -> {
                    shown.add(address);
                    return Optional.empty();
                },
                fickle,
                List::of)) {
            var answer = answered(client.send(Call.get(at("/host"))));
            assertEquals("app.example.com:" + server.port(), answer.text());
            assertEquals(1, lookUps.get());
            assertEquals(List.of(HERE), List.copyOf(shown));
        }
    }

    @Test
    @DisplayName("Abuse 49: one bad address among good ones is enough; nothing is sent")
    void mixed() {
        int before = SEEN.get();
        Door door = (scheme, address) ->
                address.isLoopbackAddress() ? Optional.of("not " + scheme + " here") : Optional.empty();
        try (var client = new Client(door, _ -> new InetAddress[] {PUBLIC, HERE}, List::of)) {
            assertEquals(new Answer.Refused("not http here"), client.send(Call.get(at("/host"))));
        }
        assertEquals(before, SEEN.get());
    }

    @Test
    @DisplayName("Abuse 49: a redirect, perhaps to where the door would not let us, is an answer and not followed")
    void redirect() {
        int before = SEEN.get();
        var answer = answered(open.send(Call.get(at("/away"))));
        assertEquals(302, answer.status());
        assertEquals(Optional.of("/host"), answer.header("Location"));
        assertEquals(before, SEEN.get());
    }

    @Test
    @DisplayName("A body and headers arrive as they were given")
    void post() {
        var call = Call.post(at("/echo"), "application/json", "{\"ä\":1}".getBytes(StandardCharsets.UTF_8))
                .with("X-Tenant", "a");
        assertEquals("application/json a {\"ä\":1}", answered(open.send(call)).text());
    }

    @Test
    @DisplayName("An answer longer than the limit is not read; one at the limit is")
    void size() {
        assertEquals(
                Answer.Cause.TOO_LARGE,
                failed(open.send(Call.get(at("/long")).atMost(1_999))).cause());
        assertEquals(
                2_000, answered(open.send(Call.get(at("/long")).atMost(2_000))).body().length);
    }

    @Test
    @DisplayName("Nothing is unpacked, so that a small answer can't become a large one; 401 is an answer")
    void asItIs() {
        assertEquals("packed", answered(open.send(Call.get(at("/packed")))).text());
        assertEquals(401, answered(open.send(Call.get(at("/locked")))).status());
    }

    @Test
    @DisplayName("The limit on time is for everything: drops that come one by one don't lengthen it")
    void drip() throws Exception {
        var over = new CountDownLatch(1);
        try (var socket = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> drip(socket, over));
            var uri = URI.create("http://app.example.com:" + socket.getLocalPort() + "/");
            long began = System.nanoTime();
            assertEquals(
                    Answer.Cause.TIMEOUT,
                    failed(open.send(Call.get(uri).within(Duration.ofMillis(300))))
                            .cause());
            assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 5_000);
            over.countDown();
        }
    }

    private static void drip(ServerSocket socket, CountDownLatch over) {
        try (var connection = socket.accept();
                OutputStream out = connection.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException | InterruptedException _) {
            // The client hung up, as it should.
        }
    }

    @Test
    @DisplayName("Nobody there, and what is not HTTP, are failures and no exceptions")
    void broken() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }
        assertEquals(
                Answer.Cause.UNREACHABLE,
                failed(open.send(Call.get(URI.create("http://app.example.com:" + free + "/"))))
                        .cause());
        try (var socket = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    connection
                            .getOutputStream()
                            .write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // The client hung up, as it should.
                }
            });
            var uri = URI.create("http://app.example.com:" + socket.getLocalPort() + "/");
            assertInstanceOf(Answer.Failed.class, open.send(Call.get(uri)));
        }
    }

    @Test
    @DisplayName("A header can't end its line, and can't say how the message travels")
    void headers() {
        assertTrue(Call.mayCarry("X-Tenant", "a b"));
        for (String name : List.of("Host", "content-length", "Transfer-Encoding", "X Tenant", "X:", "", "X\r\nY")) {
            assertFalse(Call.mayCarry(name, "a"));
        }
        assertFalse(Call.mayCarry("X-Tenant", "a\r\nHost: b"));
        var call = Call.get(at("/"));
        assertThrows(IllegalArgumentException.class, () -> call.with("X-Tenant", "a\nb"));
    }
}
