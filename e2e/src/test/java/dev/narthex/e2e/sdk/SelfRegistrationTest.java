package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client that knows the standards and no Okta registers itself, and signs somebody in.
@Timeout(120)
class SelfRegistrationTest {
    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.RS256);

    private static String initialAccessToken(TestServer idp) {
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", KEY)));
        var service = TokenClient.of(idp, AppSettings.Type.SERVICE, authentication, Map.of())
                .at("/oauth2");
        String scope = "okta.clients.register";
        idp.storage.scopeGrants().grant(new ScopeGrant("oag1", service.app().id(), scope, idp.clock.instant(), "test"));
        var claims = Assertion.claims(idp, service.id(), idp.baseUrl() + "/oauth2/v1/token");
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        return (String) Api.json(service.send("token", "", form)).get("access_token");
    }

    @Test
    @DisplayName("RFC 7591 §3: openid-client registers by an initial access token, and signs somebody in at once")
    void openidClient() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/openid-client")),
                "run npm ci in e2e/clients/node");
        try (var idp = TestServer.fresh()) {
            // The library compares tokens with the clock of its machine.
            idp.clock.advance(java.time.Duration.between(idp.clock.instant(), java.time.Instant.now()));
            var user = idp.fixture.user("ada@example.org");
            var arguments = List.of(idp.issuer(), Fixture.REDIRECT, initialAccessToken(idp));
            try (var app = Child.node("register.mjs", Map.of(), arguments)) {
                app.await("ready");
                String refused = app.ask("register wrong");
                assertTrue(refused.startsWith("refused "), refused);
                String registered = app.ask("register");
                assertTrue(registered.endsWith(" client_secret_basic authorization_code"), registered);
                String url = app.ask("code").substring("verified ".length());
                var answer = idp.browser().signIn(url, user.login(), Fixture.PASSWORD);
                String location = answer.headers().firstValue("location").orElseThrow();
                assertEquals("verified " + user.id(), app.ask("callback " + location));
            }
        }
    }
}
