package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/// Web apps on libraries that know nothing of Okta, or only its name: they are given the issuer and nothing else.
@Timeout(120)
class OtherWebAppsTest {
    private static final WebApp APP = new WebApp(TestServer.freePort(), "/auth/callback/okta", "");

    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    @BeforeAll
    static void start() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/express-openid-connect")),
                "run npm ci in e2e/clients/node");
        idp = APP.start(folder);
    }

    private static Child app(String which) {
        var trust = Map.of("NODE_EXTRA_CA_CERTS", idp.authority().toString());
        var arguments =
                List.of(which, idp.issuer("default"), Integer.toString(APP.port()), WebApp.CLIENT_ID, WebApp.SECRET);
        var child = Child.node("webapps.mjs", trust, arguments);
        child.await("ready");
        return child;
    }

    private static Map<String, Object> object(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Json.readObject(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("express-openid-connect: the implicit flow by form post, and signing out at both")
    void formPost() {
        try (var _ = app("express-openid-connect")) {
            var app = idp.at(APP.url());
            var person = idp.browser();
            var away = WebApp.location(app.go("/me"));
            var form = person.travel(person.signIn(away, SecureServer.USERNAME, SecureServer.PASSWORD));
            var back = app.post(Browser.action(form), Browser.hidden(form.body()));
            assertEquals("Ada Byron", object(app.get(WebApp.location(back))).get("name"));
            assertEquals(APP.url(), WebApp.location(person.go(WebApp.location(app.go("/logout")))));
            WebApp.assertSignedOut(app, person, "/me");
        }
    }

    @Test
    @DisplayName("passport-openidconnect: code, and claims from userinfo")
    void passport() {
        try (var _ = app("passport-openidconnect")) {
            var claims = object(WebApp.signIn(idp.at(APP.url()), idp.browser(), "/me"));
            assertEquals(Map.of("name", "Ada Byron", "email", SecureServer.USERNAME), claims);
        }
    }

    @Test
    @DisplayName("Auth.js: code with PKCE, by its provider for Okta")
    void authJs() {
        try (var _ = app("authjs")) {
            var app = idp.at(APP.url());
            var token = object(app.get("/auth/csrf")).get("csrfToken").toString();
            var away = app.post("/auth/signin/okta", Map.of("csrfToken", token, "callbackUrl", APP.url()));
            var back = idp.browser().signIn(WebApp.location(away), SecureServer.USERNAME, SecureServer.PASSWORD);
            app.get(WebApp.location(back));
            var user = (Map<?, ?>) object(app.get("/auth/session")).get("user");
            assertEquals(Map.of("name", "Ada Byron", "email", SecureServer.USERNAME), user);
        }
    }
}
