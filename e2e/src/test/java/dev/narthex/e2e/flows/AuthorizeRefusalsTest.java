package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever can make us redirect to a place of his choice has our good name for his phishing, and the tokens of whoever
/// is signed in. So where the place is not verified there is a page, and no `Location` at all.
class AuthorizeRefusalsTest {
    private static TestServer idp;
    private static App app;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Arguments row(String what, String error, UnaryOperator<Ask> change) {
        return arguments(what, error, change);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("no client_id", "invalid_client", it -> it.without("client_id")),
                row("an empty client_id", "invalid_client", it -> it.with("client_id", "")),
                row("an unknown client_id", "invalid_client", it -> it.with("client_id", "0oa1nobody")),
                row(
                        "a client_id with another's case",
                        "invalid_client",
                        it -> it.with("client_id", app.clientId().toUpperCase(java.util.Locale.ROOT) + "x")),
                row("client_id twice", "invalid_request", it -> it.and("client_id", app.clientId())),
                row("no redirect_uri", "invalid_request", it -> it.without("redirect_uri")),
                row("Abuse 15: redirect_uri twice", "invalid_request", it -> it.and("redirect_uri", Fixture.REDIRECT)),
                row(
                        "Abuse 15: redirect_uri twice, an evil one first",
                        "invalid_request",
                        it -> it.without("redirect_uri")
                                .and("redirect_uri", "https://evil.example")
                                .and("redirect_uri", Fixture.REDIRECT)));
    }

    static Stream<Arguments> places() {
        return PLACES.stream().map(place -> row(place, "invalid_request", it -> it.with("redirect_uri", place)));
    }

    /// Places that are not `https://app.example/cb`, each the way around somebody's check.
    private static final List<String> PLACES = List.of(
            // Abuse 1: prefixes.
            "https://app.example.evil.example/cb",
            "https://app.example/cb.evil.example",
            "https://app.example/cbx",
            "https://app.example",
            "https://app.example/",
            "https://app.example/cb/",
            // Abuse 2: user information.
            "https://app.example@evil.example/cb",
            "https://app.example:443@evil.example/cb",
            "https://user@app.example/cb",
            // Abuse 3, 4, 5: traversal, encoded twice, with a matrix.
            "https://app.example/cb/../evil",
            "https://app.example/cb/..%2f..%2fevil",
            "https://app.example/cb/%252e%252e%252fevil",
            "https://app.example/cb/..;/evil",
            "https://app.example/x/../cb",
            // Abuse 6, 8: wildcards and dots that mean any character.
            "https://*.example/cb",
            "https://appxexample/cb",
            // Abuse 9: case.
            "HTTPS://app.example/cb",
            "https://APP.example/cb",
            "https://app.example/CB",
            "https://app.example/%63b",
            // Abuse 10: ports.
            "https://app.example:443/cb",
            "https://app.example:8443/cb",
            "http://app.example/cb",
            "http://localhost:1234/cb",
            // Abuse 11: schemes that run.
            "javascript:alert(1)//https://app.example/cb",
            "data:text/html,https://app.example/cb",
            "vbscript:x",
            // Abuse 12: what browsers read otherwise.
            "//app.example/cb",
            "///app.example/cb",
            "/cb",
            "\\\\evil.example/cb",
            "https:\\\\app.example\\cb",
            "https:/\t/evil.example/cb",
            // Abuse 13: fragments.
            "https://app.example/cb#",
            "https://app.example/cb#x",
            // Abuse 17: other writings of the same host.
            "https://app.example./cb",
            "https://app。example/cb",
            "https://ａpp.example/cb",
            "https://app.example/cb\r\nSet-Cookie: a=b",
            " https://app.example/cb",
            "https://app.example/cb ",
            "https://app.example/cb%00",
            "https://app.example/cb?x=1",
            "https://2130706433/cb",
            "https://[::1%25eth0]/cb",
            // Abuse 20: placeholders.
            "https://${env.SECRET}.example/cb",
            "https://app.example/cb?${NARTHEX_API_TOKEN}");

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refused", "places"})
    @DisplayName(
            "Abuse 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, RFC 9700 §4.1.3, RFC 6749 §4.2.2.1: a page, never a redirect")
    void onPage(String what, String error, UnaryOperator<Ask> change) {
        var page = idp.browser().get(change.apply(Ask.of(app)).url());
        expectPage(page);
        for (String mode : List.of("form_post", "okta_post_message", "query", "form_post.jwt")) {
            // Abuse 7: no mode of answering leads around the check.
            var other = idp.browser()
                    .get(change.apply(Ask.of(app).with("response_mode", mode)).url());
            expectPage(other);
        }
    }

    private static void expectPage(HttpResponse<String> page) {
        assertEquals(400, page.statusCode(), page.body());
        assertTrue(page.headers().firstValue("location").isEmpty());
        assertEquals(
                "text/html; charset=utf-8",
                page.headers().firstValue("content-type").orElseThrow());
        assertFalse(page.body().contains("evil.example"), page.body());
        assertTrue(page.body()
                .contains(page.headers().firstValue("x-okta-request-id").orElseThrow()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    @DisplayName("Okta: who does not take HTML gets the error in the shape of the management API")
    void asJson(String what, String error, UnaryOperator<Ask> change) {
        var browser = idp.browser();
        for (String accept : List.of("application/json", "*/*", "text/plain")) {
            var response = browser.send(
                    browser.request(change.apply(Ask.of(app)).url()).header("Accept", accept));
            assertEquals(400, response.statusCode());
            assertEquals(
                    "application/json",
                    response.headers().firstValue("content-type").orElseThrow());
            var body = Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
            assertEquals(error, body.get("errorCode"));
            assertEquals(error, body.get("errorLink"));
            assertEquals(List.of(), body.get("errorCauses"));
            String id = response.headers().firstValue("x-okta-request-id").orElseThrow();
            assertEquals("oae" + id, body.get("errorId"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refused", "places"})
    @DisplayName("Abuse 16: the same by POST")
    void byPost(String what, String error, UnaryOperator<Ask> change) {
        var ask = change.apply(Ask.of(app));
        expectPage(idp.browser().post(ask.path(), ask.form()));
    }

    @Test
    @DisplayName("Okta: an app that is not active is as good as unknown")
    void inactive() {
        var own = idp.fixture.inactiveApp();
        expectPage(idp.browser().get(Ask.of(own).url()));
    }

    @Test
    @DisplayName("Okta: a service app has no business at this endpoint")
    void service() {
        var own = idp.fixture.app(it ->
                new AppSettings(it.label(), AppSettings.Type.SERVICE, it.oauth(), it.branding(), true, it.extra()));
        expectPage(idp.browser().get(Ask.of(own).url()));
    }

    @Test
    @DisplayName("Abuse 15: query and body can't be mixed")
    void pollution() {
        var ask = Ask.of(app);
        expectPage(idp.browser().post(ask.path() + "?redirect_uri=https://evil.example", ask.form()));
        expectPage(idp.browser().post(ask.url(), "redirect_uri=https%3A%2F%2Fevil.example"));
    }

    @Test
    @DisplayName("Abuse 14: the redirect URI of another app is not this app's")
    void anothersPlace() {
        var other = idp.fixture.app(it -> Fixture.returningTo(it, "https://other.example/cb"));
        expectPage(idp.browser()
                .get(Ask.of(app)
                        .with("redirect_uri", "https://other.example/cb")
                        .url()));
        expectPage(idp.browser().get(Ask.of(other).url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1234/cb", "http://127.0.0.1/cb", "com.example.app:/cb"})
    @DisplayName("What is registered, and nothing else, is taken: also on loopback, also a private scheme")
    void registered(String place) {
        var own = idp.fixture.app(it -> Fixture.returningTo(it, place));
        var answer = Answer.inFragment(idp.browser()
                .get(Ask.of(own)
                        .with("redirect_uri", place)
                        .with("prompt", "none")
                        .url()));
        assertEquals(place, answer.place());
        expectPage(
                idp.browser().get(Ask.of(own).with("redirect_uri", place + "x").url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzz", "org", "DEFAULT", "default%20", "%3Cscript%3E"})
    @DisplayName("Okta: an unknown authorization server is 404 in the shape of the management API, also for browsers")
    void unknownServer(String id) {
        for (String path :
                List.of("/v1/authorize?client_id=x", "/v1/keys", "/v1/userinfo", "/.well-known/openid-configuration")) {
            var response = idp.browser().get("/oauth2/" + id + path);
            assertEquals(404, response.statusCode(), path);
            assertEquals(
                    "application/json",
                    response.headers().firstValue("content-type").orElseThrow(),
                    path);
            var body = Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
            assertEquals("E0000007", body.get("errorCode"));
            assertTrue(body.get("errorSummary").toString().endsWith("(AuthorizationServer)"));
        }
    }
}
