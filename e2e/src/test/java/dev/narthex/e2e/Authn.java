package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/// A script that signs somebody in by the classic authentication API.
public final class Authn {
    private final Browser transport;
    private final String authorization;

    public Authn(TestServer server) {
        this(server, "");
    }

    /// @param authorization the header's value; none if it is empty
    public Authn(TestServer server, String authorization) {
        this.transport = server.browser();
        this.authorization = authorization;
    }

    public HttpResponse<String> post(String path, Map<String, ?> body) {
        var request = transport
                .request("/api/v1/authn" + path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return transport.send(request.POST(BodyPublishers.ofString(Json.text(body))));
    }

    public HttpResponse<String> signIn(String username, String password) {
        return post("", Map.of("username", username, "password", password));
    }

    /// As [#signIn], and wants to be warned.
    public HttpResponse<String> signInWarned(String username, String password) {
        return post(
                "",
                Map.of(
                        "username",
                        username,
                        "password",
                        password,
                        "options",
                        Map.of("warnBeforePasswordExpired", true)));
    }

    /// A step from the state of a token.
    public HttpResponse<String> step(String path, String stateToken, String... fields) {
        var body = new HashMap<String, String>(Map.of("stateToken", stateToken));
        for (int i = 0; i < fields.length; i += 2) body.put(fields[i], fields[i + 1]);
        return post(path, body);
    }

    /// The answer, which is of that status.
    public static Map<String, Object> expect(String status, HttpResponse<String> answer) {
        var json = Admin.object(200, answer);
        assertEquals(status, json.get("status"), answer.body());
        return json;
    }

    public static String token(Map<String, Object> answer) {
        return (String) answer.get("stateToken");
    }
}
