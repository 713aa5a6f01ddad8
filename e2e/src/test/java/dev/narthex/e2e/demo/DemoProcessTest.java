package dev.narthex.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./dev demo` as a program.
@Timeout(120)
class DemoProcessTest {
    @TempDir
    Path folder;

    private static int status(String url) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    @DisplayName("It writes demo.json once all three answer, ends with the URL to open, and leaves nothing behind")
    void startAndStop() throws Exception {
        try (var demo = RunningDemo.in(folder)) {
            assertEquals(
                    Set.of(
                            "baseUrl",
                            "issuer",
                            "clientId",
                            "redirectUri",
                            "username",
                            "password",
                            "administrator",
                            "administratorPassword",
                            "apiToken",
                            "appUrl",
                            "apiUrl"),
                    demo.facts().keySet());
            assertEquals(200, status(demo.fact("issuer") + "/.well-known/openid-configuration"));
            assertEquals(200, status(demo.fact("appUrl")));
            assertEquals(401, status(demo.fact("apiUrl")));
            assertTrue(demo.output().strip().endsWith("Open " + demo.fact("appUrl")), demo.output());
            assertFalse(demo.output().contains(" INFO "), demo.output());
            assertEquals(0, demo.stop());
            assertTrue(demo.portsAreFree());
            assertFalse(Files.exists(folder.resolve("data/demo.json")));
        }
    }

    @Test
    @DisplayName("A second demo on the same ports says which port is taken and what to do")
    void portTaken() {
        try (var demo = RunningDemo.in(folder)) {
            String second =
                    RunningDemo.refused(folder.resolve("second"), demo.ports().getLast());
            assertTrue(second.contains(demo.ports().getLast() + " of 127.0.0.1 is in use"), second);
            assertTrue(second.contains("--port"), second);
        }
    }

    @Test
    @DisplayName("With the old store, somebody of it signs in with the old password")
    void legacyStore() throws Exception {
        try (var demo = RunningDemo.withLegacyStore(folder)) {
            assertTrue(demo.output().contains("konrad@example.org"), demo.output());
            String wrong = signIn(demo.fact("baseUrl"), "wrong");
            assertTrue(wrong.contains("E0000004"), wrong);
            String right = signIn(demo.fact("baseUrl"), "helvetia by night");
            assertTrue(right.contains("sessionToken"), right);
        }
    }

    private static String signIn(String baseUrl, String password) throws Exception {
        var body = "{\"username\":\"konrad@example.org\",\"password\":\"" + password + "\"}";
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/api/v1/authn"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
