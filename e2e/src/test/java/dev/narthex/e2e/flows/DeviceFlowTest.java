package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.ClientSecret;
import dev.narthex.crypt.SecretHash;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.Scope.Consent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A device without a browser: it shows a code, a person allows it elsewhere, it gets tokens.
class DeviceFlowTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static TestServer idp;
    private static TokenClient tv;
    private String login;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.scope("required", Consent.REQUIRED, false);
        idp.fixture.scope("maybe", Consent.REQUIRED, true);
        tv = client(GRANT, "refresh_token");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        idp.fixture.user(login);
        browser = idp.browser();
    }

    private static TokenClient client(String... grants) {
        return client(new ClientAuthentication("none", false), grants);
    }

    private static TokenClient client(ClientAuthentication authentication, String... grants) {
        var app = idp.fixture.app(settings -> new AppSettings(
                "Acorn TV",
                AppSettings.Type.NATIVE,
                new AppSettings.OAuth(
                        List.of(), List.of(), Set.of(), Set.of(grants), ConsentMethod.TRUSTED, authentication),
                settings.branding(),
                true,
                Map.of()));
        return new TokenClient(idp, app, "/oauth2/default");
    }

    private static HttpResponse<String> begin(TokenClient client, String scope) {
        return client.post("device/authorize", Map.of("scope", scope));
    }

    private static Map<String, Object> begun(TokenClient client, String scope) {
        var response = begin(client, scope);
        assertEquals(200, response.statusCode(), response.body());
        return TokenClient.json(response);
    }

    private static Map<String, Object> begun() {
        return begun(tv, "openid profile offline_access");
    }

    private static HttpResponse<String> poll(TokenClient client, Map<String, Object> begun) {
        return client.post("token", Map.of("grant_type", GRANT, "device_code", (String) begun.get("device_code")));
    }

    private static String error(HttpResponse<String> response) {
        assertEquals(400, response.statusCode(), response.body());
        return (String) TokenClient.json(response).get("error");
    }

    private static Map<String, Object> tokens(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return TokenClient.json(response);
    }

    /// From typing the code to the page that asks, signing in on the way.
    private HttpResponse<String> confirmation(Map<String, Object> begun) {
        var page = browser.travel(
                browser.submit(browser.get("/activate"), Map.of("user_code", (String) begun.get("user_code"))));
        return page.body().contains("name=\"password\"")
                ? browser.travel(browser.login(page, login, Fixture.PASSWORD))
                : page;
    }

    private HttpResponse<String> decide(HttpResponse<String> page, String decision) {
        return browser.submit(page, Map.of("decision", decision));
    }

    private void allow(Map<String, Object> begun) {
        var done = decide(confirmation(begun), "allow");
        assertTrue(done.body().contains("Your device is connected"), done.body());
    }

    @Test
    @DisplayName("RFC 8628 §3.2: two codes, where to type one, for how long, and how often to ask")
    void begins() {
        var begun = begun();
        assertTrue(((String) begun.get("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}"));
        assertEquals(idp.baseUrl() + "/activate", begun.get("verification_uri"));
        assertEquals(
                idp.baseUrl() + "/activate?user_code=" + begun.get("user_code"),
                begun.get("verification_uri_complete"));
        assertEquals(600, ((Number) begun.get("expires_in")).intValue());
        assertEquals(5, ((Number) begun.get("interval")).intValue());
        assertEquals(43, ((String) begun.get("device_code")).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/default", "/oauth2"})
    @DisplayName("RFC 8628 §3.4, §3.5: pending until a person allows it, then tokens of the session that did, once")
    void allowed(String server) {
        var client = tv.at(server);
        var begun = begun(client, "openid profile offline_access");
        assertEquals("authorization_pending", error(poll(client, begun)));
        allow(begun);
        var tokens = tokens(poll(client, begun));
        assertEquals("openid profile offline_access", tokens.get("scope"));
        var id = Answer.part((String) tokens.get("id_token"), 1);
        assertEquals(List.of("pwd"), id.get("amr"));
        assertEquals(idp.clock.instant().getEpochSecond(), ((Number) id.get("auth_time")).longValue());
        assertEquals(200, client.userinfo(tokens.get("access_token")));
        assertEquals("invalid_grant", error(poll(client, begun)));
    }

    @Test
    @DisplayName("RFC 8628 §3.3.1: a code in the address is filled in, and still confirmed by the person")
    void codeInAddress() {
        var begun = begun();
        var page = browser.get((String) begun.get("verification_uri_complete"));
        assertTrue(page.body().contains("value=\"" + begun.get("user_code") + "\""), page.body());
        assertFalse(page.body().contains("name=\"decision\""));
        var asked = browser.travel(browser.submit(page, Map.of("user_code", (String) begun.get("user_code"))));
        asked = browser.travel(browser.login(asked, login, Fixture.PASSWORD));
        assertTrue(asked.body().contains("Acorn TV"), asked.body());
        assertTrue(asked.body().contains("Only allow this if you started it on your own device"), asked.body());
        decide(asked, "allow");
        tokens(poll(tv, begun));
    }

    @Test
    @DisplayName("RFC 8628 §3.5: a person who does not allow it ends it: access_denied")
    void denied() {
        var begun = begun();
        var page = decide(confirmation(begun), "deny");
        assertTrue(page.body().contains("Your device is not connected"), page.body());
        assertEquals("access_denied", error(poll(tv, begun)));
        assertTrue(Browser.unescape(confirmation(begun).body()).contains("We don't know this code"));
    }

    @Test
    @DisplayName("RFC 8628 §3.5: after ten minutes expired_token, and the code is not known on the page")
    void expired() {
        var begun = begun();
        var page = confirmation(begun);
        idp.clock.advance(Duration.ofMinutes(10));
        assertEquals("expired_token", error(poll(tv, begun)));
        assertTrue(decide(page, "allow").body().contains("This code no longer works"));
        assertEquals("expired_token", error(poll(tv, begun)));
    }

    @Test
    @DisplayName("RFC 8628 §3.5: who asks too fast is told slow_down, and then waits longer")
    void tooFast() {
        var begun = begun();
        assertEquals("authorization_pending", error(poll(tv, begun)));
        assertEquals("slow_down", error(poll(tv, begun)));
        idp.clock.advance(Duration.ofSeconds(6));
        assertEquals("slow_down", error(poll(tv, begun)));
        idp.clock.advance(Duration.ofSeconds(15));
        assertEquals("authorization_pending", error(poll(tv, begun)));
    }

    @Test
    @DisplayName("Abuse 105: a device code is nothing in the hands of another client, or at another server")
    void otherClient() {
        var begun = begun();
        allow(begun);
        assertEquals("invalid_grant", error(poll(client(GRANT), begun)));
        assertEquals("invalid_grant", error(poll(tv.at("/oauth2"), begun)));
        tokens(poll(tv, begun));
    }

    @Test
    @DisplayName("Abuse 105: the scopes are those of the start: a poll that asks for more gets no more")
    void scopesStay() {
        var begun = begun(tv, "openid");
        allow(begun);
        var form = Map.of(
                "grant_type",
                GRANT,
                "device_code",
                (String) begun.get("device_code"),
                "scope",
                "openid email offline_access");
        var tokens = tokens(tv.post("token", form));
        assertEquals("openid", tokens.get("scope"));
        assertFalse(tokens.containsKey("refresh_token"));
    }

    @Test
    @DisplayName("Abuse 105: a link to the page that asks is worthless in another browser")
    void linkToConfirmation() {
        var stranger = idp.browser();
        idp.fixture.user("eve" + login);
        var begun = begun();
        var response = stranger.submit(stranger.get("/activate"), Map.of("user_code", (String) begun.get("user_code")));
        String link = response.headers().firstValue("location").orElseThrow();
        browser.get("/activate");
        assertTrue(browser.go(link).body().contains("This code no longer works"));
        assertTrue(stranger.go(link).body().contains("name=\"password\""));
    }

    @Test
    @DisplayName("Abuse 105: a form that we did not serve to this session allows nothing")
    void forgedForm() {
        var begun = begun();
        var page = confirmation(begun);
        var form = Browser.hidden(page.body());
        form.put("decision", "allow");
        form.put("token", "forged");
        assertTrue(browser.post("/activate/confirm", form).body().contains("name=\"decision\""));
        assertEquals("authorization_pending", error(poll(tv, begun)));
        var typed = new HashMap<>(Map.of("user_code", (String) begun.get("user_code"), "token", "forged"));
        assertEquals(400, browser.post("/activate", typed).statusCode());
        assertEquals(400, idp.browser().post("/activate", typed).statusCode());
    }

    @Test
    @DisplayName("Abuse 86: who is suspended after allowing gets nothing, and refreshes nothing")
    void suspended() {
        var before = begun();
        allow(before);
        var tokens = tokens(poll(tv, before));
        var begun = begun();
        allow(begun);
        idp.fixture.suspend(login);
        assertEquals("access_denied", error(poll(tv, begun)));
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        assertEquals("invalid_grant", error(tv.post("token", refresh)));
        assertTrue(confirmation(begun()).body().contains("name=\"password\""), "has to sign in, and can't");
    }

    @Test
    @DisplayName("A refresh token comes with offline_access, where the app has the grant, and works")
    void refreshed() {
        var begun = begun();
        allow(begun);
        var first = tokens(poll(tv, begun));
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) first.get("refresh_token"));
        var second = tokens(tv.post("token", refresh));
        assertNotEquals(first.get("access_token"), second.get("access_token"));
        assertEquals("openid", begunScopes(client(GRANT), "openid offline_access"));
    }

    private String begunScopes(TokenClient client, String scope) {
        var begun = begun(client, scope);
        allow(begun);
        return (String) tokens(poll(client, begun)).get("scope");
    }

    @Test
    @DisplayName("Access rules are asked for this grant type: at the decision, at the redemption and at each refresh")
    void rules() {
        var client = client(GRANT, "refresh_token").at("/oauth2/devices");
        var server = idp.fixture.newServer("devices", it -> Fixture.ruled(it, policy(GRANT)));
        var begun = begun(client, "openid offline_access");
        allow(begun);
        var tokens = tokens(poll(client, begun));
        var refresh = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        var refreshed = tokens(client.post("token", refresh));
        assertTrue(server.active());
        idp.fixture.newServer("codes", it -> Fixture.ruled(it, policy("authorization_code")));
        var elsewhere = client.at("/oauth2/codes");
        var refused = begun(elsewhere, "openid");
        assertTrue(decide(confirmation(refused), "allow").body().contains("not connected"));
        assertEquals("access_denied", error(poll(elsewhere, refused)));
        assertTrue(refreshed.containsKey("id_token"));
    }

    private static AccessPolicy policy(String grantType) {
        var conditions = new AccessRule.Conditions(Set.of(grantType), AccessRule.People.ALL, Set.of("*"));
        var rule = new AccessRule(
                "0pr" + UUID.randomUUID().toString().substring(0, 8),
                new AccessRule.Naming("rule", 1, false),
                true,
                conditions,
                AccessRule.Lifetimes.STANDARD);
        return new AccessPolicy(
                "00p" + UUID.randomUUID().toString().substring(0, 8),
                new AccessPolicy.Text("policy", ""),
                1,
                new AccessPolicy.Flags(true, false),
                Set.of(AccessPolicy.ALL_CLIENTS),
                List.of(rule));
    }

    @Test
    @DisplayName("A person may leave out a scope that is optional; what was agreed to is on record")
    void optionalScopes() {
        var begun = begun(tv, "openid required maybe");
        allow(begun);
        assertEquals("openid required", tokens(poll(tv, begun)).get("scope"));
        var again = begun(tv, "openid required maybe");
        var page = confirmation(again);
        browser.submit(page, Map.of("decision", "allow", "scope", "maybe"));
        assertEquals("openid required maybe", tokens(poll(tv, again)).get("scope"));
    }

    @ParameterizedTest
    @CsvSource({"scope, unknown, invalid_scope", "scope, 'a\"b', invalid_scope", "client_id, nobody, invalid_client"})
    @DisplayName("RFC 8628 §3.1: a scope that is not known and a client that is not known are refused at once")
    void refusedAtOnce(String name, String value, String error) {
        var form = new LinkedHashMap<>(Map.of("client_id", tv.id(), "scope", "openid"));
        form.put(name, value);
        var response = idp.browser().post("/oauth2/default/v1/device/authorize", form);
        assertEquals(error, TokenClient.json(response).get("error"));
    }

    @Test
    @DisplayName("RFC 8628 §3.1: the app must have the grant type; a confidential client must prove itself")
    void clientAuthentication() {
        assertEquals("unauthorized_client", error(begin(client("refresh_token"), "openid")));
        var secret = new ClientSecret("ocs", SecretHash.of("s3cret-of-the-tv"), new byte[0], true);
        var confidential =
                client(new ClientAuthentication("client_secret_basic", false, List.of(secret), List.of()), GRANT);
        assertEquals(401, begin(confidential, "openid").statusCode());
        var proved = confidential.send(
                "device/authorize",
                TokenClient.basic(confidential.id() + ":s3cret-of-the-tv"),
                Map.of("scope", "openid"));
        var begun = tokens(proved);
        allow(begun);
        assertEquals(401, poll(confidential, begun).statusCode(), "public polling of a confidential client's code");
        assertEquals("unauthorized_client", error(poll(client("refresh_token"), begun)));
    }

    @Test
    @DisplayName("RFC 8628 §3.4: without device_code invalid_request, with one never issued invalid_grant")
    void malformedPolls() {
        assertEquals("invalid_request", error(tv.post("token", Map.of("grant_type", GRANT))));
        assertEquals(
                "invalid_grant", error(tv.post("token", Map.of("grant_type", GRANT, "device_code", "x".repeat(43)))));
    }

    @Test
    @DisplayName("RFC 8628 §4: discovery tells where a device asks")
    void discovery() {
        var document = TokenClient.json(idp.browser().get("/oauth2/default/.well-known/openid-configuration"));
        assertEquals(idp.issuer() + "/v1/device/authorize", document.get("device_authorization_endpoint"));
        assertTrue(((List<?>) document.get("grant_types_supported")).contains(GRANT));
    }

    @Test
    @DisplayName("On record: the start, a wrong code, the decision; not each poll")
    void onRecord() {
        var begun = begun();
        poll(tv, begun);
        int before = idp.log().size();
        idp.clock.advance(Duration.ofSeconds(6));
        assertEquals("authorization_pending", error(poll(tv, begun)));
        assertEquals(before, idp.log().size());
        browser.submit(browser.get("/activate"), Map.of("user_code", "BBBB-BBBB"));
        allow(begun);
        var guesses = idp.log("app.oauth2.device.user_code");
        assertTrue(guesses.stream().allMatch(it -> it.details().result().equals("FAILURE")));
        assertFalse(guesses.isEmpty());
        var decision = idp.log("app.oauth2.device.activate").stream()
                .filter(it -> it.actor().alternateId().equals(login))
                .findFirst()
                .orElseThrow();
        assertEquals(tv.id(), decision.details().targets().getFirst().id());
        assertTrue(decision.origin().sessionId().isPresent());
        assertEquals(Optional.empty(), decision.details().reason());
        assertTrue(idp.log("app.oauth2.device.authorize").stream()
                .anyMatch(it -> "openid profile offline_access"
                        .equals(it.details().debug().get("requestedScopes"))));
    }

    @Test
    @DisplayName("RFC 8628 §5.1: Abuse 105: guesses of codes are throttled, with a page that says so")
    void throttled() {
        try (var limited = TestServer.withLimits()) {
            var stranger = limited.browser();
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        400,
                        stranger.submit(stranger.get("/activate"), Map.of("user_code", "BBBB-BBB" + "BCDFG".charAt(i)))
                                .statusCode());
            }
            var refused = stranger.submit(stranger.get("/activate"), Map.of("user_code", "BBBB-BBBH"));
            assertEquals(429, refused.statusCode());
            assertTrue(refused.body().contains("Too many tries"), refused.body());
            assertEquals(5, limited.log("app.oauth2.device.user_code").size());
        }
    }
}
