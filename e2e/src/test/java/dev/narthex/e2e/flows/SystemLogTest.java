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
import dev.narthex.log.LogEvent;
import dev.narthex.policy.Scope;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What is on record, under the names of Okta's catalogue, and what must never be.
class SystemLogTest {
    private static TestServer idp;
    private static App app;
    private static App asking;
    private User user;
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
        user = idp.fixture.user(UUID.randomUUID() + "@example.org");
        browser = idp.browser();
    }

    private HttpResponse<String> signIn(Ask ask) {
        return browser.signIn(ask.url(), user.login(), Fixture.PASSWORD);
    }

    private LogEvent only(String type) {
        var events = idp.log(type).stream()
                .filter(it -> it.actor().id().equals(user.id()))
                .toList();
        assertEquals(1, events.size(), type);
        return events.getFirst();
    }

    @Test
    @DisplayName("C13: a sign-in: who, from where, in which session, by which request")
    void sessionStart() {
        var page = browser.go(Ask.of(app).url());
        var response = browser.login(page, user.login(), Fixture.PASSWORD);
        var event = only("user.session.start");
        assertEquals("SUCCESS", event.details().result());
        assertEquals(user.login(), event.actor().alternateId());
        assertEquals("Ada Byron", event.actor().displayName());
        assertEquals("127.0.0.1", event.origin().ipAddress());
        assertEquals("/login/login.htm", event.origin().requestUri());
        assertTrue(event.origin().userAgent().startsWith("Java-http-client"));
        assertEquals(
                response.headers().firstValue("x-okta-request-id").orElseThrow(),
                event.origin().requestId());
        var session = idp.storage.sessions().ofUser(user.id()).getFirst();
        assertEquals(session.id(), event.origin().sessionId().orElseThrow());
        assertEquals(idp.clock.instant(), event.published());
    }

    @Test
    @DisplayName("C13: tokens issued: one row a token, with the app, the scopes and the id of the token")
    void tokens() {
        var answer = Answer.inFragment(signIn(Ask.of(app)));
        var access = only("app.oauth2.as.authorize.implicit.access_token");
        assertEquals("SUCCESS", access.details().result());
        assertTrue(access.details().targets().stream()
                .anyMatch(it -> it.id().equals(answer.claims("access_token").get("jti"))));
        assertTrue(access.details().targets().stream().anyMatch(it -> it.id().equals(app.clientId())));
        assertEquals("openid profile email", access.details().debug().get("requestedScopes"));
        assertEquals(
                "SUCCESS",
                only("app.oauth2.as.authorize.implicit.id_token").details().result());
    }

    @Test
    @DisplayName("C13: the org's server has event types of its own")
    void org() {
        signIn(Ask.of(app).atOrg());
        only("app.oauth2.authorize.implicit.access_token");
        only("app.oauth2.authorize.implicit.id_token");
    }

    @Test
    @DisplayName("C13: consent given, and consent declined")
    void consent() {
        var ask = Ask.of(asking).with("scope", "openid pets");
        browser.travel(browser.submit(signIn(ask), Map.of("decision", "deny")));
        var denied = only("app.oauth2.as.authorize");
        assertEquals("FAILURE", denied.details().result());
        assertTrue(denied.details().reason().orElseThrow().startsWith("access_denied"));
        browser.travel(browser.submit(browser.go(ask.url()), Map.of("decision", "allow")));
        var given = only("app.oauth2.as.consent.grant");
        assertEquals(asking.clientId(), given.details().targets().getFirst().id());
        assertEquals("pets", given.details().targets().getFirst().displayName());
    }

    @Test
    @DisplayName("C13: sign-out, and a wrong password, of whoever it was")
    void others() {
        signIn(Ask.of(app));
        browser.get("/login/signout");
        assertEquals("SUCCESS", only("user.session.end").details().result());
        String nobody = UUID.randomUUID() + "@example.org";
        var stranger = idp.browser();
        stranger.login(stranger.go(Ask.of(app).url()), nobody, "x");
        var event = idp.log("user.session.start").stream()
                .filter(it -> it.actor().alternateId().equals(nobody))
                .findFirst()
                .orElseThrow();
        assertEquals("FAILURE", event.details().result());
        assertEquals("UNKNOWN_USER", event.details().reason().orElseThrow());
        assertEquals("unknown", event.actor().id());
    }

    @Test
    @DisplayName("Abuse 25: no password, token, cookie or key is in the log")
    void noSecrets() {
        var answer = Answer.inFragment(signIn(Ask.of(app).with("state", "secret-state")));
        String all = idp.log().toString();
        for (String secret : List.of(
                Fixture.PASSWORD,
                answer.get("access_token"),
                answer.get("id_token"),
                browser.cookies().get("sid"),
                browser.cookies().get("dt"),
                "okta_key",
                "secret-state")) {
            assertFalse(all.contains(secret), secret);
        }
    }

    @Test
    @DisplayName("Abuse 111: a stranger's malformed requests leave nothing, or strangers could fill the log")
    void strangersLeaveNothing() {
        int before = idp.log().size();
        browser.get(Ask.of(app).without("nonce").url());
        browser.get(Ask.of(app).with("redirect_uri", "https://evil.example").url());
        browser.get(Ask.of(app).with("prompt", "none").url());
        assertEquals(before, idp.log().size());
    }
}
