package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in: a clear error in the right format with a request id, nothing leaked, and the server goes on.
class BadInputTest {
    private static TestServer idp;
    private static Ask ask;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        ask = Ask.of(idp.fixture.app());
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @AfterEach
    void goesOn() {
        assertEquals(302, idp.browser().get(ask.url()).statusCode());
    }

    private static void expectError(int status, HttpResponse<String> response, boolean page) {
        assertEquals(status, response.statusCode(), response.body());
        String id = response.headers().firstValue("x-okta-request-id").orElseThrow();
        String type = response.headers().firstValue("content-type").orElseThrow();
        assertEquals(page ? "text/html; charset=utf-8" : "application/json", type);
        if (page) assertTrue(response.body().contains(id), response.body());
        assertFalse(response.body().contains("Exception") || response.body().contains("dev.narthex"), response.body());
        assertTrue(response.headers().firstValue("location").isEmpty());
    }

    private static HttpResponse<String> send(String method, String path, String accept, String... headers) {
        var browser = idp.browser();
        var request =
                browser.request(path).method(method, BodyPublishers.noBody()).header("Accept", accept);
        if (headers.length > 0) request.headers(headers);
        return browser.send(request);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /oauth2/default/v1/authorize",
        "DELETE, /oauth2/default/v1/authorize",
        "PATCH, /login/login.htm",
        "POST, /oauth2/default/v1/keys",
        "POST, /oauth2/default/.well-known/openid-configuration",
        "POST, /oauth2/default/v1/authorize/redirect",
        "DELETE, /consent",
        "GET, /api/v1/authorizationServers/default/credentials/lifecycle/keyRotate",
        "BREW, /oauth2/default/v1/authorize"
    })
    @DisplayName("HTTP: a wrong method is 405 with the right ones, as page for people, as JSON for programs")
    void method(String method, String path) {
        expectError(405, send(method, path, "text/html"), true);
        var response = send(method, path, "application/json");
        expectError(405, response, false);
        assertTrue(response.headers().firstValue("allow").orElseThrow().contains("OPTIONS"));
        if (path.startsWith("/oauth2")) {
            assertEquals(
                    Set.of("error", "error_description"), Api.json(response).keySet());
        } else {
            assertEquals("E0000022", Api.json(response).get("errorCode"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/oauth2/default/v1/nowhere",
                "/oauth2/default/v1/authorize/",
                "/oauth2/default//v1/authorize",
                "/Login/login.htm",
                "/login/login.htm/x",
                "/api/v1/nowhere",
                "/.env",
                "/assets/../../etc/passwd",
                "/assets/x/y.css"
            })
    @DisplayName("HTTP: an unknown path is 404, in the format that was asked for")
    void unknownPath(String path) {
        var page = send("GET", path, "text/html");
        assertTrue(page.statusCode() == 404 || page.statusCode() == 400, page.toString());
        expectError(
                page.statusCode(),
                page,
                page.headers().firstValue("content-type").orElseThrow().contains("html"));
        var json = send("GET", path, "application/json");
        expectError(page.statusCode(), json, false);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "application/json, 415",
        "multipart/form-data; boundary=x, 415",
        "text/plain, 415",
        "'', 415",
        "application/x-www-form-urlencoded; charset=utf-8, 302",
        "APPLICATION/X-WWW-FORM-URLENCODED, 302"
    })
    @DisplayName("HTTP: a form of another type is 415")
    void contentType(String type, int status) {
        for (String path : List.of(ask.path(), "/login/login.htm", "/consent", "/login/signout")) {
            var browser = idp.browser();
            var request = browser.request(path).header("Accept", "text/html");
            if (!type.isEmpty()) request.header("Content-Type", type);
            var response = browser.send(request.POST(BodyPublishers.ofString(ask.form())));
            if (status == 415) expectError(415, response, true);
            else assertTrue(response.statusCode() < 404 || response.statusCode() == 400, response.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=%",
                "state=%2",
                "state=%zz",
                "state=%ff",
                "state=%c3%28",
                "state=%00",
                "state=%ed%a0%80",
                "%ff=x"
            })
    @DisplayName("HTTP: what can't be decoded is 400, in the query, in a form, and nothing is guessed")
    void encoding(String bad) {
        try (var wire = Wire.to(idp)) {
            var answer = wire.send("GET " + ask.without("state").url() + "&" + bad
                    + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n");
            assertEquals(400, answer.status(), answer.head());
            assertFalse(answer.first("x-okta-request-id").isEmpty());
            assertTrue(answer.first("location").isEmpty());
        }
        expectError(400, idp.browser().post(ask.path(), ask.without("state").form() + "&" + bad), true);
        expectError(400, idp.browser().post("/login/login.htm", bad), true);
    }

    @Test
    @DisplayName("HTTP: bytes that are no UTF-8 in a form are 400")
    void rawBytes() {
        var browser = idp.browser();
        var request = browser.request("/login/login.htm")
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded");
        byte[] bytes = {'u', '=', (byte) 0xff, (byte) 0xfe};
        expectError(400, browser.send(request.POST(BodyPublishers.ofByteArray(bytes))), true);
    }

    @Test
    @DisplayName("HTTP: a body of more than 256 kB is 413, also by chunks")
    void largeBody() {
        String large = "username=" + "x".repeat(300_000);
        expectError(413, idp.browser().post("/login/login.htm", large), true);
        var browser = idp.browser();
        var request = browser.request("/login/login.htm")
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded");
        var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString(large));
        expectError(413, browser.send(request.POST(chunked)), true);
    }

    @Test
    @DisplayName("HTTP: an address that is too long is 414, headers that are too large 431")
    void largeHead() {
        expectError(414, idp.browser().get(ask.with("state", "x".repeat(13_000)).url()), true);
        try (var wire = Wire.to(idp)) {
            var answer = wire.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertEquals(431, answer.status());
            assertFalse(answer.first("x-okta-request-id").isEmpty());
        }
        try (var wire = Wire.to(idp)) {
            String cookies = IntStream.range(0, 400)
                    .mapToObj(i -> "c" + i + "=" + "v".repeat(40))
                    .collect(Collectors.joining("; "));
            var answer = wire.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: " + cookies + "\r\n\r\n");
            assertEquals(431, answer.status());
        }
    }

    @Test
    @DisplayName("HTTP: more than two hundred parameters are 400")
    void manyParameters() {
        String many = IntStream.range(0, 201).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        expectError(400, idp.browser().get("/oauth2/default/v1/authorize?" + many), true);
        expectError(400, idp.browser().post(ask.path(), many), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /login/login.htm HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    @DisplayName("HTTP: what is no request, or two at once, is refused, and nothing of the inside is told")
    void notHttp(String text) {
        try (var wire = Wire.to(idp)) {
            var answer = wire.send(text);
            assertTrue(answer.status() >= 400 && answer.status() < 600, answer.head());
            assertFalse(answer.body().contains("jetty") || answer.body().contains("Exception"), answer.body());
            assertTrue(answer.first("server").isEmpty());
            assertTrue(answer.first("location").isEmpty());
        } catch (java.io.UncheckedIOException closed) {
            assertTrue(closed.getMessage().contains("closed after"), closed.toString());
        }
    }

    @Test
    @DisplayName("HTTP: a connection that is half closed gets its answer; one that breaks off harms nobody")
    void halfClosed() {
        String head = "POST /login/login.htm HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nusername=";
        try (var wire = Wire.to(idp)) {
            var answer = wire.write("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
                    .closeOutput()
                    .read();
            assertEquals(200, answer.status());
        }
        try (var wire = Wire.to(idp)) {
            var answer = wire.write(head).closeOutput().read();
            assertEquals(400, answer.status(), answer.head());
        }
        var broken = new ArrayList<Wire>();
        for (int i = 0; i < 50; i++) broken.add(Wire.to(idp).write(head));
        broken.forEach(Wire::close);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"text/html", "TEXT/HTML;q=0.5", "application/xhtml+xml,text/html", "text/*"})
    @DisplayName("HTTP: whoever names HTML in Accept gets a page, in whatever words")
    void accept(String accept) {
        expectError(400, send("GET", "/oauth2/default/v1/authorize", accept), true);
    }

    @Test
    @DisplayName("HTTP: HEAD is answered as GET is, without a body")
    void head() {
        var response = send("HEAD", "/oauth2/default/v1/keys", "*/*");
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    @DisplayName(
            "Sign-in and consent forms with anything missing are answered with a page, never with a mistake of ours")
    void incompleteForms() {
        for (String path : List.of("/login/login.htm", "/consent", "/login/signout")) {
            for (var form : List.of(
                    Map.<String, String>of(),
                    Map.of("token", "x"),
                    Map.of("username", "ada"),
                    Map.of("fromURI", "%%%"),
                    Map.of("fromURI", "/oauth2/default/v1/authorize/redirect?okta_key=x", "decision", "allow"))) {
                var response = idp.browser().post(path, form);
                assertTrue(response.statusCode() < 500, path + form + response.statusCode());
            }
        }
    }
}
