package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.Jwk;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that an app signed. Each is good but for the one thing that it is about.
class RequestObjectsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @AutoClose
    private static TestServer idp;

    private static RSAKey key;
    private static TokenClient web;
    private static TokenClient signing;

    @BeforeAll
    static void start() throws JOSEException {
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        web = TokenClient.withSecrets(idp, "client_secret_post", SECRET);
        signing = TokenClient.withKeys(idp, new Jwk(key.toPublicJWK().toJSONObject()));
    }

    /// All of a request, from this client to the server `default`, for five minutes.
    private static Map<String, Object> claims(TokenClient client) {
        var claims =
                new LinkedHashMap<String, Object>(client.asking("openid email").asMap());
        claims.put("iss", client.id());
        claims.put("aud", idp.issuer());
        claims.put("exp", Date.from(idp.clock.instant().plusSeconds(300)));
        return claims;
    }

    private static String signed(JWSHeader header, JWSSigner signer, Map<String, Object> claims) {
        try {
            var set = new JWTClaimsSet.Builder();
            claims.forEach(set::claim);
            var jwt = new SignedJWT(header, set.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String withSecret(JWSAlgorithm algorithm, String secret, Map<String, Object> claims) {
        try {
            return signed(new JWSHeader(algorithm), new MACSigner(secret), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String withSecret(Map<String, Object> claims) {
        return withSecret(JWSAlgorithm.HS256, SECRET, claims);
    }

    private static String withKey(Map<String, Object> claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("k1")
                    .type(new JOSEObjectType("oauth-authz-req+jwt"))
                    .build();
            return signed(header, new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// The request object, and the address to answer errors to.
    private static Ask sent(TokenClient client, String object) {
        return new Ask(client.server(), List.of())
                .with("client_id", client.id())
                .with("redirect_uri", Fixture.REDIRECT)
                .with("response_type", "code")
                .with("state", "outside")
                .with("request", object);
    }

    private static HttpResponse<String> signIn(Ask ask) {
        return idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
    }

    private static Map<String, Object> redeemed(TokenClient client, Answer answer) {
        var form = new HashMap<>(TokenClient.redeeming(answer.get("code")));
        form.put("client_secret", SECRET);
        var response = client.post("token", form);
        assertEquals(200, response.statusCode(), response.body());
        return TokenClient.json(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    @DisplayName("OIDC Core 1.0 §6.1, RFC 9101 §4, §5, §6.2: a request signed with the secret is what counts")
    void bySecret(String algorithm) {
        var claims = claims(web);
        claims.put("nonce", "inside");
        var ask = sent(web, withSecret(JWSAlgorithm.parse(algorithm), SECRET, claims))
                .with("scope", "openid profile offline_access")
                .with("nonce", "outside")
                .with("code_challenge", "x".repeat(43));
        var answer = Answer.inQuery(signIn(ask));
        assertEquals("s1", answer.get("state"));
        var tokens = redeemed(web, answer);
        assertEquals("openid email", tokens.get("scope"));
        assertEquals("inside", Answer.part((String) tokens.get("id_token"), 1).get("nonce"));
    }

    @Test
    @DisplayName("RFC 9101 §6.2: a request signed with a registered key is what counts, and all of it may be inside")
    void byKey() {
        var ask = new Ask(signing.server(), List.of())
                .with("client_id", signing.id())
                .with("request", withKey(claims(signing)));
        assertEquals("s1", Answer.inQuery(signIn(ask)).get("state"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §6.1: numbers inside are as good as text, and what is outside alone counts, too")
    void merged() {
        var claims = claims(web);
        claims.remove("scope");
        claims.put("max_age", 3600);
        var ask = sent(web, withSecret(claims)).with("scope", "openid profile");
        assertEquals(
                "openid profile", redeemed(web, Answer.inQuery(signIn(ask))).get("scope"));
    }

    private static Arguments bad(String what, Consumer<Map<String, Object>> change) {
        return Arguments.of(what, change);
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                bad("Abuse 44: for another server", it -> it.put("aud", idp.baseUrl())),
                bad("Abuse 44: for the token endpoint", it -> it.put("aud", idp.issuer() + "/v1/token")),
                bad("for nobody", it -> it.remove("aud")),
                bad("from another client", it -> it.put("iss", signing.id())),
                bad("from nobody", it -> it.remove("iss")),
                bad("with the id of another client inside", it -> it.put("client_id", signing.id())),
                bad("over", it -> it.put("exp", Date.from(idp.clock.instant().minusSeconds(120)))),
                bad("without an end", it -> it.remove("exp")),
                bad(
                        "good for more than an hour",
                        it -> it.put("exp", Date.from(idp.clock.instant().plus(Duration.ofMinutes(61))))),
                bad(
                        "not good yet",
                        it -> it.put("nbf", Date.from(idp.clock.instant().plusSeconds(300)))),
                bad("Abuse 44: with a request inside", it -> it.put("request", "eyJ")),
                bad("Abuse 44: with a request_uri inside", it -> it.put("request_uri", "https://evil.example/r")),
                bad("RFC 9101 §10.8: an assertion of the client", it -> it.put("sub", web.id())),
                bad("with a list where a text belongs", it -> it.put("scope", List.of("openid"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("RFC 9101 §4, §5, §10.8: Abuse 44: a request object is refused that is")
    void refused(String what, Consumer<Map<String, Object>> change) {
        var claims = claims(web);
        change.accept(claims);
        assertRefused(withSecret(claims));
    }

    private static void assertRefused(String object) {
        var answer = Answer.inQuery(idp.browser().get(sent(web, object).url()));
        assertEquals("invalid_request_object", answer.error());
        assertEquals("outside", answer.get("state"));
        var alone = new Ask(web.server(), List.of()).with("client_id", web.id()).with("request", object);
        var page = idp.browser().get(alone.url());
        assertEquals(400, page.statusCode());
        assertTrue(page.headers().firstValue("location").isEmpty());
        var pushed = web.post("par", Map.of("client_secret", SECRET, "request", object));
        assertEquals(400, pushed.statusCode(), pushed.body());
        assertEquals("invalid_request_object", TokenClient.json(pushed).get("error"));
    }

    @Test
    @DisplayName("RFC 9101 §6.2: Abuse 44: unsigned, signed by another, changed, or no token at all: refused")
    void unsigned() {
        var good = withSecret(claims(web));
        String none = base64("{\"alg\":\"none\"}") + "." + good.split("\\.")[1] + ".";
        String changed =
                good.split("\\.")[0] + "." + base64("{\"iss\":\"" + web.id() + "\"}") + "." + good.split("\\.")[2];
        var others = List.of(
                none,
                changed,
                withSecret(JWSAlgorithm.HS256, SECRET.toUpperCase(java.util.Locale.ROOT), claims(web)),
                withKey(claims(web)),
                "eyJ",
                "a.b.c",
                good + ".x");
        others.forEach(RequestObjectsTest::assertRefused);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("Okta: Abuse 53: a secret of fewer than 32 bytes signs nothing, and a public key is no secret")
    void weak() throws JOSEException {
        String shortSecret = "0123456789abcdef0123456789abcde";
        var weak = TokenClient.withSecrets(idp, "client_secret_post", shortSecret);
        var object = withSecret(JWSAlgorithm.HS256, shortSecret + "\0", claims(weak));
        assertEquals("invalid_request_object", answered(weak, object));
        String asSecret = key.toPublicJWK().toJSONString();
        assertEquals(
                "invalid_request_object", answered(signing, withSecret(JWSAlgorithm.HS256, asSecret, claims(signing))));
    }

    private static String answered(TokenClient client, String object) {
        return Answer.inQuery(idp.browser().get(sent(client, object).url())).error();
    }

    @Test
    @DisplayName("OIDC Core 1.0 §6.1: an app that registered an algorithm is held to it")
    void registeredAlgorithm() {
        var strict = web.with("request_object_signing_alg", "HS512");
        assertEquals("invalid_request_object", answered(strict, withSecret(claims(strict))));
        var good = withSecret(JWSAlgorithm.HS512, SECRET, claims(strict));
        assertEquals("s1", Answer.inQuery(signIn(sent(strict, good))).get("state"));
    }

    @Test
    @DisplayName("RFC 9101 §6.3, §10.5: Abuse 44: of an app that must sign, nothing unsigned counts")
    void mustSign() {
        var strict = web.with("require_signed_request_object", true);
        var plain = idp.browser().get(strict.asking("openid").url());
        assertEquals("invalid_request", Answer.inQuery(plain).error());
        var ask =
                sent(strict, withSecret(claims(strict))).with("prompt", "none").with("response_mode", "fragment");
        assertEquals("s1", Answer.inQuery(signIn(ask)).get("state"));
    }

    @Test
    @DisplayName("Okta: a request object with an id is granted once")
    void once() {
        var claims = claims(web);
        claims.put("jti", "one");
        var ask = sent(web, withSecret(claims));
        assertTrue(Answer.inQuery(signIn(ask)).parameters().containsKey("code"));
        var again = signIn(ask);
        assertEquals(400, again.statusCode());
        assertFalse(again.body().contains("code="));
        var other = signing.with("x", "y");
        var theirs = claims(other);
        theirs.put("jti", "one");
        var allowed =
                new Ask(other.server(), List.of()).with("client_id", other.id()).with("request", withKey(theirs));
        assertTrue(Answer.inQuery(signIn(allowed)).parameters().containsKey("code"));
    }

    @Test
    @DisplayName("RFC 9126 §3: a request object may be pushed, and then all of the request is inside")
    void pushed() {
        var form = Map.of(
                "client_secret", SECRET, "request", withSecret(claims(web)), "state", "outside", "prompt", "none");
        var response = web.post("par", form);
        assertEquals(201, response.statusCode(), response.body());
        var ask = new Ask(web.server(), List.of()).with("client_id", web.id()).with("request_uri", (String)
                TokenClient.json(response).get("request_uri"));
        assertEquals("s1", Answer.inQuery(signIn(ask)).get("state"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §6.1: Abuse 44: a redirect_uri inside is compared as one outside")
    void redirectUri() {
        var claims = claims(web);
        claims.put("redirect_uri", "https://evil.example/cb");
        var page = idp.browser().get(sent(web, withSecret(claims)).url());
        assertEquals(400, page.statusCode());
        assertTrue(page.headers().firstValue("location").isEmpty());
    }
}
