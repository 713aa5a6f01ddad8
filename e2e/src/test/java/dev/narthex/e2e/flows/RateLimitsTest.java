package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that bounds what one caller may ask.
class RateLimitsTest {
    private TestServer idp;
    private Ask ask;

    @BeforeEach
    void start() {
        idp = TestServer.withLimits();
        idp.fixture.user("ada@example.org");
        ask = Ask.of(idp.fixture.app());
    }

    @AfterEach
    void stop() {
        idp.close();
    }

    private static String field(HttpResponse<?> response, String name) {
        var values = response.headers().allValues(name);
        assertEquals(1, values.size(), name + ": " + values);
        return values.getFirst();
    }

    @Test
    @DisplayName("Okta: sixty authorization requests a minute, counted down in the headers; then 429 in its shape")
    void authorize() {
        var browser = idp.browser();
        long minute = idp.clock.instant().getEpochSecond() / 60 * 60 + 60;
        for (int left = 59; left >= 0; left--) {
            var response = browser.get(ask.url());
            assertEquals(302, response.statusCode());
            assertEquals("60", field(response, "x-rate-limit-limit"));
            assertEquals(Integer.toString(left), field(response, "x-rate-limit-remaining"));
            assertEquals(Long.toString(minute), field(response, "x-rate-limit-reset"));
        }
        var response = browser.get(ask.url());
        assertEquals(429, response.statusCode());
        assertEquals("0", field(response, "x-rate-limit-remaining"));
        assertFalse(field(response, "date").isEmpty());
        var body = Api.json(response);
        assertEquals(Set.of("errorCode", "errorSummary", "errorLink", "errorId", "errorCauses"), body.keySet());
        assertEquals("E0000047", body.get("errorCode"));
        assertEquals("E0000047", body.get("errorLink"));
        assertEquals("API call exceeded rate limit due to too many requests.", body.get("errorSummary"));
        assertEquals("oae" + field(response, "x-okta-request-id"), body.get("errorId"));
        assertEquals(List.of(), body.get("errorCauses"));
        idp.clock.advance(Duration.ofMinutes(1));
        assertEquals(302, browser.get(ask.url()).statusCode());
    }

    @Test
    @DisplayName("Okta: another client, and a browser that is known, count on their own")
    void separate() {
        var browser = idp.browser();
        for (int i = 0; i < 61; i++) browser.get(ask.url());
        assertEquals(429, browser.get(ask.url()).statusCode());
        assertEquals(302, browser.get(Ask.of(idp.fixture.app()).url()).statusCode());
        var known = idp.browser();
        known.get("/login/login.htm");
        assertEquals(302, known.get(ask.url()).statusCode());
    }

    @Test
    @DisplayName("Okta: a request by POST counts for the client that its form names")
    void byPost() {
        var browser = idp.browser();
        for (int i = 0; i < 61; i++) browser.post(ask.path(), ask.asMap());
        assertEquals(429, browser.post(ask.path(), ask.asMap()).statusCode());
        assertEquals(429, browser.get(ask.url()).statusCode());
        var other = Ask.of(idp.fixture.app());
        assertEquals(302, browser.post(other.path(), other.asMap()).statusCode());
        assertEquals(429, browser.post("/oauth2/default/v1/par", ask.asMap()).statusCode());
    }

    @Test
    @DisplayName("Abuse 80: an invented X-Forwarded-For is another address for nobody")
    void forwarded() {
        for (int i = 0; i < 61; i++) {
            var browser = idp.browser();
            var request = browser.request(ask.url()).header("X-Forwarded-For", "203.0.113." + i);
            var response = browser.send(request.header("Forwarded", "for=203.0.113." + i));
            assertEquals(i < 60 ? 302 : 429, response.statusCode());
        }
        assertTrue(idp.log().stream().noneMatch(it -> it.origin().ipAddress().startsWith("203")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth2/default/v1/keys", "/oauth2/default/.well-known/openid-configuration", "/health/live"})
    @DisplayName("Okta: keys and metadata are never limited, and say so by saying nothing")
    void unlimited(String path) {
        var browser = idp.browser();
        for (int i = 0; i < 100; i++) {
            var response = browser.get(path);
            assertEquals(200, response.statusCode());
            assertTrue(response.headers().firstValue("x-rate-limit-limit").isEmpty());
        }
    }

    @Test
    @DisplayName("Okta: forty requests in ten seconds at the management API")
    void management() {
        var api = new Api(idp);
        String path = "/api/v1/authorizationServers/default/credentials/keys";
        for (int i = 0; i < 40; i++) {
            var response = api.get(path, "Authorization", "SSWS " + TestServer.API_TOKEN);
            assertEquals(200, response.statusCode());
            assertEquals("40", field(response, "x-rate-limit-limit"));
        }
        assertEquals(
                429,
                api.get(path, "Authorization", "SSWS " + TestServer.API_TOKEN).statusCode());
    }

    @Test
    @DisplayName("Abuse 84: passwords for one user name are tried slowly; the page says so, and a person can wait")
    void throttled() {
        var browser = idp.browser();
        var page = browser.go(ask.url());
        for (int i = 0; i < 8; i++) {
            assertEquals(
                    401, browser.login(page, "nobody@example.org", "wrong" + i).statusCode());
        }
        var slow = browser.login(page, "nobody@example.org", "wrong");
        assertEquals(429, slow.statusCode());
        assertEquals(429, authn(idp, "x", "nobody@example.org"), "by script it is no faster");
        assertEquals("60", field(slow, "retry-after"));
        assertTrue(slow.body().contains("Too many tries"), slow.body());
        assertEquals(
                303, browser.login(page, "ada@example.org", Fixture.PASSWORD).statusCode());
        idp.clock.advance(Duration.ofMinutes(1));
        assertEquals(401, browser.login(page, "nobody@example.org", "wrong").statusCode());
    }

    @Test
    @DisplayName("Abuse 80: whoever has a network of IPv6 has one share of tries, not one for each of its addresses")
    void manyAddresses() {
        try (var behind = TestServer.withLimitsBehindProxy()) {
            for (int i = 0; i < 40; i++) assertEquals(401, authn(behind, "2001:db8:0:1::" + i, "n" + i));
            assertEquals(429, authn(behind, "2001:db8:0:1:ffff::1", "another"));
            assertEquals(401, authn(behind, "2001:db8:0:2::1", "another"));
        }
    }

    @Test
    @DisplayName("Abuse 85: mails asked for by script and by page are counted together: three, then one in two minutes")
    void mails() {
        String path = "/api/v1/authn/recovery/";
        var asked = Map.of("username", "ada@example.org", "factorType", "EMAIL");
        for (int i = 0; i < 3; i++) assertEquals(200, json(idp, path + "password", asked, "x"));
        assertEquals(429, json(idp, path + "password", asked, "x"));
        assertEquals(429, json(idp, path + "unlock", asked, "x"));
        var browser = idp.browser();
        var page = browser.get("/signin/forgot-password");
        assertEquals(
                429, browser.submit(page, Map.of("username", "ada@example.org")).statusCode());
        assertEquals(3, idp.mails().size());
        idp.clock.advance(Duration.ofMinutes(2));
        assertEquals(200, json(idp, path + "password", asked, "x"));
    }

    private static int authn(TestServer server, String address, String username) {
        return json(server, "/api/v1/authn", Map.of("username", username, "password", "wrong"), address);
    }

    private static int json(TestServer server, String path, Map<String, String> body, String address) {
        var script = server.browser();
        var request = script.request(path)
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.text(body)));
        return script.send(request).statusCode();
    }
}
