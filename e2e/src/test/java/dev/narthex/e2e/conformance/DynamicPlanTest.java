package dev.narthex.e2e.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The plans Config and Dynamic: what the provider says of itself, and clients that register themselves. Not met, and
/// said
/// so by discovery: request objects that are fetched from the client, pairwise subjects.
class DynamicPlanTest {
    private static final String CLIENTS = "/oauth2/v1/clients";
    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.RS256);

    @AutoClose
    private static TestServer idp;

    private Browser person;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user(RelyingParty.LOGIN);
    }

    @BeforeEach
    void begin() {
        person = idp.browser();
    }

    private static RelyingParty register(Map<String, ?> more) {
        return RelyingParty.register(idp, "code", "", more);
    }

    private Answer ask(RelyingParty party) {
        return party.ask(person, party.request("openid"));
    }

    @Test
    @DisplayName("oidcc-discovery-endpoint-verification: what a client that registers itself has to find there")
    void discovery() {
        var document = Api.json(new Api(idp).get("/.well-known/openid-configuration"));
        assertEquals(idp.baseUrl(), document.get("issuer"));
        assertTrue(((List<?>) document.get("response_types_supported"))
                .containsAll(List.of("code", "id_token", "id_token token")));
        assertTrue(((List<?>) document.get("grant_types_supported"))
                .containsAll(List.of("authorization_code", "implicit")));
        assertTrue(((List<?>) document.get("scopes_supported")).contains("openid"));
        for (String kind : List.of("id_token", "userinfo", "request_object")) {
            assertTrue(((List<?>) document.get(kind + "_signing_alg_values_supported")).contains("RS256"), kind);
        }
        for (String channel : List.of("frontchannel", "backchannel")) {
            assertEquals(true, document.get(channel + "_logout_supported"));
            assertEquals(true, document.get(channel + "_logout_session_supported"));
        }
        document.forEach((name, value) -> {
            if (name.endsWith("_endpoint")) assertTrue(value.toString().startsWith(idp.baseUrl() + "/"), name);
        });
    }

    @Test
    @DisplayName("oidcc-userinfo-rs256: claims in a token, from this issuer and for this client")
    void userinfoRs256() {
        var party = register(Map.of("userinfo_signed_response_alg", "RS256"));
        assertEquals("RS256", party.registered().get("userinfo_signed_response_alg"));
        var tokens = party.whole(ask(party));
        var response = new Api(idp).userinfo("/oauth2", tokens.get("access_token"));
        assertEquals("RS256", Answer.part(response.body(), 0).get("alg"));
        var claims = Answer.part(response.body(), 1);
        assertEquals(idp.baseUrl(), claims.get("iss"));
        assertEquals(party.id(), claims.get("aud"));
        assertEquals(tokens.claims("id_token").get("sub"), claims.get("sub"));
    }

    @ParameterizedTest(name = "registered {0}, asked {1}")
    @CsvSource({
        "https://rp.example/cb?a=b, https://rp.example/cb?a=b, true",
        "https://rp.example/cb?a=b, https://rp.example/cb?a=c, false",
        "https://rp.example/cb,     https://rp.example/cb?a=b, false"
    })
    @DisplayName("oidcc-redirect-uri-query-OK, -mismatch, -added: a query is a part of the address like any other")
    void redirectUriQuery(String registered, String asked, boolean fine) {
        var party = register(Map.of("redirect_uris", List.of(registered)));
        var request = party.request("openid");
        request.put("redirect_uri", asked);
        var response = party.send(person, request);
        assertEquals(fine ? 302 : 400, response.statusCode());
        if (fine) {
            String location = response.headers().firstValue("location").orElseThrow();
            assertTrue(location.startsWith(asked + "&code="), location);
        }
    }

    @Test
    @DisplayName("oidcc-redirect-uri-regfrag: an address with a fragment is not registered")
    void fragment() {
        var metadata = RelyingParty.metadata("code");
        metadata.put("redirect_uris", List.of("https://rp.example/cb#there"));
        var refused = new Admin(idp).post(CLIENTS, Json.text(metadata));
        assertEquals(400, refused.statusCode());
        assertEquals("invalid_redirect_uri", Api.json(refused).get("error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo_uri", "policy_uri", "tos_uri"})
    @DisplayName("oidcc-registration-logo-uri, -policy-uri, -tos-uri: the person who signs in sees them")
    void shown(String name) {
        String address = "https://rp.example/" + name;
        var party = register(Map.of(name, address));
        var page = person.go("/oauth2/v1/authorize?" + Browser.encode(party.request("openid profile")));
        assertTrue(page.body().contains("\"" + address + "\""), page.body());
    }

    @ParameterizedTest(name = "key named {0}, for {1}")
    @CsvSource({"k1, token", "'', token", "'', issuer"})
    @DisplayName("oidcc-server, -ensure-client-assertion-with-iss-aud-succeeds: private_key_jwt with a registered key")
    void privateKeyJwt(String kid, String audience) {
        var key = Assertion.publicKey(KEY, kid.isEmpty() ? "unnamed" : kid);
        if (kid.isEmpty()) key.remove("kid");
        var party =
                register(Map.of("token_endpoint_auth_method", "private_key_jwt", "jwks", Map.of("keys", List.of(key))));
        var claims =
                Assertion.claims(idp, party.id(), idp.baseUrl() + (audience.equals("token") ? "/oauth2/v1/token" : ""));
        var header = kid.isEmpty() ? Map.<String, Object>of() : Map.<String, Object>of("kid", kid);
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(header, claims, KEY)));
        form.put("grant_type", "authorization_code");
        form.put("code", ask(party).get("code"));
        form.put("redirect_uri", RelyingParty.CALLBACK);
        var response = idp.browser().post("/oauth2/v1/token", form);
        assertEquals(200, response.statusCode(), response.body());
    }

    @ParameterizedTest
    @CsvSource({"subject_type, pairwise", "id_token_encrypted_response_alg, RSA-OAEP"})
    @DisplayName(
            "oidcc-registration-sector-uri, -sector-bad: what discovery does not offer is refused, not passed over")
    void notOffered(String name, String value) {
        var metadata = RelyingParty.metadata("code");
        metadata.put(name, value);
        var refused = new Admin(idp).post(CLIENTS, Json.text(metadata));
        assertEquals("invalid_client_metadata", Api.json(refused).get("error"));
    }

    @Test
    @DisplayName("oidcc-server-rotate-keys: a new key is there, and the old one still")
    void rotation() {
        var before = new Api(idp).kids("/oauth2/default");
        assertEquals(200, new Admin(idp).rotate().statusCode());
        var after = new Api(idp).kids("/oauth2/default");
        assertTrue(after.containsAll(before));
        assertNotEquals(before.size(), after.size());
    }

    @Test
    @DisplayName("oidcc-idtoken-unsigned: none is not offered, and nobody is given it")
    void unsigned() {
        var party = register(Map.of("id_token_signed_response_alg", "none"));
        assertFalse("none".equals(party.whole(ask(party)).header("id_token").get("alg")));
        assertNull(party.registered().get("id_token_signed_response_alg"));
    }
}
