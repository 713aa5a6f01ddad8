package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Keys of an app, replaced while it runs.
class AppKeysTest {
    private static final SigningKeyPair ONE = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static final SigningKeyPair TWO = SigningKeyPair.generate(SigningAlgorithm.ES256);
    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    /// Without a name if there is none.
    private static Map<String, Object> jwk(String kid, SigningKeyPair pair) {
        var members = new LinkedHashMap<>(Jwk.publicKey(kid, pair).members());
        if (kid == null) members.remove("kid");
        return members;
    }

    private static Map<String, Object> service(String kid, SigningKeyPair pair) {
        return object(200, admin.post("/api/v1/apps", """
                {"label":"Service","signOnMode":"OPENID_CONNECT",
                 "credentials":{"oauthClient":{"token_endpoint_auth_method":"private_key_jwt"}},
                 "settings":{"oauthClient":{"application_type":"service","grant_types":["client_credentials"],
                  "response_types":["token"],"jwks":{"keys":[%s]}}}}""".formatted(Json.text(jwk(kid, pair)))));
    }

    /// The status of an introspection by an app that signs with this key.
    private static int status(Object clientId, String kid, SigningKeyPair pair) {
        long now = idp.clock.instant().getEpochSecond();
        var claims = Map.<String, Object>of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                idp.issuer(),
                "iat",
                now,
                "exp",
                now + 60,
                "jti",
                UUID.randomUUID().toString());
        return introspecting(Assertion.signed(kid == null ? Map.of() : Map.of("kid", kid), claims, pair));
    }

    private static int introspecting(String jwt) {
        var form = Map.of(
                "token", "x",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", jwt);
        var browser = idp.browser();
        return browser.send(browser.request("/oauth2/default/v1/introspect")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Browser.encode(form))))
                .statusCode();
    }

    @Test
    @DisplayName("Okta: an app's key is replaced without a gap; an inactive one proves nothing, and the last one stays")
    void rotation() {
        var app = service("one", ONE);
        var id = app.get("id");
        String all = "/api/v1/apps/" + id + "/credentials/jwks";
        assertEquals(200, status(id, "one", ONE));
        var first = list(admin.get(all)).getFirst();
        assertEquals("one", first.get("kid"));
        assertEquals("ACTIVE", first.get("status"));
        PublishedSchemas.management("OAuth2ClientJsonWebKeyECResponse", first, "alg", "use", "crv");
        String path = all + "/" + first.get("id");
        assertEquals(first, object(200, admin.get(path)));
        faulty("key", admin.post(path + "/lifecycle/deactivate", ""));
        faulty("key", admin.delete(path));

        assertEquals(401, status(id, "two", TWO));
        var second = object(201, admin.post(all, Json.text(jwk("two", TWO))));
        assertEquals(200, status(id, "two", TWO));
        assertEquals(200, status(id, "one", ONE));
        assertEquals(
                "INACTIVE",
                object(200, admin.post(path + "/lifecycle/deactivate", "")).get("status"));
        assertEquals(401, status(id, "one", ONE));
        assertEquals(
                "ACTIVE",
                object(200, admin.post(path + "/lifecycle/activate", "")).get("status"));
        assertEquals(200, status(id, "one", ONE));
        admin.post(path + "/lifecycle/deactivate", "");
        // What is inactive outlives a change of the app.
        var whole = object(200, admin.get("/api/v1/apps/" + id));
        object(200, admin.put("/api/v1/apps/" + id, Json.text(whole)));
        assertEquals(2, list(admin.get(all)).size());
        assertEquals(401, status(id, "one", ONE));
        assertEquals(204, admin.delete(path).statusCode());
        refused(404, "E0000007", admin.get(path));
        assertEquals(
                List.of(second.get("kid")),
                list(admin.get(all)).stream().map(it -> it.get("kid")).toList());
    }

    @Test
    @DisplayName(
            "OIDC Core 1.0 §10.1: an app's only key needs no name, nor does its signature; of several one at most is nameless")
    void nameless() {
        var app = new LinkedHashMap<>(service(null, ONE));
        assertEquals(200, status(app.get("id"), null, ONE));
        assertEquals(401, status(app.get("id"), null, TWO));
        String path = "/api/v1/apps/" + app.get("id");
        var key = list(admin.get(path + "/credentials/jwks")).getFirst();
        assertFalse(key.containsKey("kid"));
        assertEquals(key, object(200, admin.get(path + "/credentials/jwks/" + key.get("id"))));
        var second = object(201, admin.post(path + "/credentials/jwks", Json.text(jwk("two", TWO))));
        assertEquals(200, status(app.get("id"), "two", TWO));
        assertEquals("two", second.get("kid"));
        var whole = Json.text(object(200, admin.get(path)));
        object(200, admin.put(path, whole));
        faulty("settings.oauthClient.jwks.keys", admin.put(path, whole.replace("\"kid\":\"two\",", "")));
    }

    @Test
    @DisplayName("Abuse 104: a private, nameless, weak or second key of a name is not taken, nor one beside an address")
    void refusals() {
        var app = service("one", ONE);
        String all = "/api/v1/apps/" + app.get("id") + "/credentials/jwks";
        faulty("kid", admin.post(all, Json.text(jwk("one", TWO))));
        var secret = jwk("two", TWO);
        secret.put("d", "AAAA");
        faulty("key", admin.post(all, Json.text(secret)));
        var nameless = jwk("two", TWO);
        nameless.remove("kid");
        faulty("key", admin.post(all, Json.text(nameless)));
        faulty("key", admin.post(all, "{\"kty\":\"oct\",\"kid\":\"x\",\"k\":\"AAAA\"}"));
        faulty("status", admin.post(all, Json.text(jwk("two", TWO)).replace("}", ",\"status\":\"MAYBE\"}")));
        var inactive =
                object(201, admin.post(all, Json.text(jwk("two", TWO)).replace("}", ",\"status\":\"INACTIVE\"}")));
        assertEquals("INACTIVE", inactive.get("status"));
        assertEquals(401, status(app.get("id"), "two", TWO));
        assertTrue(list(admin.get(all)).stream().noneMatch(key -> key.containsKey("d")));
    }
}
