package dev.narthex.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.bench.cost.Latencies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The load")
@Timeout(30)
final class LoadTest {
    private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String TOKENS =
            "HTTP/1.1 302 Found\r\nLocation: http://a/#id_token=eyJ.a.b&access_token=eyJ.c.d\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<String> fault = new AtomicReference<>();

    /// Runs one connection for a fifth of a second against a server that always gives the same answer.
    private LoadConnection load(String answer) throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, answer));
            long now = System.nanoTime();
            var window =
                    new LoadConnection.Window(now, now + Duration.ofMillis(200).toNanos(), 0);
            var dialogue = Dialogue.same(REQUEST, "id_token=ey");
            var connection = new LoadConnection(server.getLocalPort(), dialogue, window, fault);
            connection.run();
            return connection;
        }
    }

    private void serve(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            while (socket.getInputStream().readNBytes(REQUEST.length()).length == REQUEST.length()) {
                if (answer.isEmpty()) return;
                answered.incrementAndGet();
                for (byte part : answer.getBytes(StandardCharsets.US_ASCII))
                    socket.getOutputStream().write(part);
            }
        } catch (IOException e) {
            // The connection ended, as it does when the time is over.
        }
    }

    @Test
    @DisplayName("times each whole answer, however it is cut into packets, and stops by itself")
    void counts() throws IOException {
        int counted = Latencies.sorted(List.of(load(TOKENS).latencies())).length;
        assertNull(fault.get());
        assertTrue(counted > 0);
        // The last answer may come after the end.
        assertTrue(answered.get() - counted <= 1, counted + " of " + answered);
    }

    @Test
    @DisplayName("counts no answer without tokens: it ends, and says what came instead")
    void refuses() throws IOException {
        var connection = load("HTTP/1.1 302 Found\r\nLocation: /login/login.htm\r\nContent-Length: 0\r\n\r\n");
        assertTrue(fault.get().contains("/login/login.htm"), fault.get());
        assertEquals(0, Latencies.sorted(List.of(connection.latencies())).length);
    }

    @Test
    @DisplayName("reads an answer to the end that its length says, in whatever case it says it")
    void bodies() throws IOException {
        load("HTTP/1.1 200 OK\r\ncontent-length: 14\r\nX: y\r\n\r\nid_token=ey\r\n\r");
        assertNull(fault.get());
        assertTrue(answered.get() > 0);
        load("HTTP/1.1 200 OK\r\n\r\nid_token=ey");
        assertTrue(fault.get().contains("unknown length"), fault.get());
    }

    @Test
    @DisplayName("ends when the server does")
    void serverGone() throws IOException {
        load("");
        assertTrue(fault.get().contains("closed"), fault.get());
    }
}
