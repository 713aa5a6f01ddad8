package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.policy.Scope;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A request waits in the address of a page: many tabs, the back button, old pages and other people's forms.
class TabsTest {
    private static TestServer idp;
    private static App app;
    private static App asking;
    private String login;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
        asking = idp.fixture.app(Fixture::withConsent);
        idp.fixture.scope("pets", Scope.Consent.REQUIRED, false);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        browser = idp.browser();
    }

    private HttpResponse<String> page(String state) {
        return browser.go(
                Ask.of(app).with("state", state).with("nonce", "n" + state).url());
    }

    private HttpResponse<String> finish(HttpResponse<String> page) {
        return browser.travel(browser.login(page, login, Fixture.PASSWORD));
    }

    private static void expectTokens(String state, HttpResponse<?> response) {
        var answer = Answer.inFragment(response);
        assertEquals(state, answer.get("state"));
        assertEquals("n" + state, answer.claims("id_token").get("nonce"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234567", "76543210", "36071425"})
    @DisplayName("Eight tabs start, and all finish with what they asked for, whatever the order")
    void manyTabs(String order) {
        var pages = new ArrayList<HttpResponse<String>>();
        for (int i = 0; i < 8; i++) pages.add(page("t" + i));
        for (char c : order.toCharArray()) {
            expectTokens("t" + c, finish(pages.get(c - '0')));
        }
    }

    @Test
    @DisplayName("A tab that is opened again after another has signed in goes on without a password")
    void otherTabSignedIn() {
        var first =
                browser.get(Ask.of(app).with("state", "a").with("nonce", "na").url());
        var second = page("b");
        idp.clock.advance(Duration.ofSeconds(5));
        expectTokens("b", finish(second));
        expectTokens("a", browser.travel(first));
    }

    @Test
    @DisplayName("Tabs with consent: each asks, in the session of now, and each gets its own answer")
    void consentTabs() {
        var asks = List.of("x", "y", "z").stream()
                .map(it -> Ask.of(asking).with("scope", "openid pets").with("state", it))
                .toList();
        var pages = asks.stream().map(ask -> browser.go(ask.url())).toList();
        pages.forEach(this::finish);
        // Each sign-in began a new session, and a decision counts in the session in which it is made.
        var consents = asks.stream().map(ask -> browser.go(ask.url())).toList();
        assertEquals("access_denied", decide(consents.get(0), "deny").error());
        assertEquals("y", decide(consents.get(1), "allow").get("state"));
        var last = decide(consents.get(2), "allow");
        assertEquals("z", last.get("state"));
        assertEquals(List.of("openid", "pets"), last.scopes());
    }

    private Answer decide(HttpResponse<String> page, String decision) {
        return Answer.inFragment(browser.travel(browser.submit(page, Map.of("decision", decision))));
    }

    @Test
    @DisplayName("Back button: the sign-in page, sent again after all is done, ends in tokens again")
    void backButton() {
        var page = page("s");
        expectTokens("s", finish(page));
        expectTokens("s", finish(page));
        expectTokens("s", browser.travel(browser.get(page.uri().toString())));
    }

    @Test
    @DisplayName("Back button: the consent page, sent again, ends in tokens, or in the other answer")
    void backToConsent() {
        var page = browser.signIn(Ask.of(asking).with("scope", "openid pets").url(), login, Fixture.PASSWORD);
        assertEquals(null, decide(page, "allow").error());
        assertEquals(null, decide(page, "allow").error());
        assertEquals("access_denied", decide(page, "deny").error());
    }

    @Test
    @DisplayName("A form sent twice at once ends in tokens both times")
    void doubleClick() throws InterruptedException {
        var page = page("s");
        var answers = new ArrayList<HttpResponse<String>>();
        var threads = List.of(1, 2).stream()
                .map(_ -> Thread.ofVirtual().start(() -> {
                    var response = browser.login(page, login, Fixture.PASSWORD);
                    synchronized (answers) {
                        answers.add(response);
                    }
                }))
                .toList();
        for (var thread : threads) thread.join();
        assertEquals(
                List.of(303, 303),
                answers.stream().map(HttpResponse::statusCode).toList());
        answers.forEach(it -> expectTokens("s", browser.travel(it)));
    }

    @Test
    @DisplayName("After an hour and a bit, the form still works: the request begins anew")
    void late() {
        var page = page("s");
        idp.clock.advance(Duration.ofMinutes(61));
        expectTokens("s", finish(page));
        var other = idp.browser();
        var again = other.go(page.uri().toString());
        expectTokens("s", other.travel(other.login(again, login, Fixture.PASSWORD)));
    }

    @Test
    @DisplayName("After an hour and a bit, prompt=login is not met by a sign-in for what has begun before")
    void lateAndStrict() {
        var first = browser.go(Ask.of(app).with("prompt", "login").url());
        finish(first);
        idp.clock.advance(Duration.ofMinutes(61));
        assertTrue(browser.go(resumeOf(first)).body().contains("name=\"password\""));
    }

    private static String resumeOf(HttpResponse<String> page) {
        return URLDecoder.decode(page.uri().getRawQuery().split("fromURI=")[1], StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("After a day, there is a page that says so, and the server offers no redirect")
    void expired() {
        var page = page("s");
        idp.clock.advance(Duration.ofHours(25));
        var answer = idp.browser().get(resumeOf(page));
        assertEquals(400, answer.statusCode());
        assertTrue(answer.headers().firstValue("location").isEmpty());
        assertTrue(answer.body().contains("took too long"), answer.body());
    }

    @Test
    @DisplayName("Abuse 42, 62: an okta_key is not guessed, cut, changed or borrowed from another place")
    void garbled() {
        String key = resumeOf(page("s")).split("okta_key=")[1];
        var changed = new StringBuilder(key);
        changed.setCharAt(key.length() / 2, key.charAt(key.length() / 2) == 'A' ? 'B' : 'A');
        var token = Browser.hidden(page("s").body()).get("token");
        for (String bad :
                List.of("", "x", key.substring(1), key + "A", changed.toString(), key + key, token, "%00", "..")) {
            var answer = idp.browser().get("/oauth2/default/v1/authorize/redirect?okta_key=" + bad);
            assertEquals(400, answer.statusCode(), bad);
            assertTrue(answer.headers().firstValue("location").isEmpty());
        }
    }

    @Test
    @DisplayName("Abuse 62: sealing the same request twice gives two keys that have nothing in common")
    void sealedFresh() {
        String one = resumeOf(page("s")).split("okta_key=")[1];
        String two = resumeOf(page("s")).split("okta_key=")[1];
        assertNotEquals(one.substring(0, 20), two.substring(0, 20));
    }

    @Test
    @DisplayName("An okta_key leads to the server for which the request came, whatever path it is tried at")
    void otherServersPath() {
        browser.signIn(Ask.of(app).url(), login, Fixture.PASSWORD);
        String key = resumeOf(idp.browser().go(Ask.of(app).url())).split("okta_key=")[1];
        var answer = Answer.inFragment(browser.get("/oauth2/v1/authorize/redirect?okta_key=" + key));
        assertEquals(idp.issuer(), answer.claims("id_token").get("iss"));
    }

    @Test
    @DisplayName("With cookies blocked there is a page that says what to do, and no endless round")
    void cookiesBlocked() {
        browser = idp.browser().refusingCookies();
        var answer = browser.login(page("s"), login, Fixture.PASSWORD);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("cookie"), answer.body());
        assertTrue(answer.body().contains("fromURI="), "the way back to the request stays");
    }

    @Test
    @DisplayName("Abuse 78: a sign-in form from another browser signs nobody in (login CSRF)")
    void loginCsrf() {
        var mallory = idp.browser();
        var form = Browser.hidden(mallory.go(Ask.of(app).url()).body());
        page("s");
        form.putAll(Map.of("username", login, "password", Fixture.PASSWORD));
        var answer = browser.post("/login/login.htm", form);
        assertEquals(400, answer.statusCode());
        assertFalse(browser.cookies().containsKey("sid"));
        var again = browser.login(answer, login, Fixture.PASSWORD);
        assertEquals(303, again.statusCode(), "the page that comes instead works");
    }

    @Test
    @DisplayName("Abuse 78: a sign-in form without a token, or with one made up, signs nobody in")
    void noToken() {
        var form = Browser.hidden(page("s").body());
        form.putAll(Map.of("username", login, "password", Fixture.PASSWORD));
        for (String bad : List.of("", "x", form.get("token").substring(1), form.get("token") + "x")) {
            form.put("token", bad);
            assertEquals(400, browser.post("/login/login.htm", form).statusCode());
        }
        form.remove("token");
        assertEquals(400, browser.post("/login/login.htm", form).statusCode());
    }

    @Test
    @DisplayName("Abuse 78, 108: a consent form from another session allows nothing (consent CSRF)")
    void consentCsrf() {
        var mallory = idp.browser();
        String own = UUID.randomUUID() + "@example.org";
        idp.fixture.user(own);
        var ask = Ask.of(asking).with("scope", "openid pets");
        var theirs =
                Browser.hidden(mallory.signIn(ask.url(), own, Fixture.PASSWORD).body());
        var page = browser.signIn(ask.url(), login, Fixture.PASSWORD);
        var form = Browser.hidden(page.body());
        form.put("decision", "allow");
        form.put("token", theirs.get("token"));
        var answer = browser.post("/consent", form);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("name=\"decision\""), "asked again");
        form.remove("token");
        assertEquals(200, browser.post("/consent", form).statusCode());
        assertEquals(
                "consent_required",
                Answer.inFragment(browser.get(ask.with("prompt", "none").url())).error());
    }

    @Test
    @DisplayName("Abuse 45: a decision made in one session is none in another")
    void decisionOfAnother() {
        var ask = Ask.of(asking).with("scope", "openid pets").with("prompt", "consent");
        var mallory = idp.browser();
        String own = UUID.randomUUID() + "@example.org";
        idp.fixture.user(own);
        var decided = mallory.submit(mallory.signIn(ask.url(), own, Fixture.PASSWORD), Map.of("decision", "allow"));
        String back = decided.headers().firstValue("location").orElseThrow();
        idp.clock.advance(Duration.ofSeconds(1));
        browser.signIn(Ask.of(app).url(), login, Fixture.PASSWORD);
        assertTrue(browser.go(back).body().contains("name=\"decision\""), "the victim is asked herself");
        assertEquals(
                "consent_required",
                Answer.inFragment(browser.get(Ask.of(asking)
                                .with("scope", "openid pets")
                                .with("prompt", "none")
                                .url()))
                        .error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://evil.example/",
                "//evil.example",
                "///evil.example",
                "////evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t//evil.example",
                "/\n/evil.example",
                "/%09//evil.example",
                "/%2f/evil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/x/../..//evil.example",
                "https:evil.example",
                "https:/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "@evil.example",
                ".evil.example",
                "evil.example",
                "/\u2028/evil.example",
                "/％2f/evil.example",
                "/ä",
                "",
                " /app/UserHome",
                "http://localhost:1/x"
            })
    @DisplayName("Abuse 12: fromURI leads nowhere but to a path of our own")
    void openRedirect(String place) {
        var page = browser.get("/login/login.htm?fromURI=" + Browser.encode(place));
        var answer = browser.login(page, login, Fixture.PASSWORD);
        assertEquals("/", answer.headers().firstValue("location").orElseThrow());
        var posted = idp.browser();
        var form = Browser.hidden(posted.get("/login/login.htm").body());
        form.putAll(Map.of("username", login, "password", Fixture.PASSWORD, "fromURI", place));
        var after = posted.post("/login/login.htm", form);
        assertEquals("/", after.headers().firstValue("location").orElseThrow());
        // Somebody who is signed in is sent on at once.
        var at = browser.get("/login/login.htm?fromURI=" + Browser.encode(place));
        assertEquals("/", at.headers().firstValue("location").orElseThrow());
        var consent = browser.get("/consent?fromURI=" + Browser.encode(place));
        assertEquals("/", consent.headers().firstValue("location").orElseThrow());
    }

    @Test
    @DisplayName("A sign-in page without a request leads to the page that says who is signed in")
    void withoutRequest() {
        var home = browser.travel(browser.login(browser.go("/"), login, Fixture.PASSWORD));
        assertEquals(200, home.statusCode());
        assertTrue(home.body().contains(login), home.body());
    }

    @Test
    @DisplayName("A request that is too long to wait is refused at the app, not lost on the way")
    void tooLong() {
        var ask = Ask.of(app).with("state", "ä".repeat(1000)).with("nonce", "ö".repeat(1000));
        var hinted = ask.with("login_hint", "ü".repeat(1000));
        var answer = Answer.inFragment(idp.browser().post(hinted.path(), hinted.form()));
        assertEquals("invalid_request", answer.error());
        var fits = Ask.of(app).with("state", "s".repeat(2048)).with("nonce", "n".repeat(2048));
        var page = browser.go(fits.url());
        assertEquals("s".repeat(2048), Answer.inFragment(finish(page)).get("state"));
    }
}
