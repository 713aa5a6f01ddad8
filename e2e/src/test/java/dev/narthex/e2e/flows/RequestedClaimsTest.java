package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Claims that an app asks for by name.
class RequestedClaimsTest {
    private static final String LOCALE = "{\"id_token\":{\"locale\":null,\"email_verified\":{\"essential\":true}}}";

    @AutoClose
    private static TestServer idp;

    private static TokenClient page;
    private static Browser ada;
    private static String adaId;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        adaId = idp.fixture.user("ada@example.org").id();
        idp.fixture.user("bob@example.org");
        page = TokenClient.ofPage(idp);
        ada = idp.browser();
        ada.signIn(page.asking("openid").url(), "ada@example.org", Fixture.PASSWORD);
        var source = new Claim.Source("user.locale + \"!\"", Optional.empty());
        idp.fixture.newServer(
                "loud",
                server -> Fixture.claiming(
                        server,
                        new Claim(
                                "ocl1",
                                "shout",
                                Claim.Target.IDENTITY,
                                source,
                                Set.of("profile"),
                                new Claim.Flags(true, false, false))));
    }

    private static Map<String, Object> idToken(TokenClient client, Ask ask) {
        var code = Answer.inQuery(ada.get(ask.url())).get("code");
        return redeemed(client, code);
    }

    private static Map<String, Object> redeemed(TokenClient client, String code) {
        var tokens = TokenClient.json(client.post("token", TokenClient.redeeming(code)));
        return Answer.part((String) tokens.get("id_token"), 1);
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5, §5.5.1: a claim that a granted scope permits comes in the ID token, if requested")
    void moved() {
        var thin = idToken(page, page.asking("openid profile email"));
        assertFalse(thin.containsKey("locale"), thin.toString());
        var asked = idToken(page, page.asking("openid profile email").with("claims", LOCALE));
        assertEquals("en_US", asked.get("locale"));
        assertEquals(true, asked.get("email_verified"));
        assertFalse(asked.containsKey("given_name"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5: what no granted scope permits does not come, essential or not")
    void notPermitted() {
        var asked = idToken(page, page.asking("openid email").with("claims", LOCALE));
        assertFalse(asked.containsKey("locale"), asked.toString());
        assertEquals(true, asked.get("email_verified"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5: claims of the server's own are requested alike")
    void ofTheServer() {
        var loud = page.at("/oauth2/loud");
        assertFalse(idToken(loud, loud.asking("openid profile")).containsKey("shout"));
        String claims = "{\"id_token\":{\"shout\":null}}";
        var asked = idToken(loud, loud.asking("openid profile").with("claims", claims));
        assertEquals("en_US!", asked.get("shout"));
        assertFalse(idToken(loud, loud.asking("openid").with("claims", claims)).containsKey("shout"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5: the wish survives signing in, and each refresh")
    void survives() {
        var ask = page.asking("openid profile offline_access").with("claims", LOCALE);
        var code = Answer.inQuery(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD))
                .get("code");
        var tokens = TokenClient.json(page.post("token", TokenClient.redeeming(code)));
        assertEquals("en_US", Answer.part((String) tokens.get("id_token"), 1).get("locale"));
        var form = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        var again = TokenClient.json(page.post("token", form));
        assertEquals("en_US", Answer.part((String) again.get("id_token"), 1).get("locale"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5.1: nobody else answers a request for the claim sub of somebody")
    void subject() {
        String hers = "{\"id_token\":{\"sub\":{\"value\":\"" + adaId + "\"}}}";
        assertEquals(
                adaId, idToken(page, page.asking("openid").with("claims", hers)).get("sub"));
        String others = "{\"userinfo\":{\"sub\":{\"values\":[\"00uother\",\"00unobody\"]}}}";
        var ask = page.asking("openid").with("claims", others);
        var silent = Answer.inQuery(ada.get(ask.with("prompt", "none").url()));
        assertEquals("login_required", silent.error());
        idp.clock.advance(Duration.ofSeconds(1));
        assertTrue(ada.go(ask.url()).body().contains("name=\"password\""));
        var bob = idp.browser()
                .signIn(page.asking("openid").with("claims", hers).url(), "bob@example.org", Fixture.PASSWORD);
        assertEquals("login_required", Answer.inQuery(bob).error());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'value':'urn:okta:loa:1fa:pwd'} | urn:okta:loa:1fa:pwd",
                "{'essential':true,'values':['phr','urn:okta:loa:1fa:any']} | urn:okta:loa:1fa:any",
                "{'essential':true,'value':'phr'} | unmet_authentication_requirements",
                "{'essential':true,'values':['phr','phrh']} | unmet_authentication_requirements",
                "{'value':'phr'} | none",
                "{'essential':true} | none",
                "null | none"
            })
    @DisplayName("OIDC Core 1.0 §5.5.1.1: an essential class of authentication is reached, or the request refused")
    void classes(String request, String expected) {
        String claims = "{\"id_token\":{\"acr\":" + request.replace('\'', '"') + "}}";
        var answer = Answer.inQuery(
                ada.get(page.asking("openid").with("claims", claims).url()));
        if (answer.error() != null) {
            assertEquals(expected, answer.error());
        } else {
            assertEquals(expected, redeemed(page, answer.get("code")).getOrDefault("acr", "none"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "null",
                "{",
                "{\"id_token\":[]}",
                "{\"id_token\":\"name\"}",
                "{\"userinfo\":1}",
                "{\"id_token\":{\"name\":true}}",
                "{\"id_token\":{\"name\":[]}}",
                "{\"id_token\":{},\"id_token\":{}}"
            })
    @DisplayName("OIDC Core 1.0 §5.5: what is no object of requests is invalid_request")
    void malformed(String claims) {
        assertEquals("invalid_request", answered(claims));
    }

    private static String answered(String claims) {
        return Answer.inQuery(
                        ada.get(page.asking("openid").with("claims", claims).url()))
                .error();
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.5: too many, too long and too deep are refused; what is not understood is ignored")
    void bounded() {
        assertEquals("invalid_request", answered("{\"id_token\":{\"n\":" + "[".repeat(3000)));
        var many = new StringBuilder("{\"id_token\":{\"c0\":null");
        for (int i = 1; i <= 50; i++) many.append(",\"c").append(i).append("\":null");
        assertEquals("invalid_request", answered(many.append("}}").toString()));
        assertEquals("invalid_request", answered("{\"x\":\"" + "y".repeat(4096) + "\"}"));
        assertEquals(null, answered("{\"verified_claims\":[1],\"id_token\":{\"name\":{\"purpose\":\"x\"}}}"));
    }
}
