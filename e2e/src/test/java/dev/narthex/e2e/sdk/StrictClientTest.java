package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// oauth4webapi, which refuses every answer that is not as the standards have it.
@Timeout(120)
class StrictClientTest {
    private static final WebApp APP = new WebApp(9, "/callback", "/bye");

    @TempDir
    static Path folder;

    @AutoClose
    private static SecureServer idp;

    @BeforeAll
    static void start() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/oauth4webapi")),
                "run npm ci in e2e/clients/node");
        idp = APP.start(folder);
    }

    private static Child client(String server, boolean bound) {
        var trust = Map.of("NODE_EXTRA_CA_CERTS", idp.authority().toString());
        String issuer = server.isEmpty() ? idp.asAdministrator().getFirst() : idp.issuer(server);
        var arguments = bound
                ? List.of(issuer, APP.redirectUri(), WebApp.BOUND_ID, "", "dpop")
                : List.of(issuer, APP.redirectUri(), WebApp.CLIENT_ID, WebApp.SECRET);
        var child = Child.node("oauth4webapi.mjs", trust, arguments);
        child.await("ready");
        return child;
    }

    private static String verified(Child child, String line) {
        String answer = child.ask(line);
        assertTrue(answer.startsWith("verified "), line + ": " + answer);
        return answer.substring("verified ".length());
    }

    @ParameterizedTest(name = "{0} at {1}, bound: {2}")
    @CsvSource({
        "code,   default, false",
        "hybrid, default, false",
        "signed, default, false",
        "pushed, '',      false",
        "code,   default, true",
        "pushed, default, true"
    })
    @DisplayName("RFC 9207, 9126, 9449, JARM: signs in, reads claims, renews; tokens are bound where the app's are")
    void signsIn(String flow, String server, boolean bound) {
        String type = bound ? "dpop" : "bearer";
        try (var client = client(server, bound)) {
            var back = idp.browser().signIn(verified(client, flow), SecureServer.USERNAME, SecureServer.PASSWORD);
            assertEquals(type + " Ada Byron", verified(client, "callback " + WebApp.location(back)));
            assertEquals("Ada Byron", verified(client, "userinfo"));
            assertEquals(type, verified(client, "refresh"));
        }
    }
}
