package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
                .get(
                        "/cookie",
                        request -> Response.text(
                                200,
                                request.cookie("sid").orElse("none") + " "
                                        + request.header("authorization").orElse("none")))
                .get("/mistake", _ -> {
                    throw new IllegalStateException("secret detail");
                })
                .get(
                        "/framing",
                        _ -> Response.text(200, "x").with("Set-Cookie", "a=b").with("Content-Length", "99"))
                .get("/dated", _ -> Response.text(200, "x").with("Date", "Thu, 1 Jan 2026 00:00:00 GMT"))
                .get("/split", request -> Response.empty(200).with("X", "a\r\nPlanted: 1"))
                .get("/split-name", request -> Response.empty(200).with("X: a\r\nPlanted", "1"))
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

    // The engine remembers header fields of a connection, to save memory, and by itself compares them without case.
    // Behind
    // a proxy many people share a connection: whoever sent somebody's cookie in another case would be that somebody.
    @Test
    @DisplayName("cookies and tokens that differ in case only are different ones, also on one connection")
    void caseOfSecrets() throws Exception {
        try (var client = new RawClient(server)) {
            for (String secret : List.of("AbC", "abc", "ABC", "AbC")) {
                var fields = "Host: a\r\nCookie: sid=" + secret + "\r\nAuthorization: Bearer " + secret + "\r\n\r\n";
                assertEquals(
                        secret + " Bearer " + secret,
                        client.send("GET /cookie HTTP/1.1\r\n" + fields)
                                .answer()
                                .body());
            }
        }
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
        POST /echo HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 9999999\\r\\n\\r\\n           | 413
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

    @Test
    @DisplayName("bytes that are no HTTP at all, such as a TLS handshake, are refused and the connection ends")
    void binaryIsRefused() throws Exception {
        try (var client = new RawClient(server)) {
            String answer =
                    client.send("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n").toEnd();
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("X-Okta-Request-Id: "), answer);
        }
    }

    @Test
    @DisplayName("headers over 16 KB are 431, an address over 12 KB is 414, and both name a request id")
    void oversizedHeadIsRefused() throws Exception {
        var headers = ask("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
        assertEquals(431, headers.status());
        assertFalse(headers.all("X-Okta-Request-Id").isEmpty());
        assertEquals("E0000003", Json.readObject(headers.body().getBytes()).get("errorCode"));
        assertEquals(414, ask(get("/hello?q=" + "x".repeat(13_000))).status());
        var address = ask(get("/hello?q=" + "x".repeat(17_000)));
        assertEquals(414, address.status());
        assertFalse(address.all("X-Okta-Request-Id").isEmpty());
        assertEquals(200, ask(get("/hello?q=" + "x".repeat(11_000))).status());
    }

    @Test
    @DisplayName("a body over the limit is refused when it comes in chunks, too")
    void oversizedChunkedBodyIsRefused() throws Exception {
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        var answer = ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20));
        assertEquals(413, answer.status());
    }

    @Test
    @DisplayName("a body a little over the limit is read to its end, so that the connection can go on after 413")
    void slightlyOversizedBodyKeepsTheConnection() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n\r\n" + "x".repeat(262_145));
            assertEquals(413, client.answer().status());
            assertEquals("hello", client.send(get("/hello")).answer().body());
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 262144\r\n\r\n" + "x".repeat(262_144));
            assertEquals(200, client.answer().status());
        }
        assertEquals(
                413,
                ask("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 262145\r\n\r\n")
                        .status());
    }

    @Test
    @DisplayName("405 names the methods that are allowed, and so does OPTIONS")
    void wrongMethodNamesTheAllowed() throws Exception {
        assertEquals(
                "GET, HEAD, OPTIONS",
                ask("PUT /hello HTTP/1.1\r\nHost: a\r\n\r\n").all("Allow").getFirst());
        var options = ask("OPTIONS /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(204, options.status());
        assertEquals("GET, HEAD, OPTIONS", options.all("Allow").getFirst());
    }

    @Test
    @DisplayName("HEAD has the head of GET and no body")
    void headHasNoBody() throws Exception {
        try (var client = new RawClient(server)) {
            String answer = client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .toEnd();
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains("Content-Length: 5\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\n"), answer);
        }
    }

    @Test
    @DisplayName("HEAD of an error has no body either")
    void headOfAnErrorHasNoBody() throws Exception {
        try (var client = new RawClient(server)) {
            String answer = client.send("HEAD /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .toEnd();
            assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
            assertTrue(answer.endsWith("\r\n\r\n"), answer);
        }
    }

    @Test
    @DisplayName("requests sent at once are answered in their order on the same connection")
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (var client = new RawClient(server)) {
            client.send(get("/items/one")
                    + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
                    + get("/nowhere")
                    + get("/items/four"));
            assertTrue(client.answer().body().contains("one"));
            assertEquals("two", client.answer().body());
            assertEquals(404, client.answer().status());
            assertTrue(client.answer().body().contains("four"));
        }
    }

    @Test
    @DisplayName("a refused request on a kept connection does not harm the next")
    void refusalKeepsTheConnection() throws Exception {
        try (var client = new RawClient(server)) {
            assertEquals(400, client.send(get("/hello?q=%zz")).answer().status());
            assertEquals(200, client.send(get("/hello")).answer().status());
        }
    }

    @Test
    @DisplayName("HTTP/1.0 is answered and the connection ends")
    void http10IsAnswered() throws Exception {
        try (var client = new RawClient(server)) {
            String answer = client.send("GET /hello HTTP/1.0\r\n\r\n").toEnd();
            assertTrue(answer.contains(" 200 OK\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
        }
    }

    @Test
    @DisplayName("Connection: close is honoured")
    void connectionCloseIsHonoured() throws Exception {
        try (var client = new RawClient(server)) {
            String answer = client.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .toEnd();
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertTrue(answer.endsWith("hello"), answer);
        }
    }

    @Test
    @DisplayName("a client that closed its half of the connection still gets its answer")
    void halfClosedConnectionIsAnswered() throws Exception {
        try (var client = new RawClient(server)) {
            assertTrue(client.send(get("/hello")).closeOutput().toEnd().endsWith("hello"));
        }
    }

    @Test
    @DisplayName("a request cut off in the middle of its body or head ends the connection, not the server")
    void cutOffRequestsAreSurvived() throws Exception {
        try (var client = new RawClient(server)) {
            String answer = client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
                    .closeOutput()
                    .toEnd();
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400 "), answer);
        }
        try (var client = new RawClient(server)) {
            String answer =
                    client.send("GET /hello HTTP/1.1\r\nHo").closeOutput().toEnd();
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400 "), answer);
        }
        assertEquals(200, ask(get("/hello")).status());
    }

    @Test
    @DisplayName("a chunked body arrives whole, and 100 Continue is given to who waits for it")
    void chunkedBodyArrives() throws Exception {
        String head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
        assertEquals(
                "abcdef",
                ask(head + "\r\n3\r\nabc\r\n3;x=y\r\ndef\r\n0\r\n\r\n").body());
        try (var client = new RawClient(server)) {
            assertEquals(
                    100,
                    client.send(head + "Expect: 100-continue\r\n\r\n").answer().status());
            assertEquals("x", client.send("1\r\nx\r\n0\r\n\r\n").answer().body());
        }
    }

    @Test
    @DisplayName("query and path are decoded once: percent, plus only in the query, UTF-8")
    void queryAndPathAreDecoded() throws Exception {
        var json = Json.readObject(
                ask(get("/items/a+b%20%C3%A4?q=a+b%20%C3%A4&q=%2525&x")).body().getBytes("UTF-8"));
        assertEquals("a+b ä", json.get("name"));
        assertEquals(List.of("a b ä", "%25"), json.get("q"));
    }

    @Test
    @DisplayName("a mistake of ours and a broken world are told without their detail")
    void failuresLeakNothing() throws Exception {
        var mistake = ask(get("/mistake"));
        assertEquals(500, mistake.status());
        assertFalse(mistake.toString().contains("secret"), mistake::toString);
        assertEquals(
                "oae" + mistake.all("X-Okta-Request-Id").getFirst(),
                Json.readObject(mistake.body().getBytes()).get("errorId"));
        var away = ask(get("/away"));
        assertEquals(503, away.status());
        assertEquals("2", away.all("Retry-After").getFirst());
        assertFalse(away.toString().contains("secret"), away::toString);
    }

    @Test
    @DisplayName("the id of the answer is the one that the request's work sees")
    void requestIdIsAmbient() throws Exception {
        var answer = ask(get("/who"));
        assertEquals(
                answer.all("X-Okta-Request-Id").getFirst(),
                Json.readObject(answer.body().getBytes()).get("id"));
    }

    @Test
    @DisplayName("abuse case 80: X-Forwarded-For and Forwarded of a stranger are neither believed nor passed on")
    void spoofedForwardingIsIgnored() throws Exception {
        var json = Json.readObject(ask("GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 8.8.8.8\r\n"
                        + "Forwarded: for=8.8.8.8\r\nX-Real-IP: 8.8.8.8\r\n\r\n")
                .body()
                .getBytes());
        assertEquals("127.0.0.1", json.get("address"));
        assertEquals(false, json.get("forwarded"));
    }

    @Test
    @DisplayName(
            "an answer can't be split: CR and LF in a header value, or a strange name, fail before anything is written")
    void answersCantBeSplit() throws Exception {
        for (String path : List.of("/split", "/split-name")) {
            var answer = ask(get(path));
            assertEquals(500, answer.status());
            assertFalse(answer.head().contains("Planted"), answer::head);
        }
    }

    @Test
    @DisplayName("no connection is upgraded to h2c, by which forwarding headers could be smuggled past a proxy")
    void h2cIsNotSpoken() throws Exception {
        var answer = ask("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertEquals(200, answer.status());
        try (var client = new RawClient(server)) {
            assertTrue(client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").toEnd().startsWith("HTTP/1.1 "));
        }
    }

    @Test
    @DisplayName("a handler that meddles with the framing of messages fails, and nothing of its answer is sent")
    void framingIsOurs() throws Exception {
        var answer = ask(get("/framing"));
        assertEquals(500, answer.status());
        assertEquals(1, answer.all("Content-Length").size());
        assertTrue(answer.all("Set-Cookie").isEmpty(), answer.head());
        assertEquals("E0000009", Json.readObject(answer.body().getBytes()).get("errorCode"));
        assertEquals(1, answer.all("X-Okta-Request-Id").size());
    }

    @Test
    @DisplayName("an answer may bring its own Date, and then has only that")
    void ownDateWins() throws Exception {
        assertEquals(List.of("Thu, 1 Jan 2026 00:00:00 GMT"), ask(get("/dated")).all("date"));
    }

    @Test
    @DisplayName("what can't be read is rendered for the path it was meant for, in the shape of the wiring")
    void refusalsHaveTheShapeOfTheWiring() throws Exception {
        ErrorRenderer shape = (request, status, message, _) -> Response.text(status, request.path() + ": " + message);
        var other = new HttpServer(HttpConfig.loopback(0), new Router(), shape).start();
        try (var client = new RawClient(other)) {
            String body = client.send(get("/token?a=%zz")).answer().body();
            assertEquals("/token: A percent sign is not followed by two digits.", body);
        } finally {
            other.stop();
        }
    }

    @Test
    @DisplayName("abuse case 80: a trusted proxy tells the address of the client")
    void trustedProxyIsBelieved() throws Exception {
        var config = HttpConfig.loopback(0).withTrustedProxies(TrustedProxies.of(List.of("127.0.0.1")));
        var router = new Router().get("/", request -> Response.text(200, request.remoteAddress()));
        var other = new HttpServer(config, router).start();
        try (var client = new RawClient(other)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.1.1.1, 8.8.8.8\r\n\r\n");
            assertEquals("8.8.8.8", client.answer().body());
        } finally {
            other.stop();
        }
    }
}
