package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Json;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.policy.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that sign: with a secret, or with keys that they publish themselves.
class ClientKeysTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "ABCDEF0123456789ABCDEF0123456789";
    private static final SigningKeyPair ONE = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final SigningKeyPair TWO = SigningKeyPair.generate(SigningAlgorithm.EDDSA);
    private static final AtomicInteger FETCHES = new AtomicInteger();
    private static volatile Response published;

    private static TestServer idp;
    private static HttpServer site;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.postgresql());
        idp.fixture.scope("api:read", Scope.Consent.IMPLICIT, false);
        site = new HttpServer(
                        HttpConfig.loopback(0),
                        new Router()
                                .get("/keys", _ -> {
                                    FETCHES.incrementAndGet();
                                    return published;
                                })
                                .get("/away", _ -> Response.found("/keys")))
                .start();
    }

    @AfterAll
    static void stop() {
        site.stop();
        idp.close();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + site.port() + path;
    }

    private static void publish(Map<?, ?>... keys) {
        published = Response.json(200, Map.of("keys", List.of(keys)));
    }

    private static int ask(TokenClient client, String jwt) {
        return answer(client, "token", jwt).statusCode();
    }

    private static HttpResponse<String> answer(TokenClient client, String endpoint, String jwt) {
        var form = new LinkedHashMap<>(Assertion.fields(jwt));
        form.putAll(Map.of("grant_type", "client_credentials", "scope", "api:read", "token", "x"));
        return client.send(endpoint, "", form);
    }

    private static String signed(TokenClient client, SigningKeyPair pair, String kid) {
        return Assertion.signed(Map.of("kid", kid), Assertion.claims(idp, client.id()), pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    @DisplayName("OIDC Core 1.0 §9: client_secret_jwt: a MAC with either secret, once")
    void bySecret(String alg) {
        var client = TokenClient.withSecrets(idp, "client_secret_jwt", SECRET, SECOND);
        var jwt = Assertion.withSecret(alg, Assertion.claims(idp, client.id()), SECRET);
        assertEquals(200, ask(client, jwt));
        assertEquals(401, ask(client, jwt), "once");
        assertEquals(200, ask(client, Assertion.withSecret(alg, Assertion.claims(idp, client.id()), SECOND)));
        assertEquals(401, ask(client, Assertion.withSecret(alg, Assertion.claims(idp, client.id()), SECRET + "x")));
        var plain = Map.of("grant_type", "client_credentials", "scope", "api:read", "client_secret", SECRET);
        assertEquals(401, client.post("token", plain).statusCode(), "the secret itself is never sent");
    }

    @Test
    @DisplayName(
            "Abuse 53, 54: the method decides: no MAC where keys are registered, no key where a secret is, none that is short")
    void methodDecides() {
        var keys = TokenClient.withKeys(idp, Jwk.publicKey("k1", ONE));
        String pem = Json.text(Assertion.publicKey(ONE, "k1"));
        assertEquals(401, ask(keys, Assertion.withSecret("HS256", Assertion.claims(idp, keys.id()), pem)));
        var secret = TokenClient.withSecrets(idp, "client_secret_jwt", SECRET);
        assertEquals(401, ask(secret, signed(secret, ONE, "k1")));
        var weak = TokenClient.withSecrets(idp, "client_secret_jwt", "short");
        assertEquals(401, ask(weak, Assertion.withSecret("HS256", Assertion.claims(idp, weak.id()), "short")));
        var basic = TokenClient.withSecrets(idp, "client_secret_basic", SECRET);
        assertEquals(401, ask(basic, Assertion.withSecret("HS256", Assertion.claims(idp, basic.id()), SECRET)));
    }

    @Test
    @DisplayName("RFC 7523 §3: without kid the one key that fits is meant, registered or published")
    void nameless() {
        var registered = TokenClient.withKeys(idp, Jwk.publicKey("k1", ONE), Jwk.publicKey("k2", TWO));
        var jwt = Assertion.signed(Map.of(), Assertion.claims(idp, registered.id()), ONE);
        assertEquals(200, ask(registered, jwt));
        var nameless = Assertion.publicKey(ONE, "k1");
        nameless.remove("kid");
        publish(nameless);
        var publishing = TokenClient.withKeysAt(idp, at("/keys?nameless"));
        assertEquals(200, ask(publishing, Assertion.signed(Map.of(), Assertion.claims(idp, publishing.id()), ONE)));
    }

    @Test
    @DisplayName("OIDC Core 1.0 §10.1.1: keys at jwks_uri are kept; a new name makes us look again, not too often")
    void published() {
        publish(Assertion.publicKey(ONE, "k1"));
        var client = TokenClient.withKeysAt(idp, at("/keys?rotation"));
        FETCHES.set(0);
        assertEquals(200, ask(client, signed(client, ONE, "k1")));
        assertEquals(200, ask(client, signed(client, ONE, "k1")));
        assertEquals(1, FETCHES.get());
        publish(Assertion.publicKey(TWO, "k2"));
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals(401, ask(client, signed(client, TWO, "k2")), "too soon to look again");
        idp.clock.advance(Duration.ofSeconds(11));
        assertEquals(200, ask(client, signed(client, TWO, "k2")));
        assertEquals(2, FETCHES.get());
        assertEquals(401, ask(client, signed(client, ONE, "k1")), "withdrawn");
    }

    @Test
    @DisplayName("Abuse 61: a thousand invented names cause one look at jwks_uri")
    void flood() {
        publish(Assertion.publicKey(ONE, "k1"));
        var client = TokenClient.withKeysAt(idp, at("/keys?flood"));
        assertEquals(200, ask(client, signed(client, ONE, "k1")));
        FETCHES.set(0);
        idp.clock.advance(Duration.ofSeconds(11));
        for (int i = 0; i < 50; i++) assertEquals(401, ask(client, signed(client, ONE, "invented" + i)));
        assertEquals(1, FETCHES.get());
    }

    @Test
    @DisplayName("While jwks_uri is down, what was fetched serves on")
    void down() {
        publish(Assertion.publicKey(ONE, "k1"));
        var client = TokenClient.withKeysAt(idp, at("/keys?down"));
        assertEquals(200, ask(client, signed(client, ONE, "k1")));
        published = Response.text(500, "down");
        idp.clock.advance(Duration.ofHours(2));
        assertEquals(200, ask(client, signed(client, ONE, "k1")));
    }

    @Test
    @DisplayName("Abuse 47, 49: a jwks_uri that leads elsewhere, or is no key set, proves nothing")
    void useless() {
        publish(Assertion.publicKey(ONE, "k1"));
        for (String uri : List.of(at("/away"), "http://10.0.0.1/keys", "https://169.254.169.254/keys", "file:///etc")) {
            var client = TokenClient.withKeysAt(idp, uri);
            assertEquals(401, ask(client, signed(client, ONE, "k1")), uri);
        }
        published = Response.text(200, "x".repeat(70_000));
        var client = TokenClient.withKeysAt(idp, at("/keys?junk"));
        assertEquals(401, ask(client, signed(client, ONE, "k1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "introspect", "revoke", "device/authorize"})
    @DisplayName("C13: whoever is not the client it says it is, is on record, whichever endpoint was asked")
    void onRecord(String endpoint) {
        var client = TokenClient.of(
                idp,
                AppSettings.Type.SERVICE,
                new AppSettings.ClientAuthentication("private_key_jwt", false),
                Map.of());
        var response = answer(client, endpoint, signed(client, ONE, "k1"));
        assertEquals(401, response.statusCode(), response.body());
        assertEquals("invalid_client", Api.json(response).get("error"));
        var id = response.headers().firstValue("x-okta-request-id").orElseThrow();
        var events = idp.log("app.oauth2.invalid_client_credentials").stream()
                .filter(event -> event.origin().requestId().equals(id))
                .toList();
        assertEquals(1, events.size());
        assertTrue(events.getFirst().origin().requestUri().endsWith(endpoint));
        assertEquals("FAILURE", events.getFirst().details().result());
    }

    @Test
    @DisplayName("RFC 8414 §2: the metadata names the methods and algorithms by which clients prove themselves")
    void metadata() {
        var document = Api.json(new Api(idp).get("/oauth2/default/.well-known/oauth-authorization-server"));
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            var methods = (List<?>) document.get(endpoint + "_endpoint_auth_methods_supported");
            assertTrue(methods.containsAll(List.of("client_secret_jwt", "private_key_jwt")), endpoint);
            var algorithms = (List<?>) document.get(endpoint + "_endpoint_auth_signing_alg_values_supported");
            assertTrue(algorithms.containsAll(List.of("HS256", "HS384", "HS512", "RS256", "ES256", "EdDSA")), endpoint);
        }
    }
}
