package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.RemoteKeys;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verifier;
import dev.narthex.policy.AuthorizationServer.JwtProfile;
import dev.narthex.policy.AuthorizationServer.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// For whom tokens are, and in which form.
class ResourcesTest {
    private static final String AUDIENCE = "api://default";

    @AutoClose
    private static TestServer idp;

    private static App app;
    private static TokenClient page;
    private static Browser ada;
    private static String adaId;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        adaId = idp.fixture.user("ada@example.org").id();
        app = idp.fixture.app();
        page = TokenClient.ofPage(idp);
        ada = idp.browser();
        ada.signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD);
        idp.fixture.newServer(
                "standard", server -> Fixture.with(server, Options.STANDARD.withJwtProfile(JwtProfile.RFC9068)));
    }

    @ParameterizedTest(name = "resource={0} → {1}")
    @CsvSource({
        "api://default, tokens",
        "'', tokens",
        "api://other, invalid_target",
        "api://default/, invalid_target",
        "API://default, invalid_target",
        "not an address, invalid_target"
    })
    @DisplayName("RFC 8707 §2: a request may name the audience, and no other resource")
    void atAuthorize(String resource, String expected) {
        var answer =
                Answer.inFragment(ada.get(Ask.of(app).with("resource", resource).url()));
        assertEquals(expected, answer.error() == null ? "tokens" : answer.error());
        if (answer.error() == null) {
            assertEquals(AUDIENCE, answer.claims("access_token").get("aud"));
        }
    }

    @Test
    @DisplayName("RFC 8707 §2: resource alone may come more than once; each must be the audience")
    void repeated() {
        var twice = Ask.of(app).with("resource", AUDIENCE).and("resource", AUDIENCE);
        assertEquals(
                AUDIENCE,
                Answer.inFragment(ada.get(twice.url())).claims("access_token").get("aud"));
        assertEquals(
                "invalid_target",
                Answer.inFragment(ada.get(twice.and("resource", "api://x").url()))
                        .error());
        // Also after signing in: the sealed request is as good as the one that came.
        var answer = idp.browser().signIn(twice.url(), "ada@example.org", Fixture.PASSWORD);
        assertEquals(AUDIENCE, Answer.inFragment(answer).claims("access_token").get("aud"));
    }

    @Test
    @DisplayName("RFC 8707 §2: at the org's server the audience is the org")
    void atOrg() {
        var ask = Ask.of(app).atOrg();
        var named = ada.get(ask.with("resource", idp.baseUrl()).url());
        assertEquals(
                idp.baseUrl(), Answer.inFragment(named).claims("access_token").get("aud"));
        assertEquals(
                "invalid_target",
                Answer.inFragment(ada.get(ask.with("resource", AUDIENCE).url())).error());
    }

    @Test
    @DisplayName("RFC 8707 §2.2: the token endpoint is asked for the audience, or refuses")
    void atToken() {
        var form = new HashMap<>(TokenClient.redeeming(page.code(idp.browser(), "ada@example.org", "openid")));
        form.put("resource", "api://other");
        var refused = page.post("token", form);
        assertEquals(400, refused.statusCode());
        assertEquals("invalid_target", TokenClient.json(refused).get("error"));
        form.put("resource", AUDIENCE);
        assertEquals(200, page.post("token", form).statusCode());
        var pushed = page.post(
                "par", page.asking("openid").with("resource", "api://other").asMap());
        assertEquals("invalid_target", TokenClient.json(pushed).get("error"));
    }

    @Test
    @DisplayName("RFC 9068 §2.1, §2.2, §2.2.1, §2.2.3: a server can give access tokens the form of the standard")
    void standardForm() {
        var ask = Ask.of(app).at("/oauth2/standard").with("acr_values", "urn:okta:loa:1fa:pwd");
        var answer = Answer.inFragment(ada.get(ask.url()));
        assertEquals(Set.of("kid", "alg", "typ"), answer.header("access_token").keySet());
        assertEquals("at+jwt", answer.header("access_token").get("typ"));
        var claims = answer.claims("access_token");
        assertEquals(
                Map.of(
                        "sub",
                        adaId,
                        "client_id",
                        app.clientId(),
                        "scope",
                        "openid profile email",
                        "acr",
                        "urn:okta:loa:1fa:pwd",
                        "aud",
                        AUDIENCE,
                        "iss",
                        idp.baseUrl() + "/oauth2/standard"),
                kept(claims, Set.of("sub", "client_id", "scope", "acr", "aud", "iss")));
        assertEquals(List.of("openid", "profile", "email"), claims.get("scp"));
        assertEquals(Set.of("kid", "alg"), answer.header("id_token").keySet());
        assertEquals(200, page.at("/oauth2/standard").userinfo(answer.get("access_token")));
    }

    private static Map<String, Object> kept(Map<String, Object> claims, Set<String> names) {
        var kept = new HashMap<>(claims);
        kept.keySet().retainAll(names);
        return kept;
    }

    @Test
    @DisplayName("Okta: without that option the form is Okta's: two members in the header, the login in sub")
    void oktaForm() {
        var answer = Answer.inFragment(ada.get(Ask.of(app).url()));
        assertEquals(Set.of("kid", "alg"), answer.header("access_token").keySet());
        assertEquals("ada@example.org", answer.claims("access_token").get("sub"));
        assertEquals(null, answer.claims("access_token").get("client_id"));
        assertEquals(null, answer.claims("access_token").get("scope"));
    }

    @Test
    @DisplayName("RFC 9068 §4: an API that uses our verifier takes both forms, and no ID token")
    void verifiedByApis() {
        for (String server : List.of("/oauth2/default", "/oauth2/standard")) {
            var answer = Answer.inFragment(ada.get(Ask.of(app).at(server).url()));
            // As ResourceServer has it, with the clock of the test.
            String issuer = idp.baseUrl() + server;
            var expected = Expected.of(issuer, AUDIENCE).withClaims("scp");
            var verifier = new Verifier(expected, RemoteKeys.of(issuer, idp.clock), idp.clock, CryptoProvider.jdk());
            var verified = verifier.verify(answer.get("access_token"));
            assertEquals(Verification.Valid.class, verified.getClass(), verified.toString());
            assertEquals(
                    Verification.Refused.class,
                    verifier.verify(answer.get("id_token")).getClass());
        }
    }
}
