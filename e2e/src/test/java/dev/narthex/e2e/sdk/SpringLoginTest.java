package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.e2e.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A web app that signs people in by Spring Security, told the issuer, its id and its secret; over https, with the
/// development authority trusted.
@Timeout(120)
class SpringLoginTest {
    private static final WebApp APP = new WebApp(TestServer.freePort(), "/login/oauth2/code/narthex", "/bye");
    private static final String REGISTRATION = "--spring.security.oauth2.client.registration.narthex.";

    @TempDir
    static Path folder;

    private static Child app(SecureServer idp) {
        return Child.java(
                "spring-login",
                "SpringLogin",
                idp.trust(),
                List.of(
                        "--server.port=" + APP.port(),
                        "--server.address=127.0.0.1",
                        REGISTRATION + "client-id=" + WebApp.CLIENT_ID,
                        REGISTRATION + "client-secret=" + WebApp.SECRET,
                        REGISTRATION + "scope=openid,profile,email",
                        "--spring.security.oauth2.client.provider.narthex.issuer-uri=" + idp.issuer("default")));
    }

    @Test
    @DisplayName("signs in by code with PKCE, reads the person's claims, and signs out at the identity provider")
    void signsInAndOut() {
        try (var idp = APP.start(folder);
                var child = app(idp)) {
            child.await("ready");
            var app = idp.at(APP.url());
            var person = idp.browser();
            var page = WebApp.signIn(app, person, "/me");
            assertEquals(200, page.statusCode(), page.body());
            assertEquals("Ada Byron, " + SecureServer.USERNAME, page.body());
            var left = WebApp.location(app.post("/logout", Map.of()));
            assertEquals(APP.url() + "/bye", WebApp.location(person.go(left)));
            WebApp.assertSignedOut(app, person, "/me");
        }
    }
}
