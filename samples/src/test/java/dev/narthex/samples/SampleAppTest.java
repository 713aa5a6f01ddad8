package dev.narthex.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleAppTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static SampleApp app;

    @BeforeAll
    static void start() {
        app = SampleApp.start(new SampleApp.Config(
                URI.create("https://id.example/oauth2/default"),
                "0oa1",
                List.of("openid", "profile"),
                URI.create("http://127.0.0.1:8082/api/messages"),
                0));
    }

    @AfterAll
    static void stop() {
        app.stop();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(app.url() + path)).build(), BodyHandlers.ofString());
    }

    @Test
    @DisplayName("The settings tell the app who signs people in, and where it lives itself")
    void settings() throws Exception {
        var response = get("/config.json");
        assertEquals(200, response.statusCode());
        assertEquals(
                Map.of(
                        "issuer",
                        "https://id.example/oauth2/default",
                        "clientId",
                        "0oa1",
                        "scopes",
                        List.of("openid", "profile"),
                        "redirectUri",
                        app.url() + "/",
                        "oktaRedirectUri",
                        app.url() + "/okta.html",
                        "apiUrl",
                        "http://127.0.0.1:8082/api/messages"),
                Json.readObject(response.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("A file comes with its type, and with a policy that names the issuer, the API and nobody else")
    void file() throws Exception {
        var response = get("/test-page.html");
        assertEquals(200, response.statusCode());
        assertEquals(
                "text/html; charset=utf-8",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals(
                "no-referrer", response.headers().firstValue("Referrer-Policy").orElseThrow());
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                        + "connect-src 'self' https://id.example http://127.0.0.1:8082; "
                        + "frame-src 'self' https://id.example; frame-ancestors 'self'; base-uri 'none'; "
                        + "form-action 'none'",
                response.headers().firstValue("Content-Security-Policy").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/okta.html"})
    @DisplayName("Everything a page of the app asks for is there, and none of its code is inline")
    void pagesAreWhole(String page) throws Exception {
        var html = get(page).body();
        var links = Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(html);
        int found = 0;
        while (links.find()) {
            // The official SDK comes with npm; the page says so where it is missing.
            if (links.group(1).startsWith("vendor/")) continue;
            var target = URI.create(app.url() + "/").resolve(links.group(1));
            assertEquals(200, get(target.getPath()).statusCode(), links.group(1));
            found++;
        }
        assertTrue(found > 3, html);
        assertFalse(Pattern.compile("<style|style=|<script>|\\son[a-z]+=")
                .matcher(html)
                .find());
    }

    @Test
    @DisplayName("A file that is not there is a plain 404, and nothing can be sent")
    void noSuchFile() throws Exception {
        assertEquals(404, get("/nothing.html").statusCode());
        var post = HttpRequest.newBuilder(URI.create(app.url() + "/"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertEquals(405, HTTP.send(post, BodyHandlers.ofString()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../app/test-page.html",
                "/../dev/narthex/samples/SampleApp.class",
                "/x/../../META-INF/MANIFEST.MF",
                "/%2e%2e/test-page.html",
                "/..%2ftest-page.html",
                "//etc/passwd",
                "/.git/config",
                "/test-page.html/",
                "/./test-page.html",
                "/x\\..\\test-page.html",
                "/dev/narthex/samples/SampleApp.class"
            })
    @DisplayName("There is no way up out of the folder, and no way to anything but pages, styles, scripts and pictures")
    void noWayUp(String target) throws IOException {
        var status = statusOf(target);
        assertTrue(status.contains(" 400 ") || status.contains(" 404 "), status);
    }

    /// Over a bare socket, for a client would tidy up the path.
    private static String statusOf(String target) throws IOException {
        var uri = URI.create(app.url());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            var request =
                    "GET " + target + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var status = reader.readLine();
            assertFalse(status == null, "no answer");
            return status;
        }
    }
}
