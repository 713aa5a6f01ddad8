package dev.narthex.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Browser;
import dev.narthex.http.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The administrator of a running demo, who changes its password policy.
public final class DemoPolicy {
    private final RunningDemo demo;
    private final String path;

    public DemoPolicy(RunningDemo demo) {
        this.demo = demo;
        var policies = call("GET", "/api/v1/policies?type=PASSWORD", "");
        var standard = (Map<?, ?>)
                Json.readArray(policies.body().getBytes(StandardCharsets.UTF_8)).getLast();
        path = "/api/v1/policies/" + standard.get("id");
    }

    /// @param settings the members that change, as JSON
    public void put(String settings) {
        call("PUT", path, "{\"settings\":" + settings + "}");
    }

    /// Calls the management API, which must say yes.
    HttpResponse<String> call(String method, String path, String body) {
        var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(demo.fact("baseUrl") + path))
                .header("Authorization", "SSWS " + demo.fact("apiToken"))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        try {
            var answer = Browser.PLAIN.send(request, BodyHandlers.ofString());
            assertEquals(2, answer.statusCode() / 100, answer.body());
            return answer;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
