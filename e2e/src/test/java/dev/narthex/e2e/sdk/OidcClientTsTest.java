package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.app.Chromium;
import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Json;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// oidc-client-ts, on which most single-page apps stand that know no Okta, in Chromium.
@Timeout(120)
class OidcClientTsTest {
    private static final Path SCRIPT =
            Child.nodeFolder().resolve("node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js");
    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><script src="/oidc.js"></script><script>
            const manager = new oidc.UserManager({
              authority: '%s', client_id: '%s', redirect_uri: location.origin + '/app',
              silent_redirect_uri: location.origin + '/silent', post_logout_redirect_uri: location.origin + '/bye',
              scope: 'openid profile offline_access', loadUserInfo: true, automaticSilentRenew: false,
            });
            if (location.pathname === '/silent') manager.signinSilentCallback();
            </script></html>
            """;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static TestServer idp;

    private static HttpServer site;
    private static String origin;

    @BeforeAll
    static void start() throws IOException {
        Needs.that(Files.exists(SCRIPT), "run npm ci in e2e/clients/node");
        chromium = new Chromium();
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
        int port = TestServer.freePort();
        origin = "http://localhost:" + port;
        byte[] page = PAGE.formatted(idp.issuer(), registered()).getBytes(StandardCharsets.UTF_8);
        byte[] script = Files.readAllBytes(SCRIPT);
        var routes = new Router().get("/oidc.js", _ -> Response.of(200, "text/javascript", script));
        for (String path : List.of("/app", "/silent", "/bye")) routes.get(path, _ -> Response.html(200, page));
        routes.get("/favicon.ico", _ -> Response.empty(204));
        site = new HttpServer(HttpConfig.loopback(port), routes).start();
    }

    private static Object registered() {
        var metadata = Map.of(
                "application_type", "browser",
                "redirect_uris", List.of(origin + "/app", origin + "/silent"),
                "post_logout_redirect_uris", List.of(origin + "/bye"),
                "grant_types", List.of("authorization_code", "refresh_token"),
                "response_types", List.of("code"),
                "token_endpoint_auth_method", "none");
        return Admin.object(201, new Admin(idp).post("/oauth2/v1/clients", Json.text(metadata)))
                .get("client_id");
    }

    @AfterAll
    static void stop() {
        if (site != null) site.stop();
    }

    private static void signIn(Page page) {
        page.evaluate("() => { manager.signinRedirect() }");
        page.fill("#username", "ada@example.org");
        page.fill("#password", Fixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(origin + "/app?**");
    }

    @Test
    @DisplayName("signs in by code, renews by refresh token and by frame, revokes, and signs out")
    void wholeLife() {
        try (var person = chromium.person()) {
            var page = person.newPage();
            page.navigate(origin + "/app");
            signIn(page);
            assertEquals("Ada Byron", page.evaluate("() => manager.signinCallback().then(user => user.profile.name)"));
            String renewed = "() => manager.signinSilent().then(user => !!user.access_token)";
            assertEquals(true, page.evaluate(renewed));
            // Without a refresh token it asks in a frame, by the session.
            page.evaluate("async () => { const user = await manager.getUser(); delete user.refresh_token;"
                    + " await manager.storeUser(user) }");
            assertEquals(true, page.evaluate(renewed));
            page.evaluate("() => manager.revokeTokens(['access_token'])");
            page.evaluate("() => { manager.signoutRedirect() }");
            page.waitForURL(origin + "/bye**");
            page.evaluate("() => { manager.signinRedirect() }");
            page.waitForSelector("#password");
            assertTrue(chromium.complaints().isEmpty());
        }
    }
}
