package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.Scope.Consent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The password grant: off unless somebody turned it on, and no way round what guards the sign-in page.
class PasswordGrantTest {
    private static TestServer idp;
    private static TokenClient app;
    private String login;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.scope("required", Consent.REQUIRED, false);
        idp.fixture.scope("flexible", Consent.FLEXIBLE, false);
        app = client(idp, "password", "refresh_token");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
    }

    private static TokenClient client(TestServer server, String... grants) {
        var made = server.fixture.app(settings -> new AppSettings(
                settings.label(),
                AppSettings.Type.NATIVE,
                new AppSettings.OAuth(
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(grants),
                        ConsentMethod.TRUSTED,
                        new ClientAuthentication("none", false)),
                settings.branding(),
                true,
                Map.of()));
        return new TokenClient(server, made, "/oauth2/default");
    }

    private HttpResponse<String> ask(TokenClient client, String... changes) {
        var form = new LinkedHashMap<>(Map.of(
                "grant_type", "password", "username", login, "password", Fixture.PASSWORD, "scope", "openid profile"));
        for (int i = 0; i < changes.length; i += 2) form.put(changes[i], changes[i + 1]);
        form.values().removeIf(String::isEmpty);
        return client.post("token", form);
    }

    private static void assertRefused(int status, String error, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(error, TokenClient.json(response).get("error"));
    }

    @Test
    @DisplayName("RFC 6749 §4.3.2: a name and a password for tokens, where an administrator turned it on")
    void granted() {
        var tokens = TokenClient.json(ask(app, "scope", "openid profile offline_access flexible"));
        assertEquals("openid profile offline_access flexible", tokens.get("scope"));
        assertEquals(
                List.of("pwd"), Answer.part((String) tokens.get("id_token"), 1).get("amr"));
        assertEquals(200, app.userinfo(tokens.get("access_token")));
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        assertEquals(200, app.post("token", refresh).statusCode());
    }

    @Test
    @DisplayName("RFC 9700 §2.4: no app has it by default")
    void offByDefault() {
        assertRefused(400, "unauthorized_client", ask(TokenClient.ofPage(idp)));
        assertRefused(400, "unauthorized_client", ask(client(idp, "authorization_code", "implicit")));
    }

    @Test
    @DisplayName("RFC 6749 §4.3.2: both parameters are required")
    void bothNeeded() {
        assertRefused(400, "invalid_request", ask(app, "username", ""));
        assertRefused(400, "invalid_request", ask(app, "password", ""));
        assertRefused(400, "invalid_scope", ask(app, "scope", "unknown"));
        assertRefused(400, "invalid_scope", ask(app, "scope", ""));
    }

    @Test
    @DisplayName("RFC 6749 §5.2: one answer for a wrong password, a made-up name and a suspended person")
    void oneAnswer() {
        String wrong = ask(app, "password", "wrong").body();
        assertTrue(wrong.contains("invalid_grant"), wrong);
        assertEquals(wrong, ask(app, "username", "nobody@example.org").body());
        idp.fixture.suspend(login);
        assertEquals(wrong, ask(app).body());
    }

    @Test
    @DisplayName("A scope that needs a person's consent is refused: nobody can be asked")
    void consentRequired() {
        assertRefused(400, "consent_required", ask(app, "scope", "openid required"));
    }

    @Test
    @DisplayName("Abuse 86: failures here and on the sign-in page are counted together, and lock both")
    void lockedTogether() {
        for (int i = 0; i < 5; i++) assertRefused(400, "invalid_grant", ask(app, "password", "wrong" + i));
        for (int i = 0; i < 5; i++) {
            var browser = idp.browser();
            var page = browser.get("/login/login.htm");
            assertEquals(401, browser.login(page, login, "wrong" + i).statusCode());
        }
        assertRefused(400, "invalid_grant", ask(app));
        var browser = idp.browser();
        var page = browser.get("/login/login.htm");
        assertEquals(401, browser.login(page, login, Fixture.PASSWORD).statusCode());
        idp.clock.advance(Duration.ofMinutes(16));
        assertEquals(200, ask(app).statusCode());
        assertTrue(idp.log("user.account.lock").stream()
                .anyMatch(event -> event.actor().alternateId().equals(login)));
    }

    @Test
    @DisplayName("Abuse 86: an app is no device that the person has signed in from")
    void noKnownDevice() {
        ask(app);
        for (int i = 0; i < 10; i++) ask(app, "password", "wrong" + i);
        assertRefused(400, "invalid_grant", ask(app));
    }

    @Test
    @DisplayName("Abuse 86: too many tries for one name in a moment: 429, whichever way they come")
    void tooMany() {
        try (var limited = TestServer.withLimits()) {
            limited.fixture.user(login);
            var client = client(limited, "password");
            for (int i = 0; i < 8; i++) assertRefused(400, "invalid_grant", ask(client, "password", "wrong"));
            assertRefused(429, "invalid_grant", ask(client));
            var browser = limited.browser();
            var page = browser.get("/login/login.htm");
            assertEquals(429, browser.login(page, login, Fixture.PASSWORD).statusCode());
        }
    }

    @Test
    @DisplayName("Access rules are asked for this grant type, and the app must be the person's")
    void rules() {
        idp.fixture.newServer("passwords", it -> Fixture.ruled(it, policy("password")));
        idp.fixture.newServer("nopasswords", it -> Fixture.ruled(it, policy("authorization_code")));
        assertEquals(200, ask(app.at("/oauth2/passwords")).statusCode());
        assertRefused(400, "access_denied", ask(app.at("/oauth2/nopasswords")));
    }

    private static AccessPolicy policy(String grantType) {
        var conditions = new AccessRule.Conditions(Set.of(grantType), AccessRule.People.ALL, Set.of("*"));
        var naming = new AccessRule.Naming("rule", 1, false);
        var rule = new AccessRule("0pr" + grantType, naming, true, conditions, AccessRule.Lifetimes.STANDARD);
        return new AccessPolicy(
                "00p" + grantType,
                new AccessPolicy.Text("policy", ""),
                1,
                new AccessPolicy.Flags(true, false),
                Set.of(AccessPolicy.ALL_CLIENTS),
                List.of(rule));
    }

    @Test
    @DisplayName("It makes no session: nobody is signed in by it, and the log holds no password")
    void noSession() {
        ask(app);
        ask(app, "password", "wrong-one-to-find");
        assertFalse(idp.log().toString().contains("wrong-one-to-find"));
        assertTrue(idp.log("user.authentication.verify").stream()
                .anyMatch(event -> event.actor().alternateId().equals(login)
                        && event.details().result().equals("FAILURE")));
        var page = idp.browser().go(Ask.of(idp.fixture.app()).url());
        assertTrue(page.body().contains("name=\"password\""));
    }
}
