package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// From the implicit grant to codes with PKCE: how far an app is, and the one call that moves it.
class ImplicitMoveTest {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static TestServer idp;
    private static Admin admin;
    private static Api api;
    private App app;
    private String login;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        api = new Api(idp);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void signedIn() {
        login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        app = idp.fixture.app();
        browser = idp.browser();
        browser.signIn(Ask.of(idp.fixture.app()).url(), login, Fixture.PASSWORD);
    }

    private static HttpResponse<String> usage(App app) {
        return admin.get("/api/v1/apps/" + app.id() + "/implicit-usage");
    }

    private static HttpResponse<String> move(String id) {
        return admin.post("/api/v1/apps/" + id + "/lifecycle/moveToCode", "{}");
    }

    @Test
    @DisplayName("An app is told how many of its last requests would do for codes already")
    void counted() {
        browser.get(Ask.of(app).url());
        browser.get(Ask.of(app).url());
        browser.get(Ask.of(app)
                .with("code_challenge", CHALLENGE)
                .with("code_challenge_method", "S256")
                .url());
        browser.get(Ask.of(app).without("nonce").url());
        var usage = TokenClient.json(usage(app));
        assertEquals(3, ((Number) usage.get("requests")).intValue());
        assertEquals(1, ((Number) usage.get("withCodeChallenge")).intValue());
        var advice = (Map<?, ?>) ((List<?>) usage.get("advice")).getFirst();
        assertEquals("implicit_grant", advice.get("code"));
        assertTrue(advice.get("text").toString().endsWith("It sent a code_challenge in 1 of its last 3 requests."));
        idp.clock.advance(Duration.ofDays(31));
        assertEquals(0, ((Number) TokenClient.json(usage(app)).get("requests")).intValue());
    }

    @Test
    @DisplayName("RFC 9700 §2.1.1, §2.1.2: one call, and the same redirect URI gets codes with PKCE, and no tokens")
    void moved() {
        assertTrue(
                Answer.inFragment(browser.get(Ask.of(app).url())).parameters().containsKey("access_token"));
        var changed = move(app.id());
        assertEquals(200, changed.statusCode(), changed.body());
        var refused = Answer.inFragment(browser.get(Ask.of(app).url()));
        assertEquals("unauthorized_client", refused.error());
        assertEquals(Fixture.REDIRECT, refused.place());
        var ask = Ask.of(app).with("response_type", "code");
        assertEquals("invalid_request", Answer.inQuery(browser.get(ask.url())).error(), "PKCE is required");
        var code = Answer.inQuery(browser.get(ask.with("code_challenge", CHALLENGE)
                .with("code_challenge_method", "S256")
                .url()));
        assertEquals(Fixture.REDIRECT, code.place());
        var client = new TokenClient(idp, app, "/oauth2/default");
        var tokens = TokenClient.json(client.post("token", TokenClient.redeeming(code.get("code"))));
        assertTrue(tokens.containsKey("access_token"), tokens.toString());
        assertEquals(List.of(), TokenClient.json(usage(app)).get("advice"));
        assertEquals(200, move(app.id()).statusCode(), "once more changes nothing");
    }

    @Test
    @DisplayName("Without an app, without a redirect URI and without a token of the management API nothing is moved")
    void refused() {
        assertEquals(404, move("0oanobody").statusCode());
        var homeless = idp.fixture.app(settings -> Fixture.returningTo(settings));
        assertEquals(400, move(homeless.id()).statusCode());
        assertEquals(
                401,
                idp.browser()
                        .post("/api/v1/apps/" + app.id() + "/lifecycle/moveToCode", "")
                        .statusCode());
        assertFalse(usage(app).body().contains("\"advice\":[]"));
    }

    @Test
    @DisplayName("A token that travels in an address lives an hour at most, whatever the rule says")
    void shortLived() {
        var day = new AccessRule.Lifetimes(Duration.ofHours(24), Duration.ZERO, Duration.ofDays(7));
        var conditions = new AccessRule.Conditions(Set.of("implicit"), AccessRule.People.ALL, Set.of("*"));
        var rule = new AccessRule("0prday", new AccessRule.Naming("rule", 1, false), true, conditions, day);
        var policy = new AccessPolicy(
                "00pday",
                new AccessPolicy.Text("policy", ""),
                1,
                new AccessPolicy.Flags(true, false),
                Set.of(AccessPolicy.ALL_CLIENTS),
                List.of(rule));
        idp.fixture.newServer("day", it -> Fixture.ruled(it, policy));
        var answer = Answer.inFragment(browser.get(Ask.of(app).at("/oauth2/day").url()));
        assertEquals("3600", answer.get("expires_in"));
    }
}
