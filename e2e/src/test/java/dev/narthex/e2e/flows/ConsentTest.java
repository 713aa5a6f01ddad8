package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is asked for consent, about what, and what comes of the answer.
class ConsentTest {
    private static TestServer idp;
    private static App trusted;
    private static App asking;
    private User user;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        trusted = idp.fixture.app();
        asking = idp.fixture.app(Fixture::withConsent);
        idp.fixture.scope("implicit", Consent.IMPLICIT, false);
        idp.fixture.scope("required", Consent.REQUIRED, false);
        idp.fixture.scope("flexible", Consent.FLEXIBLE, false);
        idp.fixture.scope("maybe", Consent.REQUIRED, true);
        idp.fixture.scope("perhaps", Consent.REQUIRED, true);
        idp.fixture.scope("marked<b>up", Consent.REQUIRED, false);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        String login = UUID.randomUUID() + "@example.org";
        user = idp.fixture.user(login);
        browser = idp.browser();
        browser.signIn(Ask.of(trusted).url(), login, Fixture.PASSWORD);
    }

    private static Ask ask(App app, String scope) {
        return Ask.of(app).with("scope", scope);
    }

    private static boolean asks(HttpResponse<String> response) {
        return response.statusCode() == 200 && response.body().contains("name=\"decision\"");
    }

    private Answer decide(HttpResponse<String> page, String decision, String... scopes) {
        var fields = new HashMap<>(Map.of("decision", decision));
        String form = Browser.encode(fields(page, fields));
        for (String scope : scopes) form += "&scope=" + scope;
        return Answer.inFragment(browser.travel(browser.post(Browser.action(page), form)));
    }

    private static Map<String, String> fields(HttpResponse<String> page, Map<String, String> more) {
        var all = Browser.hidden(page.body());
        all.putAll(more);
        return all;
    }

    @ParameterizedTest(name = "prompt={0}, app {1}, scope {2}, granted {3} → page {4}")
    @CsvSource({
        "consent, TRUSTED, required, false, true",
        "consent, TRUSTED, flexible, false, true",
        "consent, REQUIRED, required, false, true",
        "consent, REQUIRED, flexible, false, true",
        "consent, REQUIRED, required, true, true",
        "consent, TRUSTED, implicit, false, false",
        "consent, REQUIRED, implicit, false, false",
        "'', TRUSTED, required, false, false",
        "'', TRUSTED, flexible, false, false",
        "'', TRUSTED, implicit, false, false",
        "'', REQUIRED, required, false, true",
        "'', REQUIRED, flexible, false, true",
        "'', REQUIRED, required, true, false",
        "'', REQUIRED, flexible, true, false",
        "'', REQUIRED, implicit, false, false",
    })
    @DisplayName("Okta, OIDC Core 1.0 §3.1.2.4: the matrix of consent")
    void matrix(String prompt, String method, String scope, boolean granted, boolean page) {
        var app = method.equals("TRUSTED") ? trusted : asking;
        if (granted) decide(browser.go(ask(app, "openid " + scope).url()), "allow");
        var request = ask(app, "openid " + scope).with("prompt", prompt);
        assertEquals(page, asks(browser.go(request.url())));
        boolean silentFails = page && prompt.isEmpty();
        var silent =
                Answer.inFragment(browser.get(request.with("prompt", "none").url()));
        if (prompt.isEmpty()) assertEquals(silentFails ? "consent_required" : null, silent.error());
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2.1: who declines sends access_denied to the app, and nothing is granted")
    void declined() {
        var answer = decide(browser.go(ask(asking, "openid required").url()), "deny");
        assertEquals("access_denied", answer.error());
        assertEquals("s1", answer.get("state"));
        assertNull(answer.get("access_token"));
        assertTrue(idp.storage.grants().granted(user.id()).isEmpty());
        assertTrue(asks(browser.go(ask(asking, "openid required").url())), "next time there is a new question");
    }

    @Test
    @DisplayName("Okta: a grant is remembered, and a request with one new scope asks only for that one")
    void onlyTheNew() {
        decide(browser.go(ask(asking, "openid required").url()), "allow");
        var page = browser.go(ask(asking, "openid required flexible").url());
        assertTrue(page.body().contains("The flexible"));
        assertFalse(page.body().contains("The required"));
        assertEquals(
                List.of("openid", "required", "flexible"), decide(page, "allow").scopes());
        assertEquals(
                Set.of("required", "flexible"),
                Set.copyOf(idp.storage.grants().granted(user.id()).stream()
                        .map(it -> it.scope())
                        .toList()));
    }

    @Test
    @DisplayName("Abuse 108: a grant for one app, one scope or one person is none for another")
    void bounded() {
        decide(browser.go(ask(asking, "openid required").url()), "allow");
        var other = idp.fixture.app(Fixture::withConsent);
        assertTrue(asks(browser.go(ask(other, "openid required").url())));
        assertTrue(asks(browser.go(ask(asking, "openid flexible").url())));
        String login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        assertTrue(asks(idp.browser().signIn(ask(asking, "openid required").url(), login, Fixture.PASSWORD)));
    }

    @ParameterizedTest(name = "ticked {0} → {1}")
    @CsvSource({
        "'', openid required",
        "maybe, openid required maybe",
        "perhaps, openid required perhaps",
        "maybe perhaps, openid required maybe perhaps",
        "maybe implicit flexible nonsense, openid required maybe"
    })
    @DisplayName(
            "Okta: what is optional and was left out is not in the token, and what was not asked for can't be added")
    void optional(String ticked, String granted) {
        var page = browser.go(ask(asking, "openid required maybe perhaps").url());
        assertFalse(page.body().contains("checked"), "Abuse 108: nothing is ticked beforehand");
        var answer = decide(page, "allow", ticked.isEmpty() ? new String[0] : ticked.split(" "));
        assertEquals(List.of(granted.split(" ")), answer.scopes());
        assertEquals(granted, answer.get("scope"));
    }

    @Test
    @DisplayName("Okta: leaving out is remembered for the request only: the next one asks again")
    void leftOutOnce() {
        decide(browser.go(ask(asking, "openid maybe").url()), "allow");
        assertTrue(asks(browser.go(ask(asking, "openid maybe").url())));
    }

    @Test
    @DisplayName("Nothing allowed of nothing but optional scopes is access_denied")
    void nothingLeft() {
        var page =
                browser.go(ask(asking, "maybe").with("response_type", "token").url());
        assertEquals("access_denied", decide(page, "allow").error());
    }

    @Test
    @DisplayName("A withdrawn grant is asked for again")
    void withdrawn() {
        decide(browser.go(ask(asking, "openid required").url()), "allow");
        var silent = ask(asking, "openid required").with("prompt", "none").url();
        assertNull(Answer.inFragment(browser.get(silent)).error());
        idp.storage.grants().revokeAll(user.id(), Optional.of(asking.clientId()));
        Await.until(
                "the withdrawal counts",
                () -> "consent_required"
                        .equals(Answer.inFragment(browser.get(silent)).error()));
        assertTrue(asks(browser.go(ask(asking, "openid required").url())));
    }

    @Test
    @DisplayName("A grant that is withdrawn before the browser has come back from the consent page does not count")
    void withdrawnMeanwhile() {
        var page = browser.go(ask(asking, "openid required").url());
        var decided = browser.submit(page, Map.of("decision", "allow"));
        idp.storage.grants().revokeAll(user.id(), Optional.empty());
        Await.until("it is asked again", () -> asks(browser.travel(decided)));
    }

    @Test
    @DisplayName("Abuse 107, 108: names of apps, scopes and people are text on the page, never markup or templates")
    void onlyText() {
        var app = idp.fixture.app(it -> Fixture.withConsent(new AppSettings(
                "${7*7} <script>x</script> @if(true)", it.type(), it.oauth(), it.branding(), true, it.extra())));
        String login = "<i>" + UUID.randomUUID() + "</i>@example.org";
        idp.fixture.user(login);
        var page = idp.browser().signIn(ask(app, "openid marked<b>up").url(), login, Fixture.PASSWORD);
        assertTrue(asks(page), page.body());
        assertTrue(page.body().contains("${7*7} &lt;script&gt;"), page.body());
        assertFalse(page.body().contains("<script>x"));
        assertFalse(page.body().contains("<b>up"));
        assertFalse(page.body().contains("<i>"));
    }

    @Test
    @DisplayName("The page says who asks, of whom, for what, and where it leads; both answers have one weight")
    void page() {
        String body = browser.go(ask(asking, "openid required").url()).body();
        assertTrue(body.contains("Test app"));
        assertTrue(body.contains("Ada Byron"));
        assertTrue(body.contains(user.login()));
        assertTrue(body.contains("The required"));
        assertTrue(body.contains("All about required"));
        assertTrue(body.contains("app.example"));
        assertTrue(body.contains("class=\"button plain\" name=\"decision\" value=\"deny\""));
        assertTrue(body.contains("class=\"button plain\" name=\"decision\" value=\"allow\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "ALLOW"})
    @DisplayName("An answer that is neither yes nor no asks again")
    void neither(String decision) {
        var page = browser.go(ask(asking, "openid required").url());
        assertTrue(asks(browser.submit(page, Map.of("decision", decision))));
        assertTrue(idp.storage.grants().granted(user.id()).isEmpty());
    }

    @Test
    @DisplayName("Okta: the org's server asks nobody")
    void org() {
        var answer = Answer.inFragment(browser.get(
                ask(asking, "openid profile").atOrg().with("prompt", "consent").url()));
        assertNull(answer.error());
    }

    @Test
    @DisplayName("A consent page without a session leads through the sign-in page, back to the question")
    void signedOutMeanwhile() {
        var page = browser.go(ask(asking, "openid required").url());
        browser.get("/login/signout");
        var next = browser.travel(browser.submit(page, Map.of("decision", "allow")));
        assertTrue(next.body().contains("name=\"password\""));
        assertTrue(asks(browser.travel(browser.login(next, user.login(), Fixture.PASSWORD))));
    }
}
