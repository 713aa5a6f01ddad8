package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.narthex.e2e.Needs;
import dev.narthex.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// openid-client, a certified client that knows nothing of Okta.
@Timeout(120)
class OpenIdClientTest {
    private static final WebApp APP = new WebApp(9, "/callback", "/bye");

    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    private static RSAKey key;

    @BeforeAll
    static void start() throws JOSEException {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/openid-client")),
                "run npm ci in e2e/clients/node");
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        idp = APP.startWithService(folder, key.toPublicJWK().toJSONString());
    }

    private static Child client(Map<String, Object> metadata) {
        var trust = Map.of("NODE_EXTRA_CA_CERTS", idp.authority().toString());
        var child =
                Child.node("openid.mjs", trust, List.of(idp.issuer("default"), APP.redirectUri(), Json.text(metadata)));
        child.await("ready");
        return child;
    }

    private static Child webApp() {
        return client(Map.of("client_id", WebApp.CLIENT_ID, "client_secret", WebApp.SECRET));
    }

    private static String verified(Child child, String line) {
        String answer = child.ask(line);
        assertTrue(answer.startsWith("verified "), line + ": " + answer);
        return answer.substring("verified ".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "hybrid"})
    @DisplayName("signs in with PKCE by code alone and with an ID token in front; renews, introspects, revokes")
    void signsIn(String flow) {
        try (var client = webApp()) {
            String url = verified(client, flow + " openid email offline_access");
            var back = idp.browser().signIn(url, SecureServer.USERNAME, SecureServer.PASSWORD);
            String sub = verified(client, "callback " + WebApp.location(back));
            assertEquals(sub + " " + SecureServer.USERNAME, verified(client, "userinfo"));
            assertEquals("true", verified(client, "refresh"));
            assertEquals("true", verified(client, "introspect"));
            assertEquals("revoked", verified(client, "revoke"));
            assertEquals("false", verified(client, "introspect"));
        }
    }

    @Test
    @DisplayName("signs out with the ID token as the hint, and comes back to the address that is registered")
    void signsOut() {
        try (var client = webApp()) {
            var person = idp.browser();
            String url = verified(client, "code openid");
            verified(
                    client,
                    "callback " + WebApp.location(person.signIn(url, SecureServer.USERNAME, SecureServer.PASSWORD)));
            String out = verified(client, "logout " + APP.url() + "/bye");
            assertEquals(APP.url() + "/bye?state=s1", WebApp.location(person.go(out)));
            assertTrue(person.go(verified(client, "code openid")).body().contains("name=\"password\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oidc", "oauth2"})
    @DisplayName("RFC 8414 §3.1: finds the metadata behind the issuer, and also between host and path")
    void discovers(String algorithm) {
        try (var client = webApp()) {
            assertEquals(idp.issuer("default"), verified(client, "issuer " + algorithm));
        }
    }

    @Test
    @DisplayName("RFC 8628 §3.4: a device gets tokens after a person allowed it in a browser")
    void device() {
        try (var client = client(Map.of("client_id", WebApp.DEVICE_ID))) {
            var shown = verified(client, "device openid email").split(" ");
            var person = idp.browser();
            var page = person.travel(person.submit(person.get(shown[0]), Map.of("user_code", shown[1])));
            var question = person.travel(person.login(page, SecureServer.USERNAME, SecureServer.PASSWORD));
            assertEquals(
                    200, person.submit(question, Map.of("decision", "allow")).statusCode());
            String sub = verified(client, "poll");
            assertEquals(sub + " " + SecureServer.USERNAME, verified(client, "userinfo"));
        }
    }

    @Test
    @DisplayName("RFC 7523 §2.2: a service gets a token for what it signed with its key")
    void service() {
        try (var client = client(Map.of("client_id", WebApp.SERVICE_ID, "privateKey", key.toJSONObject()))) {
            assertEquals("messages.read", verified(client, "service messages.read"));
        }
    }
}
