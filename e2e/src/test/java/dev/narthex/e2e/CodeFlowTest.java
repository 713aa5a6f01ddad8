package dev.narthex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.http.Forms;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeFlowTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @TempDir
    static Path folder;

    private static TestServer idp;
    private static String clientId;
    private Map<String, String> request;

    @BeforeAll
    static void start() {
        idp = TestServer.on("sqlite:" + folder.resolve("narthex.db"));
        idp.fixture.user("ada@example.org");
        clientId = idp.fixture.app(CodeFlowTest::withCode).clientId();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void request() {
        request = new LinkedHashMap<>(Map.of(
                "client_id", clientId,
                "redirect_uri", Fixture.REDIRECT,
                "response_type", "code",
                "scope", "openid profile offline_access",
                "state", "s1",
                "nonce", "n1",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    private static AppSettings withCode(AppSettings settings) {
        return Fixture.with(
                settings,
                new AppSettings.OAuth(
                        List.of(Fixture.REDIRECT),
                        List.of(),
                        Set.of("code", "id_token", "token"),
                        Set.of("authorization_code", "implicit", "refresh_token"),
                        ConsentMethod.TRUSTED,
                        new ClientAuthentication("none", true)));
    }

    private String code() {
        var response = idp.browser().signIn(authorize(), "ada@example.org", Fixture.PASSWORD);
        String location = response.headers().firstValue("location").orElseThrow();
        assertTrue(location.startsWith(Fixture.REDIRECT + "?"), location);
        return Forms.parse(location.substring(location.indexOf('?') + 1))
                .first("code")
                .orElseThrow();
    }

    private String authorize() {
        return "/oauth2/default/v1/authorize?" + Browser.encode(request);
    }

    private static HttpResponse<String> token(Map<String, String> form) {
        return idp.browser().post("/oauth2/default/v1/token", form);
    }

    private static HttpResponse<String> redeem(String code, Map<String, String> changes) {
        var form = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "code", code,
                "redirect_uri", Fixture.REDIRECT,
                "code_verifier", VERIFIER));
        form.putAll(changes);
        form.values().removeIf(String::isEmpty);
        return token(form);
    }

    private static HttpResponse<String> refresh(Object token) {
        return token(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", (String) token));
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String error, HttpResponse<String> response) {
        assertEquals(400, response.statusCode());
        assertEquals(error, json(response).get("error"));
    }

    private static int userinfo(Object accessToken) {
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(idp.baseUrl() + "/oauth2/default/v1/userinfo"))
                .header("Authorization", "Bearer " + accessToken);
        return idp.browser().send(request.GET()).statusCode();
    }

    @Test
    @DisplayName(
            "RFC 6749 §4.1.2, §4.1.3, §5.1, OIDC Core 1.0 §3.1.3.3: a code in the query, redeemed for three tokens")
    void redeemed() {
        var tokens = json(redeem(code(), Map.of()));
        assertEquals("Bearer", tokens.get("token_type"));
        assertEquals("n1", Answer.part((String) tokens.get("id_token"), 1).get("nonce"));
        assertTrue(tokens.containsKey("refresh_token"));
        assertEquals(200, userinfo(tokens.get("access_token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "fragment", "form_post", "okta_post_message"})
    @DisplayName("RFC 9207 §2: Abuse 41: every answer names its server, errors too")
    void issuerNamed(String mode) {
        request.put("response_mode", mode);
        assertEquals(idp.issuer(), answer(mode, authorize()).get("iss"));
        request.put("scope", "unknown");
        var refused = answer(mode, authorize());
        assertEquals("invalid_scope", refused.error());
        assertEquals(idp.issuer(), refused.get("iss"));
        assertEquals(
                idp.baseUrl(), answer(mode, authorize().replace("/default", "")).get("iss"));
    }

    private static Answer answer(String mode, String authorize) {
        var browser = idp.browser();
        var response = browser.go(authorize);
        if (response.body().contains("name=\"password\"")) {
            response = browser.travel(browser.login(response, "ada@example.org", Fixture.PASSWORD));
        }
        return switch (mode) {
            case "query" -> Answer.inQuery(response);
            case "fragment" -> Answer.inFragment(response);
            case "form_post" -> Answer.inForm(response);
            default -> Answer.inMessage(response);
        };
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2: Abuse 36: a code used twice is refused, and revokes what it gave")
    void replayed() {
        String code = code();
        var tokens = json(redeem(code, Map.of()));
        assertRefused("invalid_grant", redeem(code, Map.of()));
        assertEquals(401, userinfo(tokens.get("access_token")));
        assertRefused("invalid_grant", refresh(tokens.get("refresh_token")));
    }

    @Test
    @DisplayName("RFC 7636 §4.6: Abuse 39: another verifier, or none, redeems nothing")
    void otherVerifier() {
        assertRefused("invalid_grant", redeem(code(), Map.of("code_verifier", VERIFIER.replace('d', 'e'))));
        assertRefused("invalid_request", redeem(code(), Map.of("code_verifier", "")));
    }

    @Test
    @DisplayName("RFC 6749 §4.1.3: Abuse 38: another client or redirect URI redeems nothing")
    void otherClient() {
        String other = idp.fixture.app(CodeFlowTest::withCode).clientId();
        assertRefused("invalid_grant", redeem(code(), Map.of("client_id", other)));
        assertRefused("invalid_grant", redeem(code(), Map.of("redirect_uri", Fixture.REDIRECT + "/")));
    }

    @Test
    @DisplayName("RFC 6749 §4.1.2: a code expires after five minutes")
    void expired() {
        String code = code();
        idp.clock.advance(Duration.ofMinutes(6));
        assertRefused("invalid_grant", redeem(code, Map.of()));
    }

    @Test
    @DisplayName("RFC 6749 §6: a refresh gives new tokens and a new refresh token")
    void refreshed() {
        var first = json(redeem(code(), Map.of()));
        var second = json(refresh(first.get("refresh_token")));
        assertNotEquals(first.get("refresh_token"), second.get("refresh_token"));
        assertEquals(200, userinfo(second.get("access_token")));
    }

    @Test
    @DisplayName("Abuse 66: within the leeway a used refresh token yields the same successor; later it ends the family")
    void leeway() {
        var first = json(redeem(code(), Map.of()));
        var second = json(refresh(first.get("refresh_token")));
        var again = json(refresh(first.get("refresh_token")));
        assertEquals(second.get("refresh_token"), again.get("refresh_token"));
        idp.clock.advance(Duration.ofSeconds(31));
        var late = refresh(first.get("refresh_token"));
        assertRefused("invalid_grant", late);
        assertEquals("The refresh token is invalid or expired.", json(late).get("error_description"));
        assertRefused("invalid_grant", refresh(second.get("refresh_token")));
        assertEquals(401, userinfo(second.get("access_token")));
    }

    @Test
    @DisplayName("RFC 6749 §6: Abuse 68: a refresh can ask for less, never for more")
    void narrower() {
        var first = json(redeem(code(), Map.of()));
        var form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                clientId,
                "refresh_token",
                (String) first.get("refresh_token"),
                "scope",
                "openid email"));
        assertRefused("invalid_scope", token(form));
        form.put("scope", "openid");
        assertEquals("openid", json(token(form)).get("scope"));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §3.3.2.11: a hybrid answer carries code and tokens in the fragment, bound by c_hash")
    void hybrid() {
        request.put("response_type", "code id_token token");
        var answer = Answer.inFragment(idp.browser().signIn(authorize(), "ada@example.org", Fixture.PASSWORD));
        assertTrue(answer.claims("id_token").containsKey("c_hash"));
        assertTrue(answer.claims("id_token").containsKey("at_hash"));
        assertEquals(200, redeem(answer.get("code"), Map.of()).statusCode());
    }

    @Test
    @DisplayName("RFC 6749 §5.2: an unknown client, an unknown grant type, a missing one")
    void refusals() {
        assertEquals(401, redeem("x", Map.of("client_id", "nobody")).statusCode());
        assertRefused("unsupported_grant_type", redeem("x", Map.of("grant_type", "magic")));
        assertRefused("invalid_request", redeem("x", Map.of("grant_type", "")));
        assertFalse(redeem("x", Map.of()).body().contains("Exception"));
    }

    @Test
    @DisplayName(
            "RFC 6749 §6: Abuse 68: a replaced token is no way around its client and its scopes, within the leeway")
    void replacedButBound() {
        var first = json(redeem(code(), Map.of()));
        var second = json(refresh(first.get("refresh_token")));
        var form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                idp.fixture.app(CodeFlowTest::withCode).clientId(),
                "refresh_token",
                (String) first.get("refresh_token")));
        assertRefused("invalid_grant", token(form));
        form.put("client_id", clientId);
        form.put("scope", "openid profile email offline_access");
        assertRefused("invalid_scope", token(form));
        assertEquals(200, refresh(second.get("refresh_token")).statusCode());
    }

    @Test
    @DisplayName("Abuse 71: who is suspended gets no more tokens, and those at hand stop to work")
    void suspended() {
        idp.fixture.user("eve@example.org");
        String answer = idp.browser()
                .signIn(authorize(), "eve@example.org", Fixture.PASSWORD)
                .headers()
                .firstValue("location")
                .orElseThrow();
        var query = Forms.parse(answer.substring(answer.indexOf('?') + 1));
        var tokens = json(redeem(query.first("code").orElseThrow(), Map.of()));
        idp.fixture.suspend("eve@example.org");
        assertRefused("invalid_grant", refresh(tokens.get("refresh_token")));
        assertEquals(401, userinfo(tokens.get("access_token")));
    }

    @Test
    @DisplayName("A page of the app may redeem a code, with its key; a page of somebody else may not")
    void fromAPage() {
        assertEquals(200, fromPage("https://app.example", code(), VERIFIER).statusCode());
        assertEquals(
                "*",
                fromPage("https://app.example", "x", VERIFIER)
                        .headers()
                        .firstValue("access-control-allow-origin")
                        .orElseThrow());
        assertRefused("invalid_request", fromPage("https://evil.example", code(), VERIFIER));
        assertEquals(401, fromPage("https://app.example", code(), "").statusCode());
    }

    private static HttpResponse<String> fromPage(String origin, String code, String verifier) {
        var form = Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "code", code,
                "redirect_uri", Fixture.REDIRECT,
                "code_verifier", verifier);
        return idp.browser()
                .send(idp.browser()
                        .request("/oauth2/default/v1/token")
                        .header("Origin", origin)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Browser.encode(form))));
    }

    @Test
    @DisplayName("RFC 9700 §4.14.2: a copy that shows itself is on record")
    void copyOnRecord() {
        var first = json(redeem(code(), Map.of()));
        refresh(first.get("refresh_token"));
        idp.clock.advance(Duration.ofSeconds(30));
        refresh(first.get("refresh_token"));
        assertTrue(
                idp.log().stream().anyMatch(event -> event.kind().type().equals("app.oauth2.as.token.detect_reuse")));
    }
}
