package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the token endpoint answers to requests that are good but for one thing, and to many at once on two nodes.
class TokenErrorsTest {
    private static final String ADA = "ada@example.org";
    private static final String SECRET = "s3cret-s3cret-s3cret";

    @AutoClose
    private static TestServer idp;

    @AutoClose
    private static TestServer beside;

    private static TokenClient page;
    private static TokenClient web;

    @BeforeAll
    static void start() {
        String database = Databases.postgresql();
        idp = TestServer.on(database);
        beside = TestServer.beside(idp, database);
        idp.fixture.user(ADA);
        page = TokenClient.ofPage(idp);
        web = TokenClient.withSecrets(idp, "client_secret_basic", SECRET);
    }

    /// A code for one who is signed in already.
    private static String code(TokenClient client) {
        return client.code(idp.browser(), ADA, "openid offline_access");
    }

    private static String header() {
        return TokenClient.basic(web.id() + ":" + SECRET);
    }

    private static HttpResponse<String> refresh(Object token) {
        return page.post("token", refreshing(token));
    }

    private static Map<String, String> refreshing(Object token) {
        return Map.of("grant_type", "refresh_token", "refresh_token", token.toString());
    }

    private static void assertRefused(int status, String error, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                Set.of("error", "error_description"), TokenClient.json(response).keySet());
        assertEquals(error, TokenClient.json(response).get("error"));
        assertEquals(
                "no-cache, no-store",
                response.headers().firstValue("cache-control").orElseThrow());
    }

    @ParameterizedTest(name = "{0}={1} → {2}")
    @CsvSource({
        "grant_type, '', invalid_request",
        "grant_type, magic, unsupported_grant_type",
        "grant_type, implicit, unsupported_grant_type",
        "code, '', invalid_request",
        "code, nonsense, invalid_grant",
        "redirect_uri, '', invalid_request",
        "redirect_uri, https://app.example/cb/, invalid_grant",
        "code_verifier, '', invalid_request",
        "code_verifier, tooshort, invalid_grant",
        "code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK, invalid_grant"
    })
    @DisplayName("RFC 6749 §5.2: a code request that is good but for one thing")
    void oneThing(String name, String value, String error) {
        var form = new LinkedHashMap<>(TokenClient.redeeming(code(page)));
        form.put(name, value);
        assertRefused(400, error, page.post("token", form));
    }

    @Test
    @DisplayName("RFC 6749 §5.2: a client that is unknown or inactive, and a grant that the app is not set up for")
    void clients() {
        var form = TokenClient.redeeming("x");
        var unknown = new LinkedHashMap<>(form);
        unknown.put("client_id", "nobody");
        assertRefused(401, "invalid_client", page.post("token", unknown));
        unknown.put("client_id", idp.fixture.inactiveApp().clientId());
        assertRefused(401, "invalid_client", page.post("token", unknown));
        unknown.put("client_id", idp.fixture.app().clientId());
        assertRefused(400, "unauthorized_client", page.post("token", unknown));
    }

    @Test
    @DisplayName("RFC 6749 §3.2: a parameter that comes twice, a body of another type, a server that is not there")
    void shapes() {
        String form = Browser.encode(TokenClient.redeeming("x")) + "&client_id=" + page.id();
        assertEquals(
                400,
                idp.browser()
                        .post(page.server() + "/v1/token", form + "&code=y")
                        .statusCode());
        var json = idp.browser()
                .request(page.server() + "/v1/token")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
        assertEquals(415, idp.browser().send(json).statusCode());
        var nowhere = page.at("/oauth2/nowhere").post("token", TokenClient.redeeming("x"));
        assertEquals(404, nowhere.statusCode());
        assertEquals("E0000007", TokenClient.json(nowhere).get("errorCode"));
    }

    @Test
    @DisplayName("Abuse 72: a code or refresh token of one server is worth nothing at another")
    void otherServer() {
        assertRefused(400, "invalid_grant", page.at("/oauth2").post("token", TokenClient.redeeming(code(page))));
        var tokens = page.tokens(ADA);
        assertRefused(400, "invalid_grant", page.at("/oauth2").post("token", refreshing(tokens.get("refresh_token"))));
        assertEquals(200, refresh(tokens.get("refresh_token")).statusCode());
    }

    @Test
    @DisplayName("RFC 6749 §6: a web app keeps its refresh token, unless it is set to rotate")
    void staticTokens() {
        var tokens = TokenClient.json(web.send("token", header(), TokenClient.redeeming(code(web))));
        var again = TokenClient.json(web.send("token", header(), refreshing(tokens.get("refresh_token"))));
        assertEquals(tokens.get("refresh_token"), again.get("refresh_token"));
        assertNotEquals(tokens.get("access_token"), again.get("access_token"));
        assertTrue(again.containsKey("id_token"));
        assertRefused(401, "invalid_client", web.send("token", "", refreshing(tokens.get("refresh_token"))));
        assertRefused(400, "invalid_grant", refresh(tokens.get("refresh_token")));

        var app = idp.fixture.app(_ -> rotating(web.app().settings()));
        var rotates = new TokenClient(idp, app, web.server());
        String basic = TokenClient.basic(app.clientId() + ":" + SECRET);
        var first = TokenClient.json(rotates.send("token", basic, TokenClient.redeeming(code(rotates))));
        var form = refreshing(first.get("refresh_token"));
        var second = TokenClient.json(rotates.send("token", basic, form));
        assertNotEquals(first.get("refresh_token"), second.get("refresh_token"));
        idp.clock.advance(Duration.ofSeconds(1));
        assertRefused(400, "invalid_grant", rotates.send("token", basic, form));
        assertRefused(400, "invalid_grant", rotates.send("token", basic, refreshing(second.get("refresh_token"))));
    }

    private static AppSettings rotating(AppSettings settings) {
        return new AppSettings(
                settings.label(),
                settings.type(),
                settings.oauth(),
                settings.branding(),
                settings.everyone(),
                Map.of("refresh_token", Map.of("rotation_type", "ROTATE", "leeway", 0)));
    }

    @Test
    @DisplayName(
            "Abuse 36: of 32 requests on two nodes that redeem one code one gets tokens, and they end with the replay")
    void raceForACode() throws Exception {
        String code = code(page);
        var answers = race(
                node -> new TokenClient(node, page.app(), page.server()).post("token", TokenClient.redeeming(code)));
        var won = answers.stream().filter(it -> it.statusCode() == 200).toList();
        assertEquals(1, won.size());
        answers.stream().filter(it -> it.statusCode() != 200).forEach(it -> assertRefused(400, "invalid_grant", it));
        var tokens = TokenClient.json(won.getFirst());
        assertEquals(401, page.userinfo(tokens.get("access_token")));
        assertRefused(400, "invalid_grant", refresh(tokens.get("refresh_token")));
    }

    @Test
    @DisplayName("Abuse 65: 32 requests on two nodes with one refresh token all get the same successor")
    void raceForARefreshToken() throws Exception {
        Object token = page.tokens(ADA).get("refresh_token");
        var answers = race(node -> new TokenClient(node, page.app(), page.server()).post("token", refreshing(token)));
        var successors = answers.stream()
                .map(TokenClient::json)
                .map(tokens -> tokens.get("refresh_token"))
                .distinct()
                .toList();
        assertEquals(1, successors.size());
        assertNotEquals(token, successors.getFirst());
        assertEquals(200, refresh(successors.getFirst()).statusCode());
    }

    private interface Racer {
        HttpResponse<String> run(TestServer node);
    }

    private static List<HttpResponse<String>> race(Racer racer) throws Exception {
        var tasks = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 32; i++) {
            var node = i % 2 == 0 ? idp : beside;
            tasks.add(() -> racer.run(node));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<HttpResponse<String>>();
            for (var answer : threads.invokeAll(tasks)) answers.add(answer.get());
            return answers;
        }
    }

    @Test
    @DisplayName("A refresh token dies after a week unused; used, it goes on")
    void window() {
        var one = page.tokens(ADA).get("refresh_token");
        var other = page.tokens(ADA).get("refresh_token");
        idp.clock.advance(Duration.ofDays(4));
        var next = TokenClient.json(refresh(other)).get("refresh_token");
        idp.clock.advance(Duration.ofDays(4));
        var late = refresh(one);
        assertRefused(400, "invalid_grant", late);
        assertEquals(
                "The refresh token is invalid or expired.",
                TokenClient.json(late).get("error_description"));
        assertEquals(200, refresh(next).statusCode());
    }
}
