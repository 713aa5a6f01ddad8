package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// An administrator's tool: calls the management API with an API token.
public final class Admin {
    private final Browser transport;
    private final String authorization;

    public Admin(TestServer server) {
        this(server, "SSWS " + TestServer.API_TOKEN);
    }

    public Admin(TestServer server, String authorization) {
        this.transport = server.browser();
        this.authorization = authorization;
    }

    public HttpResponse<String> get(String path) {
        return call("GET", path, "");
    }

    public HttpResponse<String> post(String path, Object body) {
        return call("POST", path, text(body));
    }

    public HttpResponse<String> put(String path, Object body) {
        return call("PUT", path, text(body));
    }

    public HttpResponse<String> delete(String path) {
        return call("DELETE", path, "");
    }

    private static String text(Object body) {
        return body instanceof String text ? text : new String(Json.write(body), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(String method, String path, String body) {
        var request = transport
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return transport.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    /// The object that a call of this status answered with.
    public static Map<String, Object> object(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    }

    /// The objects of a list.
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return (List<Map<String, Object>>)
                (List<?>) Json.readArray(response.body().getBytes(StandardCharsets.UTF_8));
    }

    /// A nested member, by its path.
    public static Object member(Map<String, Object> object, String... path) {
        Object value = object;
        for (String name : path) value = ((Map<?, ?>) value).get(name);
        return value;
    }

    /// Checks the one shape of errors.
    @SuppressWarnings("unchecked")
    public static List<String> causes(int status, String code, HttpResponse<String> response) {
        var error = object(status, response);
        assertEquals(code, error.get("errorCode"), response.body());
        return ((List<Map<String, Object>>) error.get("errorCauses"))
                .stream().map(cause -> (String) cause.get("errorSummary")).toList();
    }
}
