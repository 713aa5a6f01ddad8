package dev.narthex.e2e.hooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A system beside ours that a hook asks, and that answers as a test wants it: also badly.
public final class OldSystem implements AutoCloseable {
    public static final String VERIFIED =
            "{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"credential\":\"VERIFIED\"}}]}";

    private final HttpServer server;
    private final List<Map<String, Object>> questions = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = exchange -> answer(exchange, 204, "");

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    public OldSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        questions.add(body.length == 0 ? Map.of() : Json.readObject(body));
        behaviour.answer(exchange);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void behaves(Behaviour next) {
        behaviour = next;
        questions.clear();
        headers.clear();
    }

    public void says(int status, String body) {
        behaves(exchange -> answer(exchange, status, body));
    }

    public List<Map<String, Object>> questions() {
        return questions;
    }

    public List<Map<String, List<String>>> headers() {
        return headers;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/check";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
