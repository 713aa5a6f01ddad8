package dev.narthex.e2e.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Api;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody who calls the management API with JSON: an administrator, or whoever has another credential.
final class Admin {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final TestServer server;
    private final Browser transport;
    private final String authorization;

    private Admin(TestServer server, String authorization) {
        this.server = server;
        this.transport = server.browser();
        this.authorization = authorization;
    }

    static Admin of(TestServer server) {
        return with(server, "SSWS " + TestServer.API_TOKEN);
    }

    /// @param authorization the header's value; none if it is empty
    static Admin with(TestServer server, String authorization) {
        return new Admin(server, authorization);
    }

    /// Each call comes a moment after the one before, so that ids are in the order in which things were made.
    HttpResponse<String> send(String method, String path, String body) {
        server.clock.advance(Duration.ofMillis(1));
        var request = transport.request(path).header("Content-Type", "application/json");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return transport.send(request.method(method, content));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    HttpResponse<String> put(String path, String body) {
        return send("PUT", path, body);
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, "");
    }

    /// The members of an answer with this status.
    static Map<String, Object> json(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return Api.json(response);
    }

    static void refused(int status, String code, HttpResponse<String> response) {
        var body = json(status, response);
        assertEquals(code, body.get("errorCode"), response.body());
        assertEquals(code, body.get("errorLink"));
        assertTrue(body.get("errorId") instanceof String);
        assertTrue(body.get("errorCauses") instanceof List);
    }

    /// Refused for what is wrong with one member.
    static void faulty(String member, HttpResponse<String> response) {
        refused(400, "E0000001", response);
        assertTrue(response.body().contains("\"errorSummary\":\"" + member + ": "), response.body());
    }

    static List<Map<String, Object>> list(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Json.readArray(response.body().getBytes(StandardCharsets.UTF_8)).stream()
                .map(Admin::members)
                .toList();
    }

    /// Where the next page is, if there is one.
    static Optional<String> next(HttpResponse<String> response) {
        return response.headers().allValues("link").stream()
                .map(NEXT::matcher)
                .filter(it -> it.matches())
                .map(it -> it.group(1))
                .findFirst();
    }

    /// A member of a member of a member …
    @SuppressWarnings("unchecked")
    static <T> T at(Map<String, Object> json, String... path) {
        Object value = json;
        for (String name : path) value = ((Map<String, Object>) value).get(name);
        return (T) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object object) {
        return (Map<String, Object>) object;
    }
}
