package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Needs;
import dev.narthex.e2e.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's SDK for Java, as it is published, administers people and groups here.
@Timeout(180)
class OktaSdkUsersTest {
    private static TestServer idp;
    private static Child sdk;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        // The library wants https, save where it is told not to.
        var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
        sdk = Child.java("okta-sdk", "OktaUsersClient", flags, List.of(idp.baseUrl(), TestServer.API_TOKEN));
        sdk.await("ready");
    }

    @AfterAll
    static void stop() {
        sdk.close();
        idp.close();
    }

    /// What both SDKs do with profiles and old passwords.
    private static void profiles(Child sdk, String name) throws Exception {
        assertEquals("string true [A-Z][0-9]+", verified(sdk.ask("attribute " + name)));
        byte[] salt = "grains".getBytes(StandardCharsets.UTF_8);
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(salt);
        byte[] hash = digest.digest("Brought-Along-1".getBytes(StandardCharsets.UTF_8));
        var base64 = Base64.getEncoder();
        String login = name + "@example.org";
        String secret = " " + base64.encodeToString(salt) + " " + base64.encodeToString(hash) + " ";
        String made = verified(sdk.ask("hashed " + login + secret + name + " A1"));
        String id = made.split(" ")[0];
        assertEquals(id + " ACTIVE IMPORT A1", made);
        var app = idp.fixture.app();
        var browser = idp.browser();
        browser.signIn(Ask.of(app).url(), login, "Brought-Along-1");
        assertEquals(null, Answer.inFragment(browser.get(Ask.of(app).url())).error());
        assertEquals("Ada B22", verified(sdk.ask("give " + id + " " + name + " B22")));
        String bad = sdk.ask("give " + id + " " + name + " b22");
        assertTrue(bad.startsWith("refused 400") && bad.contains("E0000001"), bad);
        String taken = sdk.ask("hashed other" + login + secret + name + " B22");
        assertTrue(taken.startsWith("refused 400") && taken.contains("already exists"), taken);
        assertEquals("done", verified(sdk.ask("drop " + name)));
        String unknown = sdk.ask("give " + id + " " + name + " C3");
        assertTrue(unknown.startsWith("refused 400"), unknown);
        assertEquals("SUSPENDED", verified(sdk.ask("suspend " + id)));
        assertEquals("ACTIVE", verified(sdk.ask("unsuspend " + id)));
    }

    @Test
    @DisplayName("A5, D10: okta-sdk-java adds an attribute, fills it, brings an old password along, and drops it again")
    void profilesByJava() throws Exception {
        profiles(sdk, "javaBadge");
    }

    @Test
    @DisplayName("A5, D10: @okta/okta-sdk-nodejs does the same, and moves people through their lives")
    void profilesByNode() throws Exception {
        Needs.that(
                Files.exists(Child.nodeFolder().resolve("node_modules/@okta/okta-sdk-nodejs")),
                "run npm ci in e2e/clients/node");
        try (var node = Child.node("administer.mjs", Map.of(), List.of(idp.baseUrl(), TestServer.API_TOKEN))) {
            node.await("ready");
            profiles(node, "nodeBadge");
            String id = created("leaver@example.org");
            assertEquals("DEPROVISIONED", verified(node.ask("leave " + id)));
        }
    }

    private static String verified(String answer) {
        assertTrue(answer.startsWith("verified "), answer);
        return answer.substring("verified ".length());
    }

    private static String asked(String command) {
        return verified(sdk.ask(command));
    }

    private static String created(String login) {
        String user = asked("create " + login + " Correct-Horse-1");
        assertTrue(user.endsWith(" Ada ACTIVE"), user);
        return user.split(" ")[0];
    }

    @Test
    @DisplayName("A5, A6: okta-sdk-java pages through 450 users and more, finds one, changes one")
    void pages() {
        assertEquals("done", asked("crowd 450"));
        String[] pages = asked("pages 200").split(" ");
        assertEquals("3", pages[0]);
        assertTrue(Integer.parseInt(pages[1]) >= 450, pages[1]);
        assertEquals(pages[1], pages[2], "nobody twice");
        String found = asked("search CROWD449@example.org");
        assertTrue(found.endsWith(" Ada STAGED"), found);
        String id = found.split(" ")[0];
        assertEquals(id + " Augusta STAGED", asked("rename " + id + " Augusta"));
        String taken = sdk.ask("create crowd449@example.org Correct-Horse-1");
        assertTrue(taken.startsWith("refused 400") && taken.contains("already exists"), taken);
    }

    @Test
    @DisplayName("A5: okta-sdk-java drives each lifecycle operation")
    void lifecycle() {
        String id = created("lifecycle@example.org");
        assertEquals("SUSPENDED", asked("suspend " + id));
        assertEquals("ACTIVE", asked("unsuspend " + id));
        assertTrue(sdk.ask("unlock " + id).startsWith("refused 403"));
        assertEquals("PASSWORD_EXPIRED", asked("expire " + id));
        assertEquals("RECOVERY", asked("reset " + id));
        assertEquals("RECOVERY", asked("reactivate " + id));
        assertEquals("DEPROVISIONED", asked("deactivate " + id));
        assertEquals("PROVISIONED", asked("activate " + id));
        assertTrue(sdk.ask("activate " + id).contains("E0000016"));
        assertEquals("done", asked("delete " + id));
        assertEquals("DEPROVISIONED", asked("status " + id));
        assertEquals("done", asked("delete " + id));
        assertTrue(sdk.ask("status " + id).startsWith("refused 404"));
    }

    @Test
    @DisplayName("A6: okta-sdk-java makes a group, fills and empties it, and deletes it")
    void groups() {
        String id = created("grouped@example.org");
        assertEquals("1 0 BUILT_IN,OKTA_GROUP", asked("group Readers " + id));
    }
}
