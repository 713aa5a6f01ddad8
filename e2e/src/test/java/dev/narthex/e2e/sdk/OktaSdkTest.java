package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's SDKs for administrators, as they are published, make and change apps here.
@Timeout(180)
class OktaSdkTest {
    private static TestServer idp;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static List<String> arguments() {
        return List.of(idp.baseUrl(), TestServer.API_TOKEN);
    }

    @Test
    @DisplayName("A5, A6: okta-sdk-java makes an SPA, reads it as its own class, pages, assigns and deletes")
    void java() {
        // The library wants https, save where it is told not to.
        var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
        try (var sdk = Child.java("okta-sdk", "OktaSdkClient", flags, arguments())) {
            sdk.await("ready");
            administers(sdk, "Java");
        }
    }

    @Test
    @DisplayName("A5, A6: @okta/okta-sdk-nodejs makes an SPA, reads it as its own class, pages, assigns and deletes")
    void node() {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/@okta/okta-sdk-nodejs")),
                "run npm ci in e2e/clients/node");
        try (var sdk = Child.node("administer.mjs", Map.of(), arguments())) {
            sdk.await("ready");
            administers(sdk, "Node");
        }
    }

    private static void administers(Child sdk, String name) {
        String spa = verified(sdk.ask("spa " + name + "-SPA"));
        String id = spa.split(" ")[0];
        String expected = id + " " + name + "-SPA ACTIVE browser [id_token,token] [https://spa.example/cb] none public";
        assertEquals(expected, spa);
        assertEquals(expected, verified(sdk.ask("read " + id)));
        assertEquals(expected.replace("-SPA", "-Renamed"), verified(sdk.ask("rename " + id + " " + name + "-Renamed")));
        assigns(sdk, id);
        String web = verified(sdk.ask("web " + name + "-Web"));
        assertTrue(web.endsWith(" client_secret_basic confidential"), web);
        assertEquals("ACTIVE 2", verified(sdk.ask("secret " + web.split(" ")[0])));
        pages(sdk, name);
        String origin = "https://" + name.toLowerCase(java.util.Locale.ROOT) + ".example";
        assertEquals(origin + " INACTIVE 1", verified(sdk.ask("origin " + origin)));

        String refused = sdk.ask("delete " + id);
        assertTrue(refused.startsWith("refused 403") && refused.contains("E0000056"), refused);
        assertEquals("done", verified(sdk.ask("deactivate " + id)));
        assertEquals("done", verified(sdk.ask("delete " + id)));
        String gone = sdk.ask("read " + id);
        assertTrue(gone.startsWith("refused 404") && gone.contains("E0000007"), gone);
    }

    private static void assigns(Child sdk, String app) {
        String login = app + "@example.org";
        String user = idp.fixture.user(login).id();
        assertEquals(user + " ACTIVE USER " + login, verified(sdk.ask("user " + app + " " + user)));
        var group = idp.fixture.group("Group of " + app);
        assertEquals(group.id() + " 1 1", verified(sdk.ask("group " + app + " " + group.id())));
        for (int i = 0; i < 4; i++) {
            idp.storage.apps().assignUser(app, idp.fixture.user(i + login).id());
        }
        assertEquals("5", verified(sdk.ask("users " + app + " 2")));
    }

    private static void pages(Child sdk, String name) {
        var labels = new TreeSet<String>();
        for (int i = 0; i < 5; i++) {
            String label = "Page" + name + i;
            verified(sdk.ask("spa " + label));
            labels.add(label);
        }
        String[] pages = verified(sdk.ask("pages Page" + name + " 2")).split(" ");
        assertEquals("3", pages[0]);
        assertEquals(labels, new TreeSet<>(Set.of(pages[1].split(","))));
    }

    private static String verified(String answer) {
        assertTrue(answer.startsWith("verified "), answer);
        return answer.substring("verified ".length());
    }
}
