package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplicitFlowTest {
    @TempDir
    Path folder;

    private TestServer idp;
    private Map<String, String> request;

    @BeforeEach
    void start() {
        idp = TestServer.on("sqlite:" + folder.resolve("narthex.db"));
        idp.fixture.user("ada@example.org");
        var app = idp.fixture.app();
        request = new LinkedHashMap<>(Map.of(
                "client_id", app.clientId(),
                "redirect_uri", Fixture.REDIRECT,
                "response_type", "id_token token",
                "scope", "openid profile email",
                "state", "s1",
                "nonce", "n1"));
    }

    @AfterEach
    void stop() {
        idp.close();
    }

    private String authorize() {
        return "/oauth2/default/v1/authorize?" + Browser.encode(request);
    }

    @Test
    @DisplayName("RFC 6749 §4.2.2, OIDC Core 1.0 §3.2.2.5: after signing in, both tokens are in the fragment")
    void bothTokensInTheFragment() {
        var answer = Answer.inFragment(idp.browser().signIn(authorize(), "ada@example.org", Fixture.PASSWORD));
        assertEquals(Fixture.REDIRECT, answer.place());
        assertEquals("s1", answer.get("state"));
        assertEquals("Bearer", answer.get("token_type"));
        assertEquals("3600", answer.get("expires_in"));
        assertEquals("openid profile email", answer.get("scope"));
        assertEquals("ada@example.org", answer.claims("access_token").get("sub"));
        assertEquals("n1", answer.claims("id_token").get("nonce"));
    }

    @Test
    @DisplayName("A second request of the same browser is answered at once")
    void singleSignOn() {
        var browser = idp.browser();
        browser.signIn(authorize(), "ada@example.org", Fixture.PASSWORD);
        var answer = Answer.inFragment(browser.get(authorize()));
        assertTrue(answer.parameters().containsKey("access_token"));
    }
}
