package dev.narthex.e2e.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The plans Basic, Implicit, Hybrid and Form Post, which ask the same of each response type.
@ParameterizedClass(name = "{0} {1}")
@CsvSource({
    "code, ''",
    "id_token, ''",
    "id_token token, ''",
    "code id_token, ''",
    "code token, ''",
    "code id_token token, ''",
    "code, form_post",
    "id_token, form_post",
    "code id_token token, form_post"
})
class CorePlansTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    @AutoClose
    private static TestServer idp;

    @Parameter(0)
    String responseType;

    @Parameter(1)
    String responseMode;

    private RelyingParty party;
    private Browser person;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        var profile = new LinkedHashMap<String, Object>(Map.of(
                "login", RelyingParty.LOGIN,
                "email", RelyingParty.LOGIN,
                "firstName", "Ada",
                "lastName", "Byron",
                "primaryPhone", "+44 20 7946 0000",
                "city", "London",
                "locale", "en_GB"));
        idp.fixture.user(profile, User.Status.ACTIVE, Set.of());
    }

    @BeforeEach
    void register() {
        party = RelyingParty.register(idp, responseType, responseMode, Map.of());
        person = idp.browser();
    }

    private Answer signedIn(Map<String, String> request) {
        var answer = party.ask(person, request);
        assertNull(answer.error(), () -> answer.error() + ": " + answer.get("error_description"));
        return answer;
    }

    /// With this parameter beside, all is as without it.
    private Map<String, Object> succeeds(String name, String value) {
        var request = party.request("openid");
        request.put(name, value);
        return party.whole(signedIn(request)).claims("id_token");
    }

    private Map<String, Object> userinfo(String token) {
        var response = new Api(idp).userinfo("/oauth2", token);
        assertEquals(200, response.statusCode());
        return Api.json(response);
    }

    /// Where claims of a scope are: at userinfo, or in the ID token if there is no way there.
    private Map<String, Object> claims(String scope) {
        var all = party.whole(signedIn(party.request(scope)));
        return all.get("access_token") == null ? all.claims("id_token") : userinfo(all.get("access_token"));
    }

    @Test
    @DisplayName(
            "OIDC Registration 1.0 §2, oidcc-server: tokens for this client and this request, bound to one another, from one issuer")
    void server() {
        var request = party.request("openid");
        var front = signedIn(request);
        assertEquals(idp.baseUrl(), front.get("iss"));
        assertEquals(party.has("id_token"), front.get("id_token") != null);
        assertEquals(party.has("token"), front.get("access_token") != null);
        assertEquals(party.has("code"), front.get("code") != null);
        if (party.has("id_token")) {
            var claims = front.claims("id_token");
            assertEquals(party.has("token"), claims.containsKey("at_hash"));
            assertEquals(party.has("code"), claims.containsKey("c_hash"));
            assertFalse(claims.containsKey("name"));
        }
        var whole = party.whole(front);
        var claims = whole.claims("id_token");
        assertEquals(idp.baseUrl(), claims.get("iss"));
        assertEquals(party.id(), claims.get("aud"));
        assertEquals(request.get("nonce"), claims.get("nonce"));
        if (whole.get("access_token") != null) {
            assertEquals(claims.get("sub"), userinfo(whole.get("access_token")).get("sub"));
        }
    }

    @Test
    @DisplayName("oidcc-response-type-missing: the client hears of it")
    void responseTypeMissing() {
        var request = party.request("openid");
        request.remove("response_type");
        var answer = Answer.inQuery(party.send(person, without(request, "response_mode")));
        assertEquals("invalid_request", answer.error());
        assertEquals(request.get("state"), answer.get("state"));
    }

    private static Map<String, String> without(Map<String, String> request, String name) {
        request.remove(name);
        return request;
    }

    @Test
    @DisplayName("oidcc-idtoken-signature: RS256, by a key that is published under its name")
    void idTokenSignature() {
        var header = party.whole(signedIn(party.request("openid"))).header("id_token");
        assertEquals("RS256", header.get("alg"));
        assertTrue(new Api(idp).kids("/oauth2").contains(header.get("kid")));
    }

    @Test
    @DisplayName("oidcc-userinfo-get, -post-header, -post-body: one answer, however it is asked for")
    void userinfo() {
        var token = party.whole(signedIn(party.request("openid"))).get("access_token");
        assumeTrue(token != null, "there is no access token");
        var got = userinfo(token);
        var browser = idp.browser();
        var header = browser.request("/oauth2/v1/userinfo").header("Authorization", "Bearer " + token);
        assertEquals(got, Api.json(browser.send(header.POST(BodyPublishers.noBody()))));
        assertEquals(got, Api.json(browser.post("/oauth2/v1/userinfo", Map.of("access_token", token))));
    }

    @Test
    @DisplayName(
            "oidcc-ensure-request-without-nonce-succeeds-for-code-flow, -fails: where an ID token travels, it is required")
    void withoutNonce() {
        var answer = party.ask(person, without(party.request("openid"), "nonce"));
        assertEquals(party.has("code") && !party.has("id_token") ? null : "invalid_request", answer.error());
    }

    @ParameterizedTest
    @CsvSource({
        "profile, name family_name given_name preferred_username locale updated_at",
        "email, email email_verified",
        "address, address",
        "phone, phone_number",
        "profile email address phone, name email address phone_number"
    })
    @DisplayName("oidcc-scope-profile, -email, -address, -phone, -all: what the person's profile has of it")
    void scopes(String scope, String names) {
        assertTrue(claims("openid " + scope).keySet().containsAll(List.of(names.split(" "))));
    }

    @Test
    @DisplayName("oidcc-alternate-happy-flow: the order of scopes and parameters does not matter")
    void alternateHappyFlow() {
        var request = new LinkedHashMap<String, String>();
        var usual = party.request("email openid");
        List.copyOf(usual.keySet()).reversed().forEach(name -> request.put(name, usual.get(name)));
        assertNull(party.ask(person, request).error());
    }

    @ParameterizedTest
    @CsvSource({
        "display, page",
        "display, popup",
        "extra, foobar",
        "login_hint, ada@example.org",
        "ui_locales, se",
        "claims_locales, se"
    })
    @DisplayName(
            "oidcc-display-page, -popup, -ensure-request-with-unknown-parameter-succeeds, -login-hint, -ui-locales,"
                    + " -claims-locales: no errors")
    void harmless(String name, String value) {
        assertEquals(party.id(), succeeds(name, value).get("aud"));
    }

    @Test
    @DisplayName("oidcc-prompt-login, -max-age-1: the person signs in again, and auth_time says so")
    void signsInAgain() {
        for (var wish : Map.of("prompt", "login", "max_age", "1").entrySet()) {
            var first = party.whole(signedIn(party.request("openid"))).claims("id_token");
            idp.clock.advance(Duration.ofSeconds(2));
            var request = party.request("openid");
            request.put(wish.getKey(), wish.getValue());
            assertTrue(person.go("/oauth2/v1/authorize?" + Browser.encode(request))
                    .body()
                    .contains("name=\"password\""));
            var second = party.whole(signedIn(request)).claims("id_token");
            assertTrue(time(second) > time(first));
            assertEquals(first.get("sub"), second.get("sub"));
        }
    }

    private static long time(Map<String, Object> claims) {
        return ((Number) claims.get("auth_time")).longValue();
    }

    @Test
    @DisplayName("oidcc-prompt-none-not-logged-in: the client hears that the person would have to sign in")
    void promptNoneNotLoggedIn() {
        var request = party.request("openid");
        request.put("prompt", "none");
        request.put("state", "s".repeat(128));
        assertEquals("login_required", party.ask(person, request).error());
    }

    @Test
    @DisplayName("oidcc-prompt-none-logged-in, -max-age-10000, -id-token-hint: the same person, who is not asked again")
    void staysSignedIn() {
        var first = party.whole(signedIn(party.request("openid")));
        idp.clock.advance(Duration.ofSeconds(2));
        for (var wish : Map.of("prompt", "none", "max_age", "10000", "id_token_hint", first.get("id_token"))
                .entrySet()) {
            var request = party.request("openid");
            request.put("prompt", "none");
            request.put(wish.getKey(), wish.getValue());
            var again = party.whole(party.read(person.go("/oauth2/v1/authorize?" + Browser.encode(request))));
            assertEquals(
                    first.claims("id_token").get("sub"),
                    again.claims("id_token").get("sub"));
            assertEquals(time(first.claims("id_token")), time(again.claims("id_token")));
        }
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-acr-values-succeeds: one of those that discovery names is in the ID token")
    void acrValues() {
        var supported = ((List<?>) discovery().get("acr_values_supported"))
                .stream().map(Object::toString).toList();
        var acr = succeeds("acr_values", String.join(" ", supported)).get("acr");
        assertTrue(supported.contains(acr));
        assertNull(succeeds("acr_values", "1 2").get("acr"));
    }

    private static Map<String, Object> discovery() {
        return Api.json(new Api(idp).get(DISCOVERY));
    }

    @Test
    @DisplayName("oidcc-codereuse, -30seconds: a code works once, and used again it takes back what it gave")
    void codeReuse() {
        assumeTrue(party.has("code"), "there is no code");
        var front = signedIn(party.request("openid"));
        var whole = party.whole(front);
        idp.clock.advance(Duration.ofSeconds(30));
        var again = party.redeem(front.get("code"));
        assertEquals(400, again.statusCode());
        assertEquals("invalid_grant", Api.json(again).get("error"));
        assertEquals(
                401, new Api(idp).userinfo("/oauth2", whole.get("access_token")).statusCode());
    }

    @Test
    @DisplayName("oidcc-ensure-registered-redirect-uri, -redirect-uri-in-authorization-request: else there is a page")
    void registeredRedirectUri() {
        for (String other : new String[] {RelyingParty.CALLBACK + "/other", ""}) {
            var request = party.request("openid");
            if (other.isEmpty()) request.remove("redirect_uri");
            else request.put("redirect_uri", other);
            var page = party.send(person, request);
            assertEquals(400, page.statusCode());
            assertTrue(page.headers().firstValue("location").isEmpty());
        }
    }

    @Test
    @DisplayName("oidcc-ensure-post-request-succeeds: the authorization request as a form")
    void post() {
        var request = party.request("openid");
        var page = person.travel(person.post("/oauth2/v1/authorize", request));
        assertNull(party.read(RelyingParty.through(person, page)).error());
    }

    @Test
    @DisplayName("oidcc-server-client-secret-post: the secret in the form")
    void clientSecretPost() {
        assumeTrue(party.has("code"), "there is no code");
        var other = Map.of("token_endpoint_auth_method", "client_secret_post");
        party = RelyingParty.register(idp, responseType, responseMode, other);
        var form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                signedIn(party.request("openid")).get("code"),
                "redirect_uri",
                RelyingParty.CALLBACK,
                "client_id",
                party.id()));
        form.put("client_secret", (String) party.registered().get("client_secret"));
        assertEquals(200, idp.browser().post("/oauth2/v1/token", form).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "request_uri"})
    @DisplayName("oidcc-unsigned-request-object-…, -request-uri-unsigned-…: refused as discovery says, not passed over")
    void requestObjects(String name) {
        var algorithms = (List<?>) discovery().get("request_object_signing_alg_values_supported");
        assertFalse(algorithms.contains("none"));
        assertEquals(false, discovery().get("request_uri_parameter_supported"));
        var request = party.request("openid");
        request.put(name, name.equals("request") ? "eyJhbGciOiJub25lIn0.e30." : "https://rp.example/request.jwt");
        var answer = party.ask(person, request);
        assertTrue(Set.of("invalid_request_object", "request_uri_not_supported").contains(answer.error()));
    }

    @Test
    @DisplayName("oidcc-claims-essential: a claim by name, within what the scopes permit")
    void claimsEssential() {
        var request = party.request("openid profile");
        request.put("claims", "{\"id_token\":{\"locale\":{\"essential\":true}}}");
        assertEquals("en_GB", party.whole(signedIn(request)).claims("id_token").get("locale"));
    }

    @Test
    @DisplayName("oidcc-refresh-token: for the client that has it, and for no other")
    void refreshToken() {
        assumeTrue(party.has("code"), "there is no code");
        var request = party.request("openid offline_access");
        request.put("prompt", "consent");
        var first = party.whole(signedIn(request));
        var form = Map.of("grant_type", "refresh_token", "refresh_token", first.get("refresh_token"));
        var other = RelyingParty.register(idp, responseType, responseMode, Map.of());
        assertEquals("invalid_grant", Api.json(other.token(form)).get("error"));
        var renewed = Api.json(party.token(form));
        assertNotEquals(first.get("access_token"), renewed.get("access_token"));
        var claims = Answer.part((String) renewed.get("id_token"), 1);
        for (String name : Arrays.asList("iss", "sub", "aud", "auth_time")) {
            assertEquals(first.claims("id_token").get(name), claims.get(name), name);
        }
        assertEquals(
                200,
                new Api(idp)
                        .userinfo("/oauth2", (String) renewed.get("access_token"))
                        .statusCode());
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds: a confidential client may use it, too")
    void pkce() {
        assumeTrue(party.has("code"), "there is no code");
        var request = party.request("openid");
        request.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        request.put("code_challenge_method", "S256");
        String code = signedIn(request).get("code");
        var form = new LinkedHashMap<>(
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", RelyingParty.CALLBACK));
        form.put("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assertEquals(200, party.token(form).statusCode());
    }
}
