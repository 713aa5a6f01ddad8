package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.policy.Scope;
import dev.narthex.users.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole flow and what it leaves, on each database.
@ParameterizedClass(name = "{0}")
@EnumSource
class ImplicitFlowTest {
    @Parameter
    Databases.Kind database;

    private static TestServer idp;
    private static App app;
    private static App asking;
    private User user;
    private Browser browser;

    @BeforeParameterizedClassInvocation
    static void start(Databases.Kind database) {
        idp = TestServer.on(database.fresh());
        app = idp.fixture.app();
        asking = idp.fixture.app(Fixture::withConsent);
        idp.fixture.scope("pets", Scope.Consent.REQUIRED, false);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        user = idp.fixture.user(UUID.randomUUID() + "@example.org");
        browser = idp.browser();
    }

    private Answer signIn() {
        return Answer.inFragment(browser.signIn(Ask.of(app).url(), user.login(), Fixture.PASSWORD));
    }

    private String silently(Ask ask) {
        return Answer.inFragment(browser.get(ask.with("prompt", "none").url())).error();
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2, OIDC Core 1.0 §3.2.2.5: after signing in, both tokens are in the fragment")
    void bothTokensInTheFragment() {
        var answer = signIn();
        assertEquals(Fixture.REDIRECT, answer.place());
        var names = Set.of("id_token", "access_token", "token_type", "expires_in", "scope", "state", "iss");
        assertEquals(names, answer.parameters().keySet());
        assertEquals("s1", answer.get("state"));
        assertEquals("Bearer", answer.get("token_type"));
        assertEquals("3600", answer.get("expires_in"));
        assertEquals("openid profile email", answer.get("scope"));
        assertEquals(user.login(), answer.claims("access_token").get("sub"));
        assertEquals("n1", answer.claims("id_token").get("nonce"));
        assertEquals(
                200,
                new Api(idp)
                        .userinfo("/oauth2/default", answer.get("access_token"))
                        .statusCode());
    }

    @Test
    @DisplayName("A second request of the same browser is answered at once, until the session ends")
    void singleSignOn() {
        signIn();
        assertNull(silently(Ask.of(app)));
        idp.clock.advance(Duration.ofMinutes(119));
        assertNull(silently(Ask.of(app)));
        idp.clock.advance(Duration.ofMinutes(119));
        assertNull(silently(Ask.of(app)));
        browser.get("/login/signout");
        assertEquals("login_required", silently(Ask.of(app)));
        signIn();
        idp.clock.advance(Duration.ofMinutes(121));
        assertEquals("login_required", silently(Ask.of(app)));
    }

    @Test
    @DisplayName("Consent is asked, remembered, and asked again once it is withdrawn")
    void consent() {
        signIn();
        var ask = Ask.of(asking).with("scope", "openid pets");
        assertEquals("consent_required", silently(ask));
        var answer =
                Answer.inFragment(browser.travel(browser.submit(browser.go(ask.url()), Map.of("decision", "allow"))));
        assertEquals(List.of("openid", "pets"), answer.scopes());
        Await.until("the grant counts", () -> silently(ask) == null);
        idp.storage.grants().revokeAll(user.id(), Optional.of(asking.clientId()));
        Await.until("the withdrawal counts", () -> "consent_required".equals(silently(ask)));
    }

    @Test
    @DisplayName("Ten wrong passwords lock, a quarter of an hour unlocks")
    void lockout() {
        var page = browser.go(Ask.of(app).url());
        for (int i = 0; i < 10; i++) {
            assertEquals(401, browser.login(page, user.login(), "wrong").statusCode());
        }
        assertEquals(401, browser.login(page, user.login(), Fixture.PASSWORD).statusCode());
        idp.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertEquals(303, browser.login(page, user.login(), Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Keys rotate, and old tokens stay good")
    void rotation() {
        String old = signIn().get("access_token");
        var api = new Api(idp);
        var before = api.kids("/oauth2/default");
        assertEquals(200, new Admin(idp).rotate().statusCode());
        Await.until(
                "the new key signs",
                () -> before.get(1)
                        .equals(Answer.inFragment(browser.get(Ask.of(app).url()))
                                .header("access_token")
                                .get("kid")));
        assertTrue(api.kids("/oauth2/default").containsAll(before));
        assertEquals(200, api.userinfo("/oauth2/default", old).statusCode());
    }

    @Test
    @DisplayName("A person who is suspended is out, with session and token")
    void suspended() {
        String token = signIn().get("access_token");
        idp.fixture.suspend(user.login());
        Await.until("the suspension counts", () -> "login_required".equals(silently(Ask.of(app))));
        assertEquals(401, new Api(idp).userinfo("/oauth2/default", token).statusCode());
    }

    @Test
    @DisplayName("All of it is in the System Log, in order")
    void log() {
        signIn();
        idp.clock.advance(Duration.ofSeconds(1));
        browser.get("/login/signout");
        var types = idp.log().stream()
                .filter(it -> it.actor().id().equals(user.id()))
                .map(it -> it.kind().type())
                .toList();
        assertEquals("user.session.end", types.getLast());
        assertEquals(
                Set.of(
                        "user.session.start",
                        "app.oauth2.as.authorize.implicit.access_token",
                        "app.oauth2.as.authorize.implicit.id_token",
                        "user.session.end"),
                Set.copyOf(types));
    }
}
