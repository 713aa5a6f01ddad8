package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
public final class Admin {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final TestServer server;
    private final Browser transport;
    private final String authorization;
    private final Duration between;

    private Admin(TestServer server, String authorization, Duration between) {
        this.server = server;
        this.transport = server.browser();
        this.authorization = authorization;
        this.between = between;
    }

    public Admin(TestServer server) {
        this(server, "SSWS " + TestServer.API_TOKEN);
    }

    /// @param authorization the header's value; none if it is empty
    public Admin(TestServer server, String authorization) {
        this(server, authorization, Duration.ZERO);
    }

    /// The same, whose every call comes a moment after the one before: ids are in the order in which things were made.
    public Admin ticking() {
        return new Admin(server, authorization, Duration.ofMillis(1));
    }

    /// @param body sent as it is if it is text, else written as JSON
    public HttpResponse<String> send(String method, String path, Object body) {
        server.clock.advance(between);
        var request = transport.request(path).header("Content-Type", "application/json");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        String text = body instanceof String given ? given : Json.text(body);
        var content = text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text);
        return transport.send(request.method(method, content));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    public HttpResponse<String> post(String path, Object body) {
        return send("POST", path, body);
    }

    public HttpResponse<String> put(String path, Object body) {
        return send("PUT", path, body);
    }

    public HttpResponse<String> delete(String path) {
        return send("DELETE", path, "");
    }

    /// Gives the server `default` another signing key.
    public HttpResponse<String> rotate() {
        return post("/api/v1/authorizationServers/default/credentials/lifecycle/keyRotate", "{\"use\":\"sig\"}");
    }

    /// The members of an answer with this status.
    public static Map<String, Object> object(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return Api.json(response);
    }

    /// The objects of a list.
    public static List<Map<String, Object>> list(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Json.readArray(response.body().getBytes(StandardCharsets.UTF_8)).stream()
                .map(Admin::members)
                .toList();
    }

    /// Where the next page is, if there is one.
    public static Optional<String> next(HttpResponse<String> response) {
        return response.headers().allValues("link").stream()
                .map(NEXT::matcher)
                .filter(it -> it.matches())
                .map(it -> it.group(1))
                .findFirst();
    }

    /// Fails unless the answer is this error, in the one shape of errors; the causes it names.
    public static List<String> refused(int status, String code, HttpResponse<String> response) {
        var error = object(status, response);
        assertEquals(code, error.get("errorCode"), response.body());
        assertEquals(code, error.get("errorLink"));
        assertTrue(error.get("errorId") instanceof String);
        return ((List<?>) error.get("errorCauses"))
                .stream()
                        .map(cause -> (String) members(cause).get("errorSummary"))
                        .toList();
    }

    /// Refused for what is wrong with one member.
    public static void faulty(String member, HttpResponse<String> response) {
        refused(400, "E0000001", response);
        assertTrue(response.body().contains("\"errorSummary\":\"" + member + ": "), response.body());
    }

    /// A member of a member of a member …
    @SuppressWarnings("unchecked")
    public static <T> T at(Map<String, Object> object, String... path) {
        Object value = object;
        for (String name : path) value = members(value).get(name);
        return (T) value;
    }

    /// The object that an object holds under a name.
    public static Map<String, Object> under(Map<String, Object> object, String name) {
        return members(object.get(name));
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> members(Object object) {
        return (Map<String, Object>) object;
    }
}
