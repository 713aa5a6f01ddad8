package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.AuthorizationServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that hand out no tokens at `/authorize`.
class ImplicitSwitchTest {
    private static TestServer idp;
    private static App app;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.newServer("codes", ImplicitSwitchTest::withoutImplicit);
        app = idp.fixture.app(settings -> Fixture.with(
                settings,
                new AppSettings.OAuth(
                        List.of(Fixture.REDIRECT),
                        List.of(),
                        Set.of("code", "id_token", "token"),
                        Set.of("authorization_code", "implicit"),
                        ConsentMethod.TRUSTED,
                        new ClientAuthentication("none", false))));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static AuthorizationServer withoutImplicit(AuthorizationServer server) {
        var settings = server.settings().with(server.settings().options().withImplicit(false));
        return new AuthorizationServer(
                server.id(), settings, server.scopes(), server.claims(), server.policies(), server.revision());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id_token token", "id_token", "token", "code id_token", "code token", "code id_token token"})
    @DisplayName("RFC 9700 §2.1.2: Abuse 35: where implicit is off, unauthorized_client comes in the fragment")
    void refused(String types) {
        var ask = Ask.of(app).at("/oauth2/codes").with("response_type", types);
        var answer = Answer.inFragment(idp.browser().get(ask.url()));
        assertEquals(Fixture.REDIRECT, answer.place());
        assertEquals("unauthorized_client", answer.error());
        assertEquals("s1", answer.get("state"));
        assertEquals(idp.baseUrl() + "/oauth2/codes", answer.get("iss"));
    }

    @Test
    @DisplayName("Abuse 35: a code is handed out there as ever, and tokens at other servers")
    void others() {
        var client = new TokenClient(idp, app, "/oauth2/codes");
        idp.fixture.user("ada@example.org");
        var browser = idp.browser();
        assertFalse(client.code(browser, "ada@example.org", "openid").isEmpty());
        var answer = Answer.inFragment(browser.get(Ask.of(app).url()));
        assertTrue(answer.parameters().containsKey("access_token"));
    }

    @ParameterizedTest
    @CsvSource({"openid-configuration", "oauth-authorization-server"})
    @DisplayName("RFC 9700 §2.1.2: Abuse 35: discovery is silent about what is off")
    void discovery(String name) {
        var off = TokenClient.json(idp.browser().get("/oauth2/codes/.well-known/" + name));
        assertEquals(List.of("code"), off.get("response_types_supported"));
        assertFalse(((List<?>) off.get("grant_types_supported")).contains("implicit"));
        var on = TokenClient.json(idp.browser().get("/oauth2/default/.well-known/" + name));
        assertTrue(((List<?>) on.get("grant_types_supported")).contains("implicit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token token", "id_token", "token", "code id_token"})
    @DisplayName("OIDC Core 1.0 §3.2.2.1: whatever carries a token in the answer needs a nonce")
    void nonce(String types) {
        var answer = Answer.inFragment(idp.browser()
                .get(Ask.of(app).with("response_type", types).without("nonce").url()));
        assertEquals("invalid_request", answer.error());
    }
}
