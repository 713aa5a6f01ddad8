package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.TestServer;
import java.util.List;
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

    private static String verified(String command) {
        String answer = sdk.ask(command);
        assertTrue(answer.startsWith("verified "), answer);
        return answer.substring("verified ".length());
    }

    private static String created(String login) {
        String user = verified("create " + login + " Correct-Horse-1");
        assertTrue(user.endsWith(" Ada ACTIVE"), user);
        return user.split(" ")[0];
    }

    @Test
    @DisplayName("A5, A6: okta-sdk-java pages through 450 users and more, finds one, changes one")
    void pages() {
        assertEquals("done", verified("crowd 450"));
        String[] pages = verified("pages 200").split(" ");
        assertEquals("3", pages[0]);
        assertTrue(Integer.parseInt(pages[1]) >= 450, pages[1]);
        assertEquals(pages[1], pages[2], "nobody twice");
        String found = verified("search CROWD449@example.org");
        assertTrue(found.endsWith(" Ada STAGED"), found);
        String id = found.split(" ")[0];
        assertEquals(id + " Augusta STAGED", verified("rename " + id + " Augusta"));
        String taken = sdk.ask("create crowd449@example.org Correct-Horse-1");
        assertTrue(taken.startsWith("refused 400") && taken.contains("already exists"), taken);
    }

    @Test
    @DisplayName("A5: okta-sdk-java drives each lifecycle operation")
    void lifecycle() {
        String id = created("lifecycle@example.org");
        assertEquals("SUSPENDED", verified("suspend " + id));
        assertEquals("ACTIVE", verified("unsuspend " + id));
        assertTrue(sdk.ask("unlock " + id).startsWith("refused 403"));
        assertEquals("PASSWORD_EXPIRED", verified("expire " + id));
        assertEquals("RECOVERY", verified("reset " + id));
        assertEquals("RECOVERY", verified("reactivate " + id));
        assertEquals("DEPROVISIONED", verified("deactivate " + id));
        assertEquals("PROVISIONED", verified("activate " + id));
        assertTrue(sdk.ask("activate " + id).contains("E0000016"));
        assertEquals("done", verified("delete " + id));
        assertEquals("DEPROVISIONED", verified("status " + id));
        assertEquals("done", verified("delete " + id));
        assertTrue(sdk.ask("status " + id).startsWith("refused 404"));
    }

    @Test
    @DisplayName("A6: okta-sdk-java makes a group, fills and empties it, and deletes it")
    void groups() {
        String id = created("grouped@example.org");
        assertEquals("1 0 BUILT_IN,OKTA_GROUP", verified("group Readers " + id));
    }
}
