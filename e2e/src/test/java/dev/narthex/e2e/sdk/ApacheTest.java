package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Await;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// mod_auth_openidc, in Apache as Debian packages both (`apt install libapache2-mod-auth-openidc`). Few machines have
/// it,
/// so without it nothing fails.
@Timeout(120)
class ApacheTest {
    private static final Path APACHE = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final WebApp APP = new WebApp(TestServer.freePort(), "/me/callback", "/");

    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    private static Process apache;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Files.exists(MODULES.resolve("mod_auth_openidc.so")), "no mod_auth_openidc here");
        idp = APP.start(folder);
        var site = Files.createDirectories(folder.resolve("site/me")).getParent();
        Files.writeString(site.resolve("me/index.html"), "me");
        Files.writeString(Files.createDirectories(site.resolve("api")).resolve("index.html"), "api");
        apache = new ProcessBuilder(command(site)).inheritIO().start();
        Await.until("Apache listens", () -> Files.exists(site.resolve("pid")));
    }

    private static List<String> command(Path site) {
        var command = new ArrayList<>(List.of(APACHE.toString(), "-X"));
        Map.of(
                        "FOLDER", site.toString(),
                        "MODULES", MODULES.toString(),
                        "PORT", Integer.toString(APP.port()),
                        "APP", APP.url(),
                        "ISSUER", idp.issuer("default"),
                        "AUTHORITY", idp.authority().toString(),
                        "CLIENT_ID", WebApp.CLIENT_ID,
                        "CLIENT_SECRET", WebApp.SECRET)
                .forEach((name, value) -> command.addAll(List.of("-C", "Define " + name + " " + value)));
        command.addAll(List.of(
                "-f", Path.of("src/test/resources/apache.conf").toAbsolutePath().toString()));
        return command;
    }

    @AfterAll
    static void stop() {
        if (apache != null) apache.destroy();
    }

    @Test
    @DisplayName("signs in by code with PKCE, knows the person by a claim, and signs out at the identity provider")
    void signsInAndOut() {
        var app = idp.at(APP.url());
        var person = idp.browser();
        var page = WebApp.signIn(app, person, "/me/index.html");
        assertEquals("me", page.body());
        assertEquals(SecureServer.USERNAME, page.headers().firstValue("x-user").orElse(""));
        var left = WebApp.location(app.get("/me/callback?logout=" + Browser.encode(APP.url() + "/")));
        assertEquals(APP.url() + "/", WebApp.location(person.go(left)));
        WebApp.assertSignedOut(app, person, "/me/index.html");
    }

    @Test
    @DisplayName("lets a bearer of an access token in by its scope, and nobody with a changed one")
    void bearers() {
        String token = token();
        var answer = api(token);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(WebApp.CLIENT_ID, answer.headers().firstValue("x-user").orElse(""));
        String changed = token.substring(0, token.length() - 4) + "AAAA";
        assertEquals(401, api(changed).statusCode());
        assertTrue(
                api(changed).headers().firstValue("www-authenticate").orElse("").contains("invalid_token"));
    }

    private static HttpResponse<String> api(String token) {
        var app = idp.at(APP.url());
        return app.send(app.request("/api/index.html").header("Authorization", "Bearer " + token));
    }

    private static String token() {
        var client = idp.browser();
        String secret = Base64.getEncoder()
                .encodeToString((WebApp.CLIENT_ID + ":" + WebApp.SECRET).getBytes(StandardCharsets.UTF_8));
        var answer = client.send(client.request("/oauth2/default/v1/token")
                .header("Authorization", "Basic " + secret)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=messages.read")));
        return (String)
                Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8)).get("access_token");
    }
}
