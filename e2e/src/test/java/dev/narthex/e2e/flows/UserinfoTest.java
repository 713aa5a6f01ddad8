package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Claims for a bearer, and how others are turned away in words that SDKs can parse.
class UserinfoTest {
    private static final String DEFAULT = "/oauth2/default";
    private static TestServer idp;
    private static App app;
    private static Api api;
    private static Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        api = new Api(idp);
        app = idp.fixture.app();
        idp.fixture.user("ada@example.org");
        browser = idp.browser();
        browser.signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Answer answer(Ask ask) {
        return Answer.inFragment(browser.get(ask.url()));
    }

    private static String token() {
        return answer(Ask.of(app)).get("access_token");
    }

    private static void expectInvalid(HttpResponse<String> response) {
        assertEquals(401, response.statusCode());
        assertEquals(
                "Bearer error=\"invalid_token\", error_description=\"The access token is invalid\"",
                response.headers().firstValue("www-authenticate").orElseThrow());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "openid, sub",
        "openid email, sub email email_verified",
        "openid profile, sub name family_name given_name preferred_username locale updated_at"
    })
    @DisplayName("OIDC Core 1.0 §5.3.2: the claims of the scopes, for the person that the ID token names")
    void claims(String scope, String names) {
        var answer = answer(Ask.of(app).with("scope", scope));
        var response = api.userinfo(DEFAULT, answer.get("access_token"));
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertTrue(response.headers().firstValue("cache-control").orElseThrow().contains("no-store"));
        var claims = Api.json(response);
        assertEquals(Set.of(names.split(" ")), claims.keySet());
        assertEquals(answer.claims("id_token").get("sub"), claims.get("sub"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §5.3.1: by POST as well, and at the org's server with its own tokens")
    void otherWays() {
        var request = idp.browser().request(DEFAULT + "/v1/userinfo");
        var posted = idp.browser()
                .send(request.header("Authorization", "bearer " + token()).POST(BodyPublishers.noBody()));
        assertEquals(200, posted.statusCode());
        String org = answer(Ask.of(app).atOrg()).get("access_token");
        assertEquals(200, api.userinfo("/oauth2", org).statusCode());
        // Abuse 72.
        expectInvalid(api.userinfo(DEFAULT, org));
        expectInvalid(api.userinfo("/oauth2", token()));
    }

    @Test
    @DisplayName("RFC 6750 §2.2: the token may be in the form of a POST, and then nowhere else")
    void inTheForm() {
        String token = token();
        assertEquals(200, post("access_token=" + token, "").statusCode());
        expectInvalid(post("access_token=x", ""));
        var both = post("access_token=" + token, "Bearer " + token);
        assertEquals(400, both.statusCode());
        assertTrue(both.headers().firstValue("www-authenticate").orElseThrow().contains("invalid_request"));
        assertEquals(
                "Bearer", post("", "").headers().firstValue("www-authenticate").orElseThrow());
    }

    @Test
    @DisplayName(
            "OIDC Core 1.0 §5.3.2, OIDC Registration 1.0 §2: an app that registered an algorithm gets a signed answer")
    void signed() {
        var signing = idp.fixture.app(settings -> Fixture.with(settings, "userinfo_signed_response_alg", "RS256"));
        var response = api.userinfo(
                DEFAULT, answer(Ask.of(signing).with("scope", "openid email")).get("access_token"));
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/jwt", response.headers().firstValue("content-type").orElseThrow());
        String kid = (String) Answer.part(response.body(), 0).get("kid");
        assertTrue(api.kids(DEFAULT).contains(kid));
        var claims = Answer.part(response.body(), 1);
        assertEquals(Set.of("sub", "email", "email_verified", "iss", "aud"), claims.keySet());
        assertEquals(idp.baseUrl() + DEFAULT, claims.get("iss"));
        assertEquals(signing.clientId(), claims.get("aud"));
        // It is no access token, though it is as well signed.
        expectInvalid(api.userinfo(DEFAULT, response.body()));
    }

    @Test
    @DisplayName("An algorithm that the server has no key for is named in the answer")
    void signedByAnother() {
        var other = idp.fixture.app(settings -> Fixture.with(settings, "userinfo_signed_response_alg", "ES256"));
        var response = api.userinfo(DEFAULT, answer(Ask.of(other)).get("access_token"));
        assertEquals(400, response.statusCode());
        assertEquals(
                "The app's 'userinfo_signed_response_alg' is ES256; this server signs by RS256",
                Api.json(response).get("error_description"));
    }

    private static HttpResponse<String> post(String form, String authorization) {
        var request = idp.browser()
                .request(DEFAULT + "/v1/userinfo")
                .header("Content-Type", "application/x-www-form-urlencoded");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return idp.browser().send(request.POST(BodyPublishers.ofString(form)));
    }

    @Test
    @DisplayName("RFC 6750 §3.1: without a token, only the scheme; the header is exposed to scripts")
    void noToken() {
        for (String authorization : new String[] {"Basic YTpi", "Digest x", "Bearer"}) {
            var response = api.get(DEFAULT + "/v1/userinfo", "Authorization", authorization);
            assertEquals(401, response.statusCode());
            assertEquals(
                    "Bearer", response.headers().firstValue("www-authenticate").orElseThrow());
        }
        var response = api.get(DEFAULT + "/v1/userinfo");
        assertEquals("Bearer", response.headers().firstValue("www-authenticate").orElseThrow());
        assertTrue(response.headers()
                .firstValue("access-control-expose-headers")
                .orElseThrow()
                .contains("WWW-Authenticate"));
    }

    @Test
    @DisplayName("RFC 6750 §2: a token in the address is refused, whatever it is worth, for addresses are logged")
    void tokenInQuery() {
        var response = api.get(DEFAULT + "/v1/userinfo?access_token=" + token());
        assertEquals(400, response.statusCode());
        assertTrue(response.headers()
                .firstValue("www-authenticate")
                .orElseThrow()
                .startsWith("Bearer error=\"invalid_request\""));
    }

    @Test
    @DisplayName("RFC 6750 §3.1: a token without openid is 403 insufficient_scope")
    void insufficient() {
        String token = answer(Ask.of(app).with("response_type", "token").with("scope", "profile"))
                .get("access_token");
        var response = api.userinfo(DEFAULT, token);
        assertEquals(403, response.statusCode());
        String header = response.headers().firstValue("www-authenticate").orElseThrow();
        assertTrue(header.startsWith("Bearer error=\"insufficient_scope\", error_description=\""), header);
        // An official SDK reads the pairs with a pattern that knows only these characters.
        assertTrue(header.substring(7).matches("(\\w+=\"[A-Za-z0-9 !#$%&'*+.^_`|~/:-]+\"(, )?)+"), header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "..", "\"", "ÿ"})
    @DisplayName("Abuse 52, 57: what is no token of ours is invalid")
    void garbage(String token) {
        var response = api.get(DEFAULT + "/v1/userinfo", "Authorization", "Bearer " + token);
        assertTrue(response.statusCode() == 401 || response.statusCode() == 400, response.toString());
    }

    @Test
    @DisplayName("Abuse 52, 53, 54: header, claims and signature of a token can't be changed")
    void forged() {
        String[] parts = token().split("\\.");
        String kid = api.kids(DEFAULT).getFirst();
        for (String header : new String[] {
            "{\"alg\":\"none\"}",
            "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}",
            "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}",
            "{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}",
            "{\"alg\":\"RS256\",\"kid\":\"' OR 1=1 --\"}",
            "{\"alg\":\"RS256\",\"jku\":\"https://evil.example/keys\",\"kid\":\"" + kid + "\"}"
        }) {
            expectInvalid(api.userinfo(DEFAULT, encoded(header) + "." + parts[1] + "." + parts[2]));
            expectInvalid(api.userinfo(DEFAULT, encoded(header) + "." + parts[1] + "."));
        }
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = encoded(claims.replace("ada@", "eve@"));
        expectInvalid(api.userinfo(DEFAULT, parts[0] + "." + changed + "." + parts[2]));
        expectInvalid(api.userinfo(DEFAULT, parts[0] + "." + parts[1] + "." + parts[2].substring(4)));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("Abuse 59, 60: an ID token is no access token")
    void idToken() {
        expectInvalid(api.userinfo(DEFAULT, answer(Ask.of(app)).get("id_token")));
    }

    @Test
    @DisplayName("RFC 6750 §3.1: an expired token is invalid, after a leeway of a minute")
    void expired() {
        try (var other = TestServer.fresh()) {
            other.fixture.user("ada@example.org");
            var ask = Ask.of(other.fixture.app());
            var answer = Answer.inFragment(other.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
            var there = new Api(other);
            other.clock.advance(Duration.ofMinutes(60));
            assertEquals(
                    200, there.userinfo(DEFAULT, answer.get("access_token")).statusCode());
            other.clock.advance(Duration.ofSeconds(61));
            expectInvalid(there.userinfo(DEFAULT, answer.get("access_token")));
        }
    }

    @Test
    @DisplayName("Abuse 71: the token of somebody who may not sign in any more is invalid")
    void suspended() {
        String login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        var answer = Answer.inFragment(idp.browser().signIn(Ask.of(app).url(), login, Fixture.PASSWORD));
        assertEquals(200, api.userinfo(DEFAULT, answer.get("access_token")).statusCode());
        idp.fixture.suspend(login);
        Await.until(
                "the suspension counts",
                () -> api.userinfo(DEFAULT, answer.get("access_token")).statusCode() == 401);
    }

    @Test
    @DisplayName("Abuse 57: a token of ten megabytes is refused, and the server goes on")
    void huge() {
        var response = api.get(DEFAULT + "/v1/userinfo", "Authorization", "Bearer " + "A".repeat(20_000));
        assertEquals(431, response.statusCode());
        assertFalse(response.headers().firstValue("x-okta-request-id").isEmpty());
        assertEquals(200, api.userinfo(DEFAULT, token()).statusCode());
    }
}
