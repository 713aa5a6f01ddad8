package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// As whom somebody goes on, and who comes back to an old tab.
class ChooseAccountTest {
    @AutoClose
    private static TestServer idp;

    private static App app;
    private String ada;
    private String bob;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        app = idp.fixture.app();
    }

    @BeforeEach
    void people() {
        ada = UUID.randomUUID() + "@example.org";
        bob = UUID.randomUUID() + "@example.org";
        idp.fixture.user(ada);
        idp.fixture.user(bob);
        browser = idp.browser();
    }

    private static Ask selecting() {
        return Ask.of(app).with("prompt", "select_account");
    }

    private void signedIn() {
        browser.signIn(Ask.of(app).url(), ada, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofMinutes(1));
    }

    private static String person(HttpResponse<String> response) {
        return (String) Answer.inFragment(response).claims("id_token").get("preferred_username");
    }

    private static boolean isSignIn(HttpResponse<String> page) {
        return page.statusCode() == 200 && page.body().contains("name=\"password\"");
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: select_account asks who is signed in, by name, and goes on with them")
    void goOn() {
        signedIn();
        var page = browser.go(selecting().url());
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Continue as Ada Byron"), page.body());
        assertTrue(page.body().contains(ada) && page.body().contains("Test app"));
        assertTrue(page.body().contains("lang=\"en\""));
        assertEquals("DENY", page.headers().firstValue("x-frame-options").orElse(""));
        assertEquals(ada, person(browser.travel(browser.submit(page, Map.of("account", "this")))));
        // Each request asks anew.
        assertEquals(200, browser.go(selecting().url()).statusCode());
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: select_account lets another person sign in, who is not asked again")
    void another() {
        signedIn();
        var page = browser.go(selecting().url());
        var form = browser.travel(browser.submit(page, Map.of("account", "other")));
        assertTrue(isSignIn(form), form.body());
        idp.clock.advance(Duration.ofSeconds(5));
        assertEquals(bob, person(browser.travel(browser.login(form, bob, Fixture.PASSWORD))));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: without a session select_account is signing in, and nothing more")
    void nobody() {
        var form = browser.go(selecting().url());
        assertTrue(isSignIn(form), form.body());
        assertEquals(ada, person(browser.travel(browser.login(form, ada, Fixture.PASSWORD))));
    }

    @Test
    @DisplayName(
            "OIDC Core 1.0 §3.1.2.1: select_account beside none contradicts it; beside login the password is asked")
    void besideOthers() {
        signedIn();
        var none = browser.go(selecting().with("prompt", "none select_account").url());
        assertEquals("invalid_request", Answer.inFragment(none).error());
        assertTrue(isSignIn(
                browser.go(selecting().with("prompt", "select_account login").url())));
    }

    @Test
    @DisplayName("Abuse 45: a choice counts in the session in which it was made, and a forged form chooses nothing")
    void bound() {
        signedIn();
        var page = browser.go(selecting().url());
        var fields = Browser.hidden(page.body());
        fields.put("account", "this");
        fields.put("token", "forged");
        assertEquals(200, browser.post("/signin/account", fields).statusCode());
        var chosen = browser.submit(page, Map.of("account", "this"));
        String resume = chosen.headers().firstValue("location").orElseThrow();
        var other = idp.browser();
        other.signIn(Ask.of(app).url(), bob, Fixture.PASSWORD);
        // Bob signed in after that request began, so no choice is needed; of an earlier session one is.
        assertEquals(bob, person(other.go(resume)));
        assertEquals(200, other.go(selecting().with("state", "s2").url()).statusCode());
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: of an unreadable address nothing is chosen")
    void unreadable() {
        signedIn();
        assertEquals(303, browser.get("/signin/account").statusCode());
        assertEquals(303, browser.get("/signin/account?fromURI=%2Fx").statusCode());
        assertEquals(
                303, browser.post("/signin/account", Map.of("account", "this")).statusCode());
    }

    @Test
    @DisplayName("Okta: prompt=create leads to the page where an account is made, signed in or not")
    void create() {
        var ask = Ask.of(app).with("prompt", "create");
        String first = browser.get(ask.url()).headers().firstValue("location").orElseThrow();
        assertTrue(first.startsWith(idp.baseUrl() + "/signin/register?fromURI="), first);
        signedIn();
        String again = browser.get(ask.url()).headers().firstValue("location").orElseThrow();
        assertTrue(again.startsWith(idp.baseUrl() + "/signin/register?fromURI="), again);
    }

    @Test
    @DisplayName("A sign-in page that was open for hours goes on by itself when somebody signed in in another tab")
    void oldTab() {
        var waiting = browser.get(Ask.of(app).with("state", "old").url());
        String page = waiting.headers().firstValue("location").orElseThrow();
        assertTrue(isSignIn(browser.get(page)));
        idp.clock.advance(Duration.ofMinutes(30));
        browser.signIn(Ask.of(app).url(), ada, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofMinutes(45));
        var answer = Answer.inFragment(browser.go(page));
        assertEquals("old", answer.get("state"));
        assertEquals(ada, answer.claims("id_token").get("preferred_username"));
    }

    @Test
    @DisplayName("Abuse 77: an old sign-in page of prompt=login asks for the password though another tab signed in")
    void oldTabThatInsists() {
        var waiting = browser.get(Ask.of(app).with("prompt", "login").url());
        String page = waiting.headers().firstValue("location").orElseThrow();
        idp.clock.advance(Duration.ofMinutes(30));
        browser.signIn(Ask.of(app).url(), ada, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofMinutes(45));
        var form = browser.go(page);
        assertTrue(isSignIn(form), form.body());
        idp.clock.advance(Duration.ofSeconds(5));
        assertFalse(Answer.inFragment(browser.travel(browser.login(form, ada, Fixture.PASSWORD)))
                .parameters()
                .containsKey("error"));
    }
}
