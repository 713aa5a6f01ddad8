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
import dev.narthex.policy.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a person is asked for something, and when not.
class PromptTest {
    private static TestServer idp;
    private static App trusted;
    private static App asking;
    private String login;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        trusted = idp.fixture.app();
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

    private void signIn() {
        browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofMinutes(1));
    }

    /// What a person sees next, or what the app gets.
    private static String seen(HttpResponse<String> response) {
        if (response.statusCode() == 302) {
            var answer = Answer.inFragment(response);
            return answer.error() == null ? "tokens" : answer.error();
        }
        if (response.body().contains("name=\"password\"")) return "sign-in";
        return response.body().contains("name=\"decision\"") ? "consent" : response.body();
    }

    @ParameterizedTest(name = "prompt={0}: none → {1}, session → {2}, consent needed → {3}")
    @CsvSource({
        "'', sign-in, tokens, consent",
        "none, login_required, tokens, consent_required",
        "login, sign-in, sign-in, sign-in",
        "consent, sign-in, tokens, consent",
        "login consent, sign-in, sign-in, sign-in",
        "consent login, sign-in, sign-in, sign-in"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt, against what the browser has")
    void matrix(String prompt, String anonymous, String session, String needed) {
        var ask = Ask.of(trusted).with("prompt", prompt);
        var asks = Ask.of(asking).with("scope", "openid pets").with("prompt", prompt);
        assertEquals(anonymous, seen(browser.go(ask.url())));
        signIn();
        assertEquals(session, seen(browser.go(ask.url())));
        assertEquals(needed, seen(browser.go(asks.url())));
    }

    @ParameterizedTest(name = "prompt={0}, after signing in → {1}")
    @CsvSource({"login, tokens", "consent, consent", "login consent, consent", "'', tokens"})
    @DisplayName("OIDC Core 1.0 §3.1.2.1: signing in meets prompt=login once, and consent follows it")
    void afterSigningIn(String prompt, String next) {
        signIn();
        var ask = Ask.of(trusted).with("scope", "openid pets").with("prompt", prompt);
        var page = browser.go(ask.url());
        var after = seen(page).equals("sign-in") ? browser.travel(browser.login(page, login, Fixture.PASSWORD)) : page;
        assertEquals(next, seen(after));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: prompt=login asks again each time it is sent")
    void eachTime() {
        var ask = Ask.of(trusted).with("prompt", "login");
        assertEquals("tokens", seen(browser.signIn(ask.url(), login, Fixture.PASSWORD)));
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals("sign-in", seen(browser.go(ask.url())));
    }

    @Test
    @DisplayName("Abuse 77: who leaves the sign-in page of prompt=login gets nothing from the session that is there")
    void cancelled() {
        signIn();
        var page = browser.get(Ask.of(trusted).with("prompt", "login").url());
        String back = page.headers().firstValue("location").orElseThrow().split("fromURI=")[1];
        String resume = java.net.URLDecoder.decode(back, java.nio.charset.StandardCharsets.UTF_8);
        assertEquals("sign-in", seen(browser.go(resume)));
        var wrong = browser.login(browser.go(resume), login, "wrong");
        assertEquals(401, wrong.statusCode());
        assertEquals("sign-in", seen(browser.go(resume)));
    }

    @ParameterizedTest(name = "signed in {0} s ago, max_age={1} → {2}")
    @CsvSource({
        "60, 3600, tokens",
        "60, 60, tokens",
        "61, 60, sign-in",
        "3600, 60, sign-in",
        "1, 0, sign-in",
        "60, 2147483647, tokens"
    })
    @DisplayName("OIDC Core 1.0 §3.1.2.1: older than max_age means signing in again, and then it is met")
    void maxAge(int age, long maxAge, String expected) {
        browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofSeconds(age));
        var ask = Ask.of(trusted).with("max_age", Long.toString(maxAge));
        var page = browser.go(ask.url());
        assertEquals(expected, seen(page));
        if (expected.equals("sign-in")) {
            assertEquals("tokens", seen(browser.travel(browser.login(page, login, Fixture.PASSWORD))));
        }
        if (age > maxAge && maxAge > 0) {
            idp.clock.advance(Duration.ofSeconds(age));
            assertEquals(
                    "login_required", seen(browser.go(ask.with("prompt", "none").url())));
        }
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: auth_time says when the person signed in, not when the token was made")
    void authTime() {
        long before = idp.clock.instant().getEpochSecond();
        browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofMinutes(5));
        var answer = Answer.inFragment(browser.get(Ask.of(trusted).url()));
        assertEquals(before, ((Number) answer.claims("id_token").get("auth_time")).longValue());
        assertEquals(before + 300, ((Number) answer.claims("id_token").get("iat")).longValue());
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: login_hint fills in the user name, as text")
    void loginHint() {
        var page = browser.go(
                Ask.of(trusted).with("login_hint", "ada\"><b>@example.org").url());
        assertTrue(page.body().contains("value=\"ada&#34;"), page.body());
        assertFalse(page.body().contains("<b>"));
    }

    private String hint() {
        return Answer.inFragment(browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD))
                .get("id_token");
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: an id_token_hint of who is signed in changes nothing, even expired")
    void hintOfThePerson() {
        var ask = Ask.of(trusted).with("id_token_hint", hint());
        idp.clock.advance(Duration.ofMinutes(90));
        assertEquals("tokens", seen(browser.go(ask.url())));
        assertEquals("tokens", seen(browser.go(ask.with("prompt", "none").url())));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.1.2.1: an id_token_hint of another means signing in, or login_required")
    void hintOfAnother() {
        String hint = hint();
        String other = UUID.randomUUID() + "@example.org";
        idp.fixture.user(other);
        browser = idp.browser();
        browser.signIn(Ask.of(trusted).url(), other, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofSeconds(1));
        var ask = Ask.of(trusted).with("id_token_hint", hint);
        assertEquals(
                "login_required", seen(browser.go(ask.with("prompt", "none").url())));
        var page = browser.go(ask.url());
        assertEquals("sign-in", seen(page));
        assertEquals("login_required", seen(browser.travel(browser.login(page, other, Fixture.PASSWORD))));
        idp.clock.advance(Duration.ofSeconds(1));
        var again = browser.login(browser.go(ask.url()), login, Fixture.PASSWORD);
        assertEquals("tokens", seen(browser.travel(again)));
    }

    @Test
    @DisplayName("Abuse 59: an access token is no id_token_hint, nor is an ID token for another app")
    void hintOfAnotherKind() {
        var answer = Answer.inFragment(browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD));
        var ask = Ask.of(trusted);
        assertEquals(
                "invalid_request",
                seen(browser.go(
                        ask.with("id_token_hint", answer.get("access_token")).url())));
        var other = Ask.of(asking).with("id_token_hint", answer.get("id_token"));
        assertEquals("invalid_request", seen(browser.go(other.url())));
        assertEquals(
                "invalid_request",
                seen(browser.go(ask.atOrg()
                        .with("id_token_hint", answer.get("id_token"))
                        .url())));
    }

    @ParameterizedTest(name = "{0} → acr {1}")
    @CsvSource({
        "urn:okta:loa:1fa:any, urn:okta:loa:1fa:any",
        "urn:okta:loa:1fa:pwd, urn:okta:loa:1fa:pwd",
        "urn:okta:loa:2fa:any urn:okta:loa:1fa:pwd, urn:okta:loa:1fa:pwd"
    })
    @DisplayName("Okta: a class of authentication that was asked for and reached is in the ID token")
    void acr(String asked, String reached) {
        var answer = Answer.inFragment(
                browser.signIn(Ask.of(trusted).with("acr_values", asked).url(), login, Fixture.PASSWORD));
        assertEquals(reached, answer.claims("id_token").get("acr"));
    }

    @Test
    @DisplayName("Okta: display, an unknown parameter and a sessionToken are no reason to refuse")
    void ignored() {
        signIn();
        var ask = Ask.of(trusted)
                .with("display", "popup")
                .with("strange", "x")
                .with("sessionToken", "20111x")
                .with("ui_locales", "de");
        assertEquals("tokens", seen(browser.go(ask.url())));
    }

    @Test
    @DisplayName("Okta: a user name in other case, or with spaces around it, is the same person")
    void caseOfTheName() {
        var page = browser.go(Ask.of(trusted).url());
        var fields =
                Map.of("username", " " + login.toUpperCase(java.util.Locale.ROOT) + " ", "password", Fixture.PASSWORD);
        assertEquals("tokens", seen(browser.travel(browser.submit(page, fields))));
    }

    @Test
    @DisplayName("A6: who is not assigned to the app is denied, also when signed in")
    void notAssigned() {
        var own = idp.fixture.app(Fixture::notForEveryone);
        assertEquals("access_denied", seen(browser.signIn(Ask.of(own).url(), login, Fixture.PASSWORD)));
        assertEquals(
                "access_denied",
                seen(browser.go(Ask.of(own).with("prompt", "none").url())));
    }
}
