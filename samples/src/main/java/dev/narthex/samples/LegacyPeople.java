package dev.narthex.samples;

import dev.narthex.http.Json;
import dev.narthex.server.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/// Moves to Narthex whoever is in the old store, by the management API, as a script would: people without passwords,
/// and
/// a hook that asks the old store for them.
final class LegacyPeople {
    static final String USERNAME = "konrad@example.org";
    static final String PASSWORD = "helvetia by night";
    private static final String HOOK = "Old store";
    private static final String TYPE = "com.okta.user.credential.password.import";

    private final String baseUrl;
    private final String apiToken;

    LegacyPeople(String baseUrl, String apiToken) {
        this.baseUrl = baseUrl;
        this.apiToken = apiToken;
    }

    /// @param authorization what the old store wants to see
    void move(LegacyStore store, String authorization) {
        try (var http = HttpClient.newHttpClient()) {
            hook(http, store, authorization);
            if (send(http, "GET", "/api/v1/users/" + USERNAME, Map.of()).statusCode() == 404) {
                must(send(http, "POST", "/api/v1/users", person()));
            }
        }
    }

    /// Each demo has a store with a secret of its own, so a hook that is there is told of it.
    private void hook(HttpClient http, LegacyStore store, String authorization) {
        var known = Json.readArray(
                send(http, "GET", "/api/v1/inlineHooks?type=" + TYPE, Map.of()).body());
        var id = known.stream()
                .map(Map.class::cast)
                .filter(hook -> HOOK.equals(hook.get("name")))
                .map(hook -> "/" + hook.get("id"))
                .findFirst();
        String method = id.isPresent() ? "PUT" : "POST";
        must(send(http, method, "/api/v1/inlineHooks" + id.orElse(""), hook(store.url(), authorization)));
    }

    private static Map<String, Object> hook(String uri, String authorization) {
        var authentication = Map.of("type", "HEADER", "key", "Authorization", "value", authorization);
        var config = Map.of("uri", uri, "headers", List.of(), "authScheme", authentication);
        return Map.of(
                "name",
                HOOK,
                "type",
                TYPE,
                "version",
                "1.0.0",
                "channel",
                Map.of("type", "HTTP", "version", "1.0.0", "config", config));
    }

    private static Map<String, Object> person() {
        return Map.of(
                "profile",
                Map.of("login", USERNAME, "email", USERNAME, "firstName", "Konrad", "lastName", "Zuse"),
                "credentials",
                Map.of("password", Map.of("hook", Map.of("type", "default"))));
    }

    private HttpResponse<byte[]> send(HttpClient http, String method, String path, Map<String, Object> body) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "SSWS " + apiToken)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(body)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new StartFailure("the old store's people can't be moved: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void must(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 200) return;
        var cause = new IOException(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        throw new StartFailure("the old store's people can't be moved: status " + answer.statusCode(), cause);
    }
}
