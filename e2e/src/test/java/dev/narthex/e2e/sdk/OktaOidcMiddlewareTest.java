package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Okta's middleware for Express, in an app as its README shows.
@Timeout(120)
class OktaOidcMiddlewareTest {
    private static final WebApp APP = new WebApp(TestServer.freePort(), "/authorization-code/callback", "/");

    @TempDir
    static Path folder;

    @Test
    @DisplayName("signs in by code, has tokens and claims, and signs out: tokens revoked, session ended")
    void signsInAndOut() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/@okta/oidc-middleware")),
                "run npm ci in e2e/clients/node");
        try (var idp = APP.start(folder);
                var child = express(idp)) {
            child.await("ready");
            var app = idp.at(APP.url());
            var person = idp.browser();
            var page = WebApp.signIn(app, person, "/me");
            assertEquals(200, page.statusCode(), page.body());
            var context = Json.readObject(page.body().getBytes(StandardCharsets.UTF_8));
            assertEquals("Ada Byron", ((Map<?, ?>) context.get("userinfo")).get("name"));
            assertTrue(((Map<?, ?>) context.get("tokens")).containsKey("refresh_token"));
            var left = WebApp.location(app.post("/sign-out", Map.of()));
            assertEquals(APP.url() + "/", WebApp.location(person.go(left)));
            WebApp.assertSignedOut(app, person, "/me");
        }
    }

    private static Child express(SecureServer idp) {
        var trust = Map.of("NODE_EXTRA_CA_CERTS", idp.authority().toString());
        var arguments = List.of(idp.issuer("default"), Integer.toString(APP.port()), WebApp.CLIENT_ID, WebApp.SECRET);
        return Child.node("express.mjs", trust, arguments);
    }
}
