package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Authorization requests that an app pushes before it sends the browser.
class PushedRequestsTest {
    private static final String SECRET = "s3cret-s3cret-s3cret-s3cret";

    @AutoClose
    private static TestServer idp;

    private static TokenClient page;
    private static TokenClient web;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.postgresql());
        idp.fixture.user("ada@example.org");
        idp.fixture.newServer("books", server -> server);
        page = TokenClient.ofPage(idp);
        web = TokenClient.withSecrets(idp, "client_secret_post", SECRET);
    }

    private static HttpResponse<String> push(TokenClient client, Ask ask) {
        return client.send("par", "", ask.asMap());
    }

    private static String pushed(TokenClient client, Ask ask) {
        var response = push(client, ask);
        assertEquals(201, response.statusCode(), response.body());
        return (String) TokenClient.json(response).get("request_uri");
    }

    /// The request as the browser brings it: who asks, and what stands for all the rest.
    private static Ask brought(TokenClient client, String uri) {
        return new Ask(client.server(), List.of())
                .with("client_id", client.id())
                .with("request_uri", uri);
    }

    private static void assertPage(String error, HttpResponse<String> response) {
        assertEquals(400, response.statusCode(), response.body());
        assertTrue(response.body().contains("request_uri") || response.body().contains("answered"), response.body());
        assertTrue(response.headers().firstValue("location").isEmpty());
        assertFalse(response.body().contains("code="));
        assertEquals("invalid_request_uri", error);
    }

    private static Ask confidential() {
        return web.asking("openid email").with("client_secret", SECRET);
    }

    @Test
    @DisplayName(
            "RFC 9126 §2.1, §2.2, §4: an app pushes, the browser brings the request_uri, and the code is the app's")
    void story() {
        var response = push(web, confidential());
        assertEquals(201, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("cache-control").orElse("").contains("no-store"));
        var body = TokenClient.json(response);
        assertEquals(600, body.get("expires_in"));
        var uri = (String) body.get("request_uri");
        assertTrue(uri.startsWith("urn:ietf:params:oauth:request_uri:"), uri);
        var answer = Answer.inQuery(idp.browser().signIn(brought(web, uri).url(), "ada@example.org", Fixture.PASSWORD));
        assertEquals("s1", answer.get("state"));
        var tokens = web.post("token", plus(TokenClient.redeeming(answer.get("code")), "client_secret", SECRET));
        assertEquals("openid email", TokenClient.json(tokens).get("scope"));
    }

    private static Map<String, String> plus(Map<String, String> form, String name, String value) {
        var more = new java.util.HashMap<>(form);
        more.put(name, value);
        return more;
    }

    @Test
    @DisplayName("RFC 9126 §4: Abuse 42: parameters beside the request_uri override nothing, nor add anything")
    void insideCounts() {
        String uri = pushed(page, page.asking("openid"));
        var ask = brought(page, uri)
                .with("state", "evil")
                .with("scope", "openid email offline_access")
                .with("redirect_uri", "https://evil.example/cb")
                .with("response_mode", "form_post")
                .with("prompt", "none")
                .with("nonce", "evil");
        var answer = Answer.inQuery(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
        assertEquals(Fixture.REDIRECT, answer.place());
        assertEquals("s1", answer.get("state"));
        var tokens = TokenClient.json(page.post("token", TokenClient.redeeming(answer.get("code"))));
        assertEquals("openid", tokens.get("scope"));
        assertEquals("n1", Answer.part((String) tokens.get("id_token"), 1).get("nonce"));
    }

    @Test
    @DisplayName("Abuse 42: a request_uri of another app is nothing, whoever brings it")
    void ofAnother() {
        String uri = pushed(web, confidential());
        assertPage("invalid_request_uri", idp.browser().go(brought(page, uri).url()));
    }

    @Test
    @DisplayName("Abuse 42: a request_uri of another server is nothing")
    void atAnotherServer() {
        String uri = pushed(page, page.asking("openid"));
        assertPage(
                "invalid_request_uri",
                idp.browser().go(brought(page.at("/oauth2/books"), uri).url()));
        assertPage(
                "invalid_request_uri",
                idp.browser().go(brought(page.at("/oauth2"), uri).url()));
    }

    @Test
    @DisplayName("RFC 9126 §2.2: Abuse 42: after ten minutes a request_uri is nothing")
    void expired() {
        String uri = pushed(page, page.asking("openid"));
        idp.clock.advance(Duration.ofSeconds(599));
        assertEquals(200, idp.browser().go(brought(page, uri).url()).statusCode());
        idp.clock.advance(Duration.ofSeconds(1));
        assertPage("invalid_request_uri", idp.browser().go(brought(page, uri).url()));
    }

    @Test
    @DisplayName("RFC 9126 §2.2: Abuse 42: a request_uri that was guessed or changed is nothing")
    void madeUp() {
        String uri = pushed(page, page.asking("openid"));
        char last = uri.charAt(60) == 'A' ? 'B' : 'A';
        String changed = uri.substring(0, 60) + last + uri.substring(61);
        for (String other :
                List.of(changed, uri + "A", "urn:okta:x", "urn:ietf:params:oauth:request_uri:", uri + "=")) {
            assertPage(
                    "invalid_request_uri", idp.browser().go(brought(page, other).url()));
        }
    }

    @Test
    @DisplayName("RFC 9126 §7.3: Abuse 42: people may reload, but what has been granted is not granted again")
    void granted() {
        String uri = pushed(page, page.asking("openid"));
        var ada = idp.browser();
        assertEquals(200, ada.go(brought(page, uri).url()).statusCode());
        var answer = ada.signIn(brought(page, uri).url(), "ada@example.org", Fixture.PASSWORD);
        assertTrue(Answer.inQuery(answer).parameters().containsKey("code"));
        assertPage("invalid_request_uri", ada.go(brought(page, uri).url()));
        var thief = idp.browser().signIn(brought(page, uri).url(), "ada@example.org", Fixture.PASSWORD);
        assertPage("invalid_request_uri", thief);
    }

    @Test
    @DisplayName("RFC 9126 §7.3: Abuse 42: of 16 tabs that bring one request_uri at once, one is granted")
    void raced() throws Exception {
        var ada = idp.browser();
        ada.signIn(page.asking("openid").url(), "ada@example.org", Fixture.PASSWORD);
        String uri = pushed(page, page.asking("openid"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> ada.get(brought(page, uri).url()).statusCode());
            }
            int granted = 0;
            for (var status : threads.invokeAll(tasks)) granted += status.get() == 302 ? 1 : 0;
            assertEquals(1, granted);
        }
    }

    @Test
    @DisplayName("Abuse 43: what was pushed is in no cookie, and can't be read in the address that stands for it")
    void sealed() {
        String uri = pushed(page, page.asking("openid").with("login_hint", "secret@example.org"));
        byte[] bytes = Base64.getUrlDecoder().decode(uri.substring(uri.lastIndexOf(':') + 1));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String part : List.of("secret@", page.id(), "app.example", "openid")) assertFalse(text.contains(part));
        var browser = idp.browser();
        var first = browser.get(brought(page, uri).url());
        assertTrue(first.headers().allValues("set-cookie").isEmpty());
        assertFalse(first.headers().firstValue("location").orElseThrow().contains("secret"));
        assertTrue(browser.travel(first).body().contains("value=\"secret@example.org\""));
    }

    @ParameterizedTest(name = "{0}={1} → {2}")
    @CsvSource({
        "redirect_uri, https://evil.example/cb, invalid_request",
        "redirect_uri, '', invalid_request",
        "response_type, token, unauthorized_client",
        "response_type, x, unsupported_response_type",
        "response_mode, x, unsupported_response_mode",
        "scope, openid nonesuch, invalid_scope",
        "code_challenge, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "prompt, none login, invalid_request",
        "acr_values, phr, unmet_authentication_requirements",
        "request_uri, urn:ietf:params:oauth:request_uri:x, invalid_request",
        "request_uri, '', invalid_request"
    })
    @DisplayName("RFC 9126 §2.1, §2.3: what is faulty is said at once, in JSON, and no request_uri is given")
    void faulty(String name, String value, String error) {
        var response = push(page, page.asking("openid").with(name, value));
        assertEquals(400, response.statusCode(), response.body());
        assertEquals(error, TokenClient.json(response).get("error"));
        assertTrue(TokenClient.json(response).containsKey("error_description"));
    }

    @Test
    @DisplayName("RFC 6749 §3.1: Abuse 15: no parameter is pushed twice")
    void twice() {
        var ask = page.asking("openid").and("state", "s2");
        var request = idp.browser()
                .request("/oauth2/default/v1/par")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(ask.form()));
        var response = idp.browser().send(request);
        assertEquals("invalid_request", TokenClient.json(response).get("error"));
    }

    @Test
    @DisplayName("RFC 9126 §2.1: an app proves which one it is, as at the token endpoint")
    void authenticated() {
        var wrong = push(web, web.asking("openid").with("client_secret", "wrong"));
        assertEquals(401, wrong.statusCode());
        assertEquals("invalid_client", TokenClient.json(wrong).get("error"));
        assertEquals(401, push(web, web.asking("openid")).statusCode());
        assertEquals(401, push(page, page.asking("openid").without("client_id")).statusCode());
        var mixed = push(web, confidential().with("client_id", page.id()));
        assertEquals(401, mixed.statusCode());
    }

    @Test
    @DisplayName("RFC 9126 §5, §6: an app that must push gets nothing for a request that was not pushed")
    void required() {
        var strict = page.with("require_pushed_authorization_requests", true);
        var plain = Answer.inQuery(idp.browser().get(strict.asking("openid").url()));
        assertEquals("invalid_request", plain.error());
        assertEquals("s1", plain.get("state"));
        String uri = pushed(strict, strict.asking("openid"));
        var answer = idp.browser().signIn(brought(strict, uri).url(), "ada@example.org", Fixture.PASSWORD);
        assertTrue(Answer.inQuery(answer).parameters().containsKey("code"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §6.2: Abuse 46: no address is fetched, and none that is not a URN is even looked at")
    void nothingIsFetched() {
        for (String uri : List.of("https://evil.example/r", "http://169.254.169.254/", "file:///etc/passwd")) {
            var response = idp.browser()
                    .get(page.asking("openid").with("request_uri", uri).url());
            assertEquals("request_uri_not_supported", Answer.inQuery(response).error());
        }
        assertEquals(
                400,
                idp.browser().get(brought(page, "https://evil.example/r").url()).statusCode());
    }

    @Test
    @DisplayName("A pushed request that waited for more than an hour is over: what is granted once can't begin anew")
    void tooLate() {
        var ada = idp.browser();
        var form = ada.go(brought(page, pushed(page, page.asking("openid"))).url());
        idp.clock.advance(Duration.ofMinutes(61));
        var after = ada.travel(ada.login(form, "ada@example.org", Fixture.PASSWORD));
        assertFalse(after.headers().firstValue("location").orElse("").contains("code="));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: a pushed prompt=login is met by signing in after the browser arrived")
    void promptLogin() {
        var ada = idp.browser();
        ada.signIn(page.asking("openid").url(), "ada@example.org", Fixture.PASSWORD);
        String uri = pushed(page, page.asking("openid").with("prompt", "login"));
        idp.clock.advance(Duration.ofSeconds(2));
        var form = ada.go(brought(page, uri).url());
        assertEquals(200, form.statusCode());
        idp.clock.advance(Duration.ofSeconds(2));
        var answer = ada.travel(ada.login(form, "ada@example.org", Fixture.PASSWORD));
        assertTrue(Answer.inQuery(answer).parameters().containsKey("code"));
    }

    @Test
    @DisplayName("Okta: a page of another origin may push")
    void preflight() {
        var request = new Browser(idp.baseUrl(), Browser.PLAIN)
                .request("/oauth2/default/v1/par")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody());
        var response = idp.browser().send(request);
        assertEquals(204, response.statusCode());
        assertTrue(response.headers().firstValue("access-control-allow-origin").isPresent());
    }
}
