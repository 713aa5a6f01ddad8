package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An app signs a person out.
class LogoutTest {
    private static final String ADA = "ada@example.org";

    @AutoClose
    private static TestServer idp;

    private static TokenClient client;
    private Browser ada;
    private String hint;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.sqlite());
        idp.fixture.user(ADA);
        idp.fixture.user("eve@example.org");
        client = TokenClient.ofPage(idp);
    }

    @BeforeEach
    void signIn() {
        ada = idp.browser();
        hint = idToken(ada, ADA);
    }

    private static String idToken(Browser browser, String login) {
        String code = client.code(browser, login, "openid");
        return TokenClient.json(client.post("token", TokenClient.redeeming(code)))
                .get("id_token")
                .toString();
    }

    private Map<String, String> request() {
        return new LinkedHashMap<>(
                Map.of("id_token_hint", hint, "post_logout_redirect_uri", TokenClient.SIGNED_OUT, "state", "a b&c"));
    }

    private static HttpResponse<String> logout(Browser browser, Map<String, String> parameters) {
        return browser.get("/oauth2/default/v1/logout?" + Browser.encode(parameters));
    }

    private static boolean signedIn(Browser browser) {
        return browser.get("/").statusCode() == 200;
    }

    private static String location(HttpResponse<String> response) {
        assertEquals(302, response.statusCode(), response.body());
        return response.headers().firstValue("location").orElseThrow();
    }

    @Test
    @DisplayName("OIDC RP-Initiated Logout 1.0 §2, §3: the session ends, and the browser goes back with the state")
    void signedOut() {
        assertTrue(signedIn(ada));
        assertEquals(TokenClient.SIGNED_OUT + "?state=a+b%26c", location(logout(ada, request())));
        assertFalse(signedIn(ada));
        assertTrue(idp.log().stream().anyMatch(event -> event.kind().type().equals("user.session.end")));
        assertEquals(TokenClient.SIGNED_OUT + "?state=a+b%26c", location(logout(ada, request())), "once more");
    }

    @Test
    @DisplayName("OIDC RP-Initiated Logout 1.0 §2: the same by POST; a query in the address keeps its place")
    void byPost() {
        var form = request();
        form.put("post_logout_redirect_uri", TokenClient.SIGNED_OUT + "?from=idp");
        var response = ada.post("/oauth2/default/v1/logout", form);
        assertEquals(TokenClient.SIGNED_OUT + "?from=idp&state=a+b%26c", location(response));
        assertFalse(signedIn(ada));
    }

    @Test
    @DisplayName("OIDC RP-Initiated Logout 1.0 §2: an expired ID token is as good; without an address we stay here")
    void expired() {
        idp.clock.advance(Duration.ofMinutes(90));
        var form = request();
        form.remove("post_logout_redirect_uri");
        assertEquals(idp.baseUrl() + "/login/login.htm", location(logout(ada, form)));
        assertFalse(signedIn(ada));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/bye/",
                "https://app.example/bye?x",
                "https://app.example/BYE",
                "https://app.example/cb",
                "https://evil.example/bye",
                "//evil.example",
                "javascript:alert(1)"
            })
    @DisplayName("OIDC RP-Initiated Logout 1.0 §3: Abuse 19: to an address that is not registered nobody is sent")
    void unregistered(String place) {
        var form = request();
        form.put("post_logout_redirect_uri", place);
        var response = logout(ada, form);
        assertEquals(400, response.statusCode());
        assertFalse(response.headers().firstValue("location").isPresent());
        assertTrue(signedIn(ada));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "forged", "other server"})
    @DisplayName("Abuse 19, 78: without an ID token of ours the person is asked, and the browser stays here")
    void asked(String kind) {
        var form = request();
        switch (kind) {
            case "forged" -> form.put("id_token_hint", hint.substring(0, hint.lastIndexOf('.')) + ".AAAA");
            case "other server" -> {
                var org = client.at("/oauth2");
                String code = org.code(idp.browser(), ADA, "openid");
                var tokens = TokenClient.json(org.post("token", TokenClient.redeeming(code)));
                form.put("id_token_hint", tokens.get("id_token").toString());
            }
            default -> form.put("id_token_hint", kind);
        }
        var page = logout(ada, form);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Sign out"));
        assertTrue(signedIn(ada));
        ada.submit(page, Map.of());
        assertFalse(signedIn(ada));
        var gone = logout(ada, form);
        assertEquals(200, gone.statusCode());
        assertFalse(gone.body().contains("app.example"));
    }

    @Test
    @DisplayName("Abuse 78: one's own ID token does not sign somebody else out")
    void somebodyElse() {
        var eve = idp.browser();
        idToken(eve, "eve@example.org");
        var response = logout(eve, request());
        assertEquals(400, response.statusCode());
        assertTrue(signedIn(eve));
        var program = eve.request("/oauth2/default/v1/logout?" + Browser.encode(request()));
        assertEquals(
                "id_token_does_not_match_session",
                TokenClient.json(eve.send(program.GET())).get("errorCode"));
    }

    @Test
    @DisplayName("A parameter that comes twice signs nobody out")
    void twice() {
        var response = ada.get("/oauth2/default/v1/logout?" + Browser.encode(request()) + "&state=x");
        assertEquals(400, response.statusCode());
        assertTrue(signedIn(ada));
    }

    @Test
    @DisplayName("The org's server signs out at its own address")
    void atTheOrg() {
        var org = client.at("/oauth2");
        String code = org.code(idp.browser(), ADA, "openid");
        var tokens = TokenClient.json(org.post("token", TokenClient.redeeming(code)));
        var form = request();
        form.put("id_token_hint", tokens.get("id_token").toString());
        var response = ada.get("/oauth2/v1/logout?" + Browser.encode(form));
        assertEquals(TokenClient.SIGNED_OUT + "?state=a+b%26c", location(response));
        assertFalse(signedIn(ada));
    }
}
