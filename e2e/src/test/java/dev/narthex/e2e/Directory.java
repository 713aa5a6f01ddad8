package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An administrator's tool for the Users and Groups APIs.
public final class Directory {
    public static final String USERS = "/api/v1/users";
    private final Api api;

    public Directory(TestServer server) {
        api = new Api(server);
    }

    /// The profile that every valid request has.
    public static Map<String, Object> profile(String login) {
        return new LinkedHashMap<>(Map.of("firstName", "Ada", "lastName", "Byron", "email", login, "login", login));
    }

    public static Map<String, Object> withPassword(String login, String password) {
        return new HashMap<>(
                Map.of("profile", profile(login), "credentials", Map.of("password", Map.of("value", password))));
    }

    public HttpResponse<String> send(String method, String path, Object body) {
        return api.admin(path, method, body instanceof String text ? text : Json.text(body));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    public HttpResponse<String> post(String path, Object body) {
        return send("POST", path, body);
    }

    /// The object that a successful answer holds.
    public static Map<String, Object> object(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Api.json(response);
    }

    public static List<Map<String, Object>> list(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Json.readArray(response.body().getBytes(StandardCharsets.UTF_8)).stream()
                .map(Directory::members)
                .toList();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> members(Object object) {
        return (Map<String, Object>) object;
    }

    /// What an object holds under a name.
    public static Map<String, Object> under(Map<String, Object> object, String name) {
        return members(object.get(name));
    }

    /// Fails unless the answer is this error; the causes it names.
    public static List<String> refused(int status, String code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        var body = Api.json(response);
        assertEquals(code, body.get("errorCode"), response.body());
        assertEquals(code, body.get("errorLink"));
        return ((List<?>) body.get("errorCauses"))
                .stream().map(it -> (String) members(it).get("errorSummary")).toList();
    }

    public Map<String, Object> created(String login) {
        return object(post(USERS, withPassword(login, Fixture.PASSWORD)));
    }

    public Map<String, Object> user(String name) {
        return object(get(USERS + "/" + name));
    }

    public String status(String id) {
        return (String) user(id).get("status");
    }

    public HttpResponse<String> lifecycle(String id, String operation) {
        return post(USERS + "/" + id + "/lifecycle/" + operation, "");
    }
}
