package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Authorization answers in one signed token (JARM).
class SignedAnswersTest {
    @AutoClose
    private static TestServer idp;

    private static App app;
    private static TokenClient page;
    private static Browser ada;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
        app = idp.fixture.app();
        page = TokenClient.ofPage(idp);
        ada = idp.browser();
        ada.signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD);
    }

    /// The claims of the one parameter there is, after its signature was checked with a published key.
    private static Map<String, Object> opened(Answer answer) throws Exception {
        assertEquals(Set.of("response"), answer.parameters().keySet());
        var jwt = SignedJWT.parse(answer.get("response"));
        var keys = JWKSet.parse(idp.browser().get("/oauth2/default/v1/keys").body());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertEquals("RS256", jwt.getHeader().getAlgorithm().getName());
        assertTrue(jwt.verify(new RSASSAVerifier(key)));
        return Answer.part(answer.get("response"), 1);
    }

    private static Answer travelled(String how, HttpResponse<String> response) {
        return switch (how) {
            case "query" -> Answer.inQuery(response);
            case "fragment" -> Answer.inFragment(response);
            default -> Answer.inForm(response);
        };
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"jwt, query", "query.jwt, query", "fragment.jwt, fragment", "form_post.jwt, form"})
    @DisplayName("JARM 1.0 §2.1, §2.3, §2.3.4, RFC 9207 §2.4: a code in a token: who answers, whom, for how long")
    void code(String mode, String how) throws Exception {
        var response = ada.get(page.asking("openid").with("response_mode", mode).url());
        var answer = travelled(how, response);
        assertEquals(Fixture.REDIRECT, answer.place());
        var claims = opened(answer);
        assertEquals(Set.of("code", "state", "iss", "aud", "exp"), claims.keySet());
        assertEquals(idp.issuer(), claims.get("iss"));
        assertEquals(page.id(), claims.get("aud"));
        assertEquals("s1", claims.get("state"));
        long left =
                ((Number) claims.get("exp")).longValue() - idp.clock.instant().getEpochSecond();
        assertEquals(600, left);
        var redeemed = page.post("token", TokenClient.redeeming((String) claims.get("code")));
        assertEquals(200, redeemed.statusCode(), redeemed.body());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"jwt, fragment", "fragment.jwt, fragment", "form_post.jwt, form"})
    @DisplayName("JARM 1.0 §2.1, §2.3.4: tokens in a token, as text, never in a query")
    void tokens(String mode, String how) throws Exception {
        var claims = opened(
                travelled(how, ada.get(Ask.of(app).with("response_mode", mode).url())));
        assertEquals(
                Set.of("id_token", "access_token", "token_type", "expires_in", "scope", "state", "iss", "aud", "exp"),
                claims.keySet());
        assertEquals("3600", claims.get("expires_in"));
        assertEquals(200, page.userinfo(claims.get("access_token")));
    }

    @ParameterizedTest(name = "{0} and {1}={2} → {3} in {4}")
    @CsvSource({
        "jwt, nonce, '', invalid_request, fragment",
        "form_post.jwt, scope, openid nonesuch, invalid_scope, form",
        "fragment.jwt, prompt, none login, invalid_request, fragment",
        "query.jwt, nonce, n1, unsupported_response_mode, fragment"
    })
    @DisplayName("JARM 1.0 §2.1, §2.3.1: errors come in a token, too")
    void errors(String mode, String name, String value, String error, String how) throws Exception {
        var ask = Ask.of(app).with("response_mode", mode).with(name, value);
        var claims = opened(travelled(how, ada.get(ask.url())));
        assertEquals(Set.of("error", "error_description", "state", "iss", "aud", "exp"), claims.keySet());
        assertEquals(error, claims.get("error"));
        assertEquals("s1", claims.get("state"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"jwt", "query.jwt", "fragment.jwt", "form_post.jwt"})
    @DisplayName("Abuse 7: no response mode carries an answer or an error to an address that is not registered")
    void unregistered(String mode) {
        for (String uri :
                new String[] {"https://evil.example/cb", "https://app.example/cb/*", "https://app.example/cb/x"}) {
            var ask = Ask.of(app).with("response_mode", mode).with("redirect_uri", uri);
            for (var sent : new Ask[] {ask, ask.without("nonce"), ask.with("prompt", "none")}) {
                var response = ada.get(sent.url());
                assertEquals(400, response.statusCode());
                assertTrue(response.headers().firstValue("location").isEmpty());
                assertFalse(response.body().contains("<form"), response.body());
                assertFalse(response.body().contains("eyJ"), response.body());
            }
        }
    }

    @Test
    @DisplayName("Abuse 59: an answer in a token is no id_token_hint and no access token")
    void noOtherKind() {
        var answer = Answer.inFragment(
                ada.get(Ask.of(app).with("response_mode", "jwt").url()));
        String response = answer.get("response");
        assertEquals(401, page.userinfo(response));
        var hinted = ada.get(Ask.of(app).with("id_token_hint", response).url());
        assertEquals("invalid_request", Answer.inFragment(hinted).error());
    }
}
