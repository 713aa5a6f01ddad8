package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.jose.SigningAlgorithm;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is published of the signing keys, and what a rotation does.
class KeysTest {
    private static final String ROTATE = "/api/v1/authorizationServers/ausEc/credentials/lifecycle/keyRotate";
    private static TestServer idp;
    private static Api api;
    private static Ask ask;
    private static Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        api = new Api(idp);
        idp.fixture.user("ada@example.org");
        idp.fixture.newServer("ausEc", it -> Fixture.signing(it, SigningAlgorithm.ES256));
        ask = Ask.of(idp.fixture.app()).at("/oauth2/ausEc");
        browser = idp.browser();
        browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/default/v1/keys", "/oauth2/v1/keys", "/v1/keys"})
    @DisplayName("C9, Okta: exactly keys on top, and six members a key, for an official verifier takes no more")
    void strictShape(String path) {
        var response = api.get(path);
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertEquals(
                "max-age=3600, must-revalidate",
                response.headers().firstValue("cache-control").orElseThrow());
        var body = Api.json(response);
        assertEquals(Set.of("keys"), body.keySet());
        var keys = api.keys(path.replace("/v1/keys", ""));
        assertEquals(2, keys.size(), "the one that signs, and the next, ahead of time");
        keys.forEach(key -> {
            assertEquals(Set.of("kty", "alg", "kid", "use", "e", "n"), key.keySet());
            assertEquals("RSA", key.get("kty"));
            assertEquals("RS256", key.get("alg"));
            assertEquals("sig", key.get("use"));
            assertEquals("AQAB", key.get("e"));
            assertEquals(342, ((String) key.get("n")).length(), "2048 bits");
        });
    }

    @Test
    @DisplayName("RFC 7518 §6.2: the members of an elliptic key, and never a private one")
    void ecShape() {
        api.keys("/oauth2/ausEc")
                .forEach(key -> assertEquals(Set.of("kty", "alg", "kid", "use", "crv", "x", "y"), key.keySet()));
    }

    private static String kid() {
        return (String)
                Answer.inFragment(browser.get(ask.url())).header("access_token").get("kid");
    }

    @Test
    @DisplayName("C9, Abuse 61: after a rotation the next key signs, another is published ahead, old tokens stay good")
    void rotation() {
        var before = api.kids("/oauth2/ausEc");
        assertEquals(before.getFirst(), kid());
        String old = Answer.inFragment(browser.get(ask.url())).get("access_token");
        var response = new Admin(idp).post(ROTATE, "{\"use\":\"sig\"}");
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().indexOf("ACTIVE") < response.body().indexOf("NEXT"), response.body());
        assertTrue(response.body().indexOf("NEXT") < response.body().indexOf("EXPIRED"), response.body());
        var after = api.kids("/oauth2/ausEc");
        assertEquals(3, after.stream().distinct().count());
        assertEquals(before.get(1), after.getFirst());
        assertTrue(after.contains(before.getFirst()));
        assertEquals(before.get(1), kid());
        assertEquals(200, api.userinfo("/oauth2/ausEc", old).statusCode());
        assertEquals(
                "app.oauth2.as.key.rollover",
                idp.log().stream()
                        .map(it -> it.kind().type())
                        .filter(it -> it.contains("key"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    @DisplayName("Abuse 61: a key that is retired for long enough is published no more, and verifies nothing")
    void retired() {
        String kid = kid();
        String old = Answer.inFragment(browser.get(ask.url())).get("access_token");
        try (var other = TestServer.fresh()) {
            other.fixture.newServer("ausEc", it -> Fixture.signing(it, SigningAlgorithm.ES256));
            var there = new Api(other);
            String first = there.kids("/oauth2/ausEc").getFirst();
            new Admin(other).post(ROTATE, "{\"use\":\"sig\"}");
            assertTrue(there.kids("/oauth2/ausEc").contains(first));
            other.clock.advance(java.time.Duration.ofHours(49));
            new Admin(other).post(ROTATE, "{\"use\":\"sig\"}");
            assertFalse(there.kids("/oauth2/ausEc").contains(first));
            assertFalse(there.kids("/oauth2/ausEc").contains(kid));
            // Abuse 60, 72: same name, other keys.
            assertEquals(401, there.userinfo("/oauth2/ausEc", old).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"use\":\"enc\"}", "{}", "{\"use\":1}", "{\"use\":\"sig\"", "[]", "null", "", "use=sig"})
    @DisplayName("Okta: another use, or a body that is no JSON object, is 400 and rotates nothing")
    void badUse(String body) {
        var before = api.kids("/oauth2/ausEc");
        var response = new Admin(idp).post(ROTATE, body);
        assertEquals(400, response.statusCode(), response.body());
        assertTrue(Set.of("E0000001", "E0000003").contains(Api.json(response).get("errorCode")), response.body());
        assertEquals(before, api.kids("/oauth2/ausEc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSWS ", "SSWS wrong", "Bearer x", "Bearer 00tttt", "Basic YTpi"})
    @DisplayName("A4, Abuse 109: without an API token there is 401 E0000011, and nothing changes")
    void notAdmin(String authorization) {
        var before = api.kids("/oauth2/ausEc");
        var request = idp.browser().request(ROTATE).header("Content-Type", "application/json");
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        var response = idp.browser()
                .send(request.POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"use\":\"sig\"}")));
        assertEquals(401, response.statusCode());
        assertEquals("E0000011", Api.json(response).get("errorCode"));
        assertEquals(before, api.kids("/oauth2/ausEc"));
    }

    @Test
    @DisplayName("Okta: an administrator lists the keys with their status")
    void list() {
        var response = api.get(
                "/api/v1/authorizationServers/default/credentials/keys",
                "Authorization",
                "SSWS " + TestServer.API_TOKEN);
        assertEquals(200, response.statusCode());
        for (String status : List.of("\"ACTIVE\"", "\"NEXT\""))
            assertTrue(response.body().contains(status));
        for (String secret : List.of("\"d\"", "\"p\"", "\"q\"", "sealed"))
            assertFalse(response.body().contains(secret));
    }
}
