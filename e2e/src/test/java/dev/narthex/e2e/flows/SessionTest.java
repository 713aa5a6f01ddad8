package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.origins.TrustedOrigin;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The browser's session: its cookie, its life, its end.
class SessionTest {
    private static TestServer idp;
    private static App app;
    private String login;
    private Browser browser;
    private Ask ask;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
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
        ask = Ask.of(app);
    }

    private HttpResponse<String> submitted(Map<String, String> more) {
        var fields = new java.util.HashMap<>(Map.of("username", login, "password", Fixture.PASSWORD));
        fields.putAll(more);
        return browser.submit(browser.go(ask.url()), fields);
    }

    private String sessionCookie(HttpResponse<?> response) {
        return response.headers().allValues("set-cookie").stream()
                .filter(it -> it.startsWith("sid="))
                .findFirst()
                .orElseThrow();
    }

    private boolean signedIn() {
        return browser.get(ask.url())
                .headers()
                .firstValue("location")
                .orElseThrow()
                .startsWith(Fixture.REDIRECT);
    }

    @Test
    @DisplayName("Okta: over plain http on loopback the cookie is HttpOnly and SameSite=Lax, for the browser's life")
    void attributes() {
        String cookie = sessionCookie(submitted(Map.of()));
        assertTrue(cookie.matches("sid=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"), cookie);
        assertFalse(cookie.toLowerCase(java.util.Locale.ROOT).contains("domain"));
    }

    @Test
    @DisplayName("Okta: 'keep me signed in' makes it stay for thirty days")
    void kept() {
        String cookie = sessionCookie(submitted(Map.of("rememberMe", "true")));
        assertTrue(cookie.endsWith("; Max-Age=2592000"), cookie);
    }

    @Test
    @DisplayName("RFC 9700 §4.12, Abuse 18: after the password comes 303, so that it is never posted on")
    void seeOther() {
        assertEquals(303, submitted(Map.of()).statusCode());
    }

    @Test
    @DisplayName("Abuse 74: a cookie that somebody planted before the sign-in is nobody's session after it")
    void fixation() {
        browser.cookies().put("sid", "A".repeat(43));
        submitted(Map.of());
        assertNotEquals("A".repeat(43), browser.cookies().get("sid"));
        var attacker = idp.browser();
        attacker.cookies().put("sid", "A".repeat(43));
        assertTrue(attacker.go(ask.url()).body().contains("password"));
    }

    @Test
    @DisplayName("Abuse 74: signing in again makes a new session and ends the one before")
    void rotated() {
        submitted(Map.of());
        String before = browser.cookies().get("sid");
        idp.clock.advance(Duration.ofSeconds(1));
        browser.signIn(ask.with("prompt", "login").url(), login, Fixture.PASSWORD);
        assertNotEquals(before, browser.cookies().get("sid"));
        var thief = idp.browser();
        thief.cookies().put("sid", before);
        assertTrue(thief.go(ask.url()).body().contains("password"));
        assertTrue(signedIn());
    }

    @Test
    @DisplayName("Abuse 76: no other value of the cookie is a session")
    void forged() {
        submitted(Map.of());
        String good = browser.cookies().get("sid");
        for (String bad :
                new String[] {good.substring(1), good + "A", good.toLowerCase(java.util.Locale.ROOT), "", "1"}) {
            browser.cookies().put("sid", bad);
            assertFalse(signedIn(), bad);
            browser.cookies().put("sid", good);
            assertTrue(signedIn(), "after " + bad);
        }
        browser.cookies().put("sid", good);
        assertTrue(signedIn());
    }

    @Test
    @DisplayName("Abuse 75: two cookies of the session's name mean that one was planted, so neither counts")
    void twice() {
        submitted(Map.of());
        browser.cookies().put("x", "1; sid=" + "A".repeat(43));
        assertFalse(signedIn());
    }

    @Test
    @DisplayName("The session is used only as a hash: the cookie's value is not in the database")
    void hashed() {
        submitted(Map.of());
        var user =
                idp.storage.users().byLogin(dev.narthex.users.Login.of(login)).orElseThrow();
        var session = idp.storage.sessions().ofUser(user.id()).getFirst();
        assertFalse(session.toString().contains(browser.cookies().get("sid")));
    }

    @Test
    @DisplayName("Idle: two hours without use end a session, use keeps it")
    void idle() {
        submitted(Map.of());
        idp.clock.advance(Duration.ofMinutes(119));
        assertTrue(signedIn());
        idp.clock.advance(Duration.ofMinutes(119));
        assertTrue(signedIn());
        idp.clock.advance(Duration.ofMinutes(121));
        assertFalse(signedIn());
    }

    @Test
    @DisplayName("Absolute: a session in constant use ends after a day")
    void absolute() {
        submitted(Map.of());
        for (int hour = 0; hour < 23; hour++) {
            idp.clock.advance(Duration.ofHours(1));
            assertTrue(signedIn());
        }
        idp.clock.advance(Duration.ofHours(1));
        assertFalse(signedIn());
    }

    @Test
    @DisplayName("Kept sessions: idle for a week, thirty days at most")
    void keptLifetime() {
        submitted(Map.of("rememberMe", "true"));
        for (int days = 6; days < 30; days += 6) {
            idp.clock.advance(Duration.ofDays(6));
            assertTrue(signedIn());
        }
        idp.clock.advance(Duration.ofDays(6));
        assertFalse(signedIn());
    }

    @Test
    @DisplayName("Sign-out ends the session on the server, not only in the browser")
    void signOut() {
        submitted(Map.of());
        String sid = browser.cookies().get("sid");
        var page = browser.get("/login/signout");
        assertEquals(200, page.statusCode());
        assertNull(browser.cookies().get("sid"));
        browser.cookies().put("sid", sid);
        assertFalse(signedIn());
        assertEquals(
                "login_required",
                Answer.inFragment(browser.get(ask.with("prompt", "none").url())).error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    @DisplayName("Abuse 78: a link on a foreign site signs nobody out; the person is asked, and can")
    void foreignSignOut(String site) {
        submitted(Map.of());
        var asked = browser.send(browser.request("/login/signout")
                .header("Accept", "text/html")
                .header("Sec-Fetch-Site", site)
                .GET());
        assertTrue(signedIn());
        browser.submit(asked, Map.of());
        assertFalse(signedIn());
    }

    @Test
    @DisplayName("Abuse 78: a foreign form signs nobody out")
    void foreignForm() {
        submitted(Map.of());
        browser.post("/login/signout", Map.of("token", "made-up"));
        assertTrue(signedIn());
        browser.post("/login/signout", Map.of());
        assertTrue(signedIn());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/\t//evil.example",
                "///evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "https://good.example@evil.example/",
                "https://good.example.evil.example/",
                "https://good.example:444/"
            })
    @DisplayName("Abuse 12, 19: sign-out leads to no place that was not agreed on")
    void signOutToNowhere(String place) {
        trustGood();
        var response = browser.get("/login/signout?fromURI=" + Browser.encode(place));
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("location").isEmpty());
    }

    @Test
    @DisplayName("Okta: sign-out leads to a path of our own or to an origin that is trusted for redirects")
    void signOutTo() {
        trustGood();
        for (String place : new String[] {"https://good.example/bye?x=1", "/login/login.htm"}) {
            var response = browser.get("/login/signout?fromURI=" + Browser.encode(place));
            assertEquals(303, response.statusCode());
            assertEquals(place, response.headers().firstValue("location").orElseThrow());
        }
    }

    private static void trustGood() {
        idp.storage
                .trustedOrigins()
                .create(new TrustedOrigin(
                        "tos1good",
                        "good",
                        "https://good.example",
                        Set.of(TrustedOrigin.Use.REDIRECT),
                        true,
                        Instant.EPOCH));
    }

    @Test
    @DisplayName("Somebody who may not sign in any more has no use of a session that is left")
    void suspended() {
        submitted(Map.of());
        idp.fixture.suspend(login);
        Await.until("the suspension counts", () -> !signedIn());
    }

    @Test
    @DisplayName("Abuse 111: ten thousand anonymous requests would leave no row and no memory: not one is stored")
    void anonymous() {
        int before = idp.log().size();
        for (int i = 0; i < 50; i++)
            idp.browser().get(ask.with("state", "s" + i).url());
        assertEquals(before, idp.log().size());
    }
}
