package dev.narthex.bench.timing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/// An old system that a hook asks for passwords. It thinks for a while, and knows nobody.
public final class SlowSystem implements AutoCloseable {
    /// As long as a system takes that checks bcrypt and is not far away.
    public static final Duration THOUGHT = Duration.ofMillis(120);

    private final HttpServer server;

    public SlowSystem() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", SlowSystem::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try {
            Thread.sleep(THOUGHT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /// The hook that asks it, as the management API takes it.
    public String hook() {
        return """
                {"name":"Old system","type":"com.okta.user.credential.password.import","version":"1.0.0",
                 "channel":{"type":"HTTP","version":"1.0.0",
                   "config":{"uri":"http://127.0.0.1:%d/","method":"POST"}}}
                """.formatted(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
