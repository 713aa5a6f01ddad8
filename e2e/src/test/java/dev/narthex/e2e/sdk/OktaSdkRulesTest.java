package dev.narthex.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Okta's SDK for Java, as it is published, administers rules of groups here.
@Timeout(180)
class OktaSdkRulesTest {
    private static String verified(Child sdk, String command) {
        String answer = sdk.ask(command);
        assertTrue(answer.startsWith("verified "), answer);
        return answer.substring("verified ".length());
    }

    @Test
    @DisplayName("E6: okta-sdk-java makes a rule, changes it, lets it work, and deletes it with what it gave")
    void rules() {
        try (var idp = TestServer.fresh()) {
            var admin = new Admin(idp).ticking();
            String group =
                    (String) Admin.object(200, admin.post("/api/v1/groups", Map.of("profile", Map.of("name", "Sales"))))
                            .get("id");
            var profile = Directory.profile("ada@example.org");
            profile.put("department", "Sales");
            var password = Map.of("password", Map.of("value", Fixture.PASSWORD));
            String user = (String)
                    Admin.object(200, admin.post(Directory.USERS, Map.of("profile", profile, "credentials", password)))
                            .get("id");
            var flags = List.of("-Dokta.testing.disableHttpsCheck=true");
            try (var sdk =
                    Child.java("okta-sdk", "OktaRulesClient", flags, List.of(idp.baseUrl(), TestServer.API_TOKEN))) {
                sdk.await("ready");
                String made = verified(sdk, "create First Sales " + group);
                String id = made.split(" ")[0];
                assertEquals(id + " First INACTIVE 0", made);
                assertEquals(id + " Second INACTIVE 0", verified(sdk, "rename " + id + " Second"));
                for (int i = 0; i < 4; i++) {
                    idp.clock.advance(java.time.Duration.ofSeconds(1));
                    verified(sdk, "create Other" + i + " Nobody " + group);
                }
                assertEquals("3 5", verified(sdk, "pages 2"));
                assertTrue(sdk.ask("create Second Sales " + group).startsWith("refused 400"));
                assertEquals("done", verified(sdk, "activate " + id));
                idp.placePeople();
                String members = "/api/v1/groups/" + group + "/users";
                assertEquals(user, Admin.list(admin.get(members)).getFirst().get("id"));
                assertTrue(sdk.ask("rename " + id + " Third").startsWith("refused 400"));
                assertEquals("done", verified(sdk, "deactivate " + id));
                assertEquals(id + " Second INACTIVE 0", verified(sdk, "get " + id));
                assertEquals("done", verified(sdk, "delete " + id + " true"));
                idp.placePeople();
                assertEquals(List.of(), Admin.list(admin.get(members)));
                assertTrue(sdk.ask("get " + id).startsWith("refused 404"));
            }
        }
    }
}
