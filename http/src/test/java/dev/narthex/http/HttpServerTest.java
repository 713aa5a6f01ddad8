package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
    private static HttpServer server;

    @BeforeAll
    static void start() {
        var router = new Router()
                .get("/hello", _ -> Response.text(200, "hello"))
                .get(
                        "/links",
                        _ -> Response.empty(200)
                                .with("link", "<https://a/>; rel=\"self\"")
                                .with("link", "<https://a/?after=1>; rel=\"next\""))
                .post("/echo", request -> Response.of(200, "application/octet-stream", request.body()))
                .get(
                        "/items/{name}",
                        request -> Response.json(
                                200,
                                Map.of(
                                        "name",
                                        request.pathParameter("name"),
                                        "q",
                                        request.query().all("q"))))
                .get(
                        "/who",
                        request -> Response.json(
                                200,
                                Map.of(
                                        "address",
                                        request.remoteAddress(),
                                        "forwarded",
                                        request.headers().has("x-forwarded-for"),
                                        "id",
                                        RequestContext.current().requestId())))
                .get("/mistake", _ -> {
                    throw new IllegalStateException("secret detail");
                })
                .get("/away", _ -> {
                    throw new Unavailable("database secret", null);
                });
        server = new HttpServer(HttpConfig.loopback(0), router).start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static RawClient.Answer ask(String text) throws Exception {
        try (var client = new RawClient(server)) {
            return client.send(text).answer();
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @Test
    @DisplayName("a route answers, with request id and date, and without naming the engine")
    void routeAnswers() throws Exception {
        var answer = ask(get("/hello"));
        assertEquals(200, answer.status());
        assertEquals("hello", answer.body());
        assertTrue(answer.all("X-Okta-Request-Id").getFirst().matches("[A-Za-z0-9_-]{22,24}"), answer.head());
        assertEquals(1, answer.all("Date").size());
        assertTrue(answer.all("Server").isEmpty());
    }

    @Test
    @DisplayName("link lines keep their lower case, one relation a line")
    void linkLinesKeepTheirCase() throws Exception {
        String head = ask(get("/links")).head();
        assertTrue(
                head.contains("\r\nlink: <https://a/>; rel=\"self\"\r\nlink: <https://a/?after=1>; rel=\"next\"\r\n"),
                head);
    }

    @ParameterizedTest
    @DisplayName("what can't be read is refused with the error object and a request id")
    @CsvSource(delimiter = '|', textBlock = """
        GET /nowhere HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                     | 404
        DELETE /hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                    | 405
        GET /items/%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                   | 400
        GET /items/a%2Fb HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET /items/a%5Cb HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET /items/a%00b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET /items/a%0ab HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET /items/../hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                              | 400
        GET /items/%2e%2e/hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                          | 400
        GET /items/..;/hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                             | 400
        GET /items/%c3%28 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                | 400
        GET /items/%25 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                   | 400
        GET /hello?q=%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET /hello?q=%ff HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                 | 400
        GET hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                        | 400
        OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                                        | 400
        GET /hello HTTP/1.1\\r\\n\\r\\n                                                    | 400
        GET /hello HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n                          | 400
        GET http://b/hello HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                               | 400
        GET /hello HTTP/3.7\\r\\nHost: a\\r\\n\\r\\n                                       | 505
        nonsense\\r\\n\\r\\n                                                               | 400
        GET /hello HTTP/1.1\\r\\nHost: a\\r\\nBad Name: x\\r\\n\\r\\n                      | 400
        GET /hello HTTP/1.1\\r\\nHost: a\\r\\nX : x\\r\\n\\r\\n                            | 400
        GET /hello HTTP/1.1\\r\\nHost: a\\r\\nX: a\\r\\n b\\r\\n\\r\\n                     | 400
        GET /hello HTTP/1.1\\nHost: a\\n\\n                                                | 400
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nab | 400
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n\\r\\n               | 400
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | 400
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 262145\\r\\n\\r\\n           | 413
        """)
    void badInputIsRefused(String text, int status) throws Exception {
        var answer = ask(text.replace("\\r", "\r").replace("\\n", "\n"));
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.all("X-Okta-Request-Id").getFirst().matches("[A-Za-z0-9_-]{22,24}"), answer.head());
        var error = Json.readObject(answer.body().getBytes());
        assertEquals(error.get("errorCode"), error.get("errorLink"));
        assertEquals("oae" + answer.all("X-Okta-Request-Id").getFirst(), error.get("errorId"));
        assertFalse(answer.toString().toLowerCase().contains("jetty"), answer::toString);
        assertEquals(1, answer.all("Date").size(), answer.head());
    }
}
