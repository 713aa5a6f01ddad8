package dev.narthex.e2e;

import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A program that calls a server: an app, with its token if it has one. For administrators there is [Admin].
public final class Api {
    private final Browser transport;

    public Api(TestServer server) {
        transport = server.browser();
    }

    public static Map<String, Object> json(HttpResponse<String> response) {
        return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String path, String... headers) {
        var request = transport.request(path).GET();
        return transport.send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(String path, String json, String... headers) {
        return transport.send(transport
                .request(path)
                .headers(headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> userinfo(String server, String token) {
        return get(server + "/v1/userinfo", "Authorization", "Bearer " + token);
    }

    public HttpResponse<String> preflight(String path, String origin) {
        return transport.send(transport
                .request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "content-type,x-okta-user-agent-extended")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    /// The published keys of a server, by path.
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> keys(String server) {
        return (List<Map<String, Object>>) json(get(server + "/v1/keys")).get("keys");
    }

    public List<String> kids(String server) {
        return keys(server).stream().map(key -> (String) key.get("kid")).toList();
    }
}
