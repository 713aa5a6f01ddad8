package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Directory.USERS;
import static dev.narthex.e2e.Directory.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.signin.AttemptStore.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be done to users over HTTP: lifecycle and credentials.
class UserLifecycleApiTest {
    private static TestServer idp;
    private static Admin admin;
    private static Directory directory;
    private static int made;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        directory = new Directory(admin);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static String login() {
        return "person" + ++made + "@example.org";
    }

    private static String active() {
        return (String) directory.created(login()).get("id");
    }

    private static String staged() {
        return (String) object(200, admin.post(USERS + "?activate=false", Map.of("profile", profile(login()))))
                .get("id");
    }

    /// A user in that status, brought there by the API alone.
    private static String in(String status) {
        String id = status.equals("STAGED") || status.equals("PROVISIONED") ? staged() : active();
        switch (status) {
            case "PROVISIONED" -> directory.lifecycle(id, "activate?sendEmail=false");
            case "RECOVERY" -> directory.lifecycle(id, "reset_password?sendEmail=false");
            case "PASSWORD_EXPIRED" -> directory.lifecycle(id, "expire_password");
            case "SUSPENDED" -> directory.lifecycle(id, "suspend");
            case "DEPROVISIONED" -> directory.lifecycle(id, "deactivate");
            case "LOCKED_OUT" ->
                idp.storage.attempts().admit(id, "stranger", new Limits(1, Duration.ofHours(1)), idp.clock.instant());
            default -> {}
        }
        assertEquals(status, directory.status(id));
        return id;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STAGED           | activate?sendEmail=false      | 200 | PROVISIONED
            STAGED           | deactivate                    | 200 | DEPROVISIONED
            STAGED           | suspend                       | 403 | E0000038
            PROVISIONED      | activate                      | 403 | E0000016
            PROVISIONED      | reactivate                    | 200 | PROVISIONED
            PROVISIONED      | unlock                        | 403 | E0000032
            ACTIVE           | activate                      | 403 | E0000016
            ACTIVE           | reactivate                    | 403 | E0000038
            ACTIVE           | unsuspend                     | 403 | E0000038
            ACTIVE           | suspend                       | 200 | SUSPENDED
            ACTIVE           | expire_password               | 200 | PASSWORD_EXPIRED
            ACTIVE           | reset_password?sendEmail=true | 200 | RECOVERY
            ACTIVE           | reset_password                | 400 | E0000028
            RECOVERY         | reactivate                    | 200 | RECOVERY
            PASSWORD_EXPIRED | reset_password?sendEmail=true | 200 | RECOVERY
            LOCKED_OUT       | unlock                        | 200 | ACTIVE
            LOCKED_OUT       | suspend                       | 403 | E0000038
            LOCKED_OUT       | reset_password?sendEmail=true | 200 | RECOVERY
            SUSPENDED        | unsuspend                     | 200 | ACTIVE
            SUSPENDED        | activate                      | 403 | E0000038
            DEPROVISIONED    | activate?sendEmail=false      | 200 | PROVISIONED
            DEPROVISIONED    | deactivate                    | 403 | E0000038
            """)
    @DisplayName("Okta: an operation leads where the table says, and is refused with the code it names")
    void table(String from, String operation, int status, String to) {
        String id = in(from);
        var response = directory.lifecycle(id, operation);
        if (status == 200) {
            assertEquals(200, response.statusCode(), response.body());
            assertEquals(to, directory.status(id));
        } else {
            refused(status, to, response);
            assertEquals(from, directory.status(id));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activate",
                "reactivate",
                "deactivate",
                "suspend",
                "unsuspend",
                "unlock",
                "expire_password",
                "expire_password_with_temp_password",
                "reset_password?sendEmail=false"
            })
    @DisplayName("Okta: who is not there is 404 E0000007")
    void nobody(String operation) {
        refused(404, "E0000007", directory.lifecycle("00u00000000000000000", operation));
    }

    @Test
    @DisplayName("Okta: without a mail the caller gets the links; a mail's link nobody but the person sees")
    void links() {
        String id = staged();
        var link = object(200, directory.lifecycle(id, "activate?sendEmail=false"));
        PublishedSchemas.management("UserActivationToken", link);
        String token = (String) link.get("activationToken");
        assertEquals(idp.baseUrl() + "/welcome/" + token, link.get("activationUrl"));
        var newer = object(200, directory.lifecycle(id, "reactivate"));
        assertFalse(newer.get("activationToken").equals(token));
        assertEquals(Map.of(), object(200, directory.lifecycle(staged(), "activate")));
        var reset = object(200, directory.lifecycle(active(), "reset_password?sendEmail=false"));
        assertTrue(reset.get("resetPasswordUrl").toString().startsWith(idp.baseUrl() + "/signin/reset-password/"));
        assertEquals(Map.of(), object(200, directory.lifecycle(active(), "reset_password?sendEmail=true")));
    }

    @Test
    @DisplayName("Okta: a temporary password signs in once changed, and meets the policy")
    void temporary() {
        String id = active();
        var body = object(200, directory.lifecycle(id, "expire_password_with_temp_password?revokeSessions=true"));
        String made = (String) body.get("tempPassword");
        assertEquals("PASSWORD_EXPIRED", directory.status(id));
        assertEquals(200, change(id, made, "Correct-Horse-2", false).statusCode());
        assertEquals("ACTIVE", directory.status(id));
    }

    private static java.net.http.HttpResponse<String> change(String id, String old, String fresh, boolean strict) {
        return admin.post(
                USERS + "/" + id + "/credentials/change_password?strict=" + strict,
                Map.of("oldPassword", Map.of("value", old), "newPassword", Map.of("value", fresh)));
    }

    @Test
    @DisplayName("Okta: a password is changed by who knows the old one, to one that the policy takes")
    void changePassword() {
        String id = active();
        refused(403, "E0000014", change(id, "wrong", "Correct-Horse-2", false));
        refused(403, "E0000080", change(id, Fixture.PASSWORD, "weak", false));
        refused(403, "E0000080", change(id, Fixture.PASSWORD, Fixture.PASSWORD, true));
        var credentials = object(200, change(id, Fixture.PASSWORD, "Correct-Horse-2", true));
        assertEquals(Map.of(), credentials.get("password"));
        refused(403, "E0000080", change(id, "Correct-Horse-2", Fixture.PASSWORD, true));
        refused(400, "E0000001", admin.post(USERS + "/" + id + "/credentials/change_password", "{}"));
        refused(403, "E0000035", change(in("SUSPENDED"), Fixture.PASSWORD, "Correct-Horse-2", false));
    }

    @Test
    @DisplayName("Okta: a recovery question is set by who knows the password, and its answer sets another")
    void question() {
        String id = active();
        String path = USERS + "/" + id + "/credentials/";
        var question = Map.of("question", "Who taught you?", "answer", "Mary Somerville");
        refused(
                403,
                "E0000014",
                admin.post(
                        path + "change_recovery_question",
                        Map.of("password", Map.of("value", "wrong"), "recovery_question", question)));
        var credentials = object(
                200,
                admin.post(
                        path + "change_recovery_question",
                        Map.of("password", Map.of("value", Fixture.PASSWORD), "recovery_question", question)));
        assertEquals(Map.of("question", "Who taught you?"), credentials.get("recovery_question"));
        var fresh = Map.of("value", "Correct-Horse-3");
        refused(
                403,
                "E0000087",
                admin.post(
                        path + "forgot_password_recovery_question",
                        Map.of("password", fresh, "recovery_question", Map.of("answer", "nobody"))));
        object(
                200,
                admin.post(
                        path + "forgot_password_recovery_question",
                        Map.of("password", fresh, "recovery_question", Map.of("answer", "mary somerville"))));
        assertEquals(
                200, change(id, "Correct-Horse-3", "Correct-Horse-4", false).statusCode());
        var link = object(200, admin.post(path + "forgot_password?sendEmail=false", ""));
        assertTrue(link.containsKey("resetPasswordUrl"));
        assertEquals("ACTIVE", directory.status(id));
        refused(403, "E0000034", admin.post(USERS + "/" + staged() + "/credentials/forgot_password", ""));
    }

    @Test
    @DisplayName("Okta: who is suspended or deactivated is signed in nowhere, and whose sessions end, too")
    void sessions() {
        var app = idp.fixture.app();
        for (String way : List.of("suspend", "deactivate", "sessions")) {
            String login = login();
            String id = (String) directory.created(login).get("id");
            var browser = idp.browser();
            browser.signIn(Ask.of(app).url(), login, Fixture.PASSWORD);
            String silent = Ask.of(app).with("prompt", "none").url();
            assertEquals(null, Answer.inFragment(browser.get(silent)).error());
            int status = way.equals("sessions")
                    ? admin.send("DELETE", USERS + "/" + id + "/sessions?oauthTokens=true", "")
                            .statusCode()
                    : directory.lifecycle(id, way).statusCode();
            assertEquals(way.equals("sessions") ? 204 : 200, status);
            assertEquals(
                    "login_required", Answer.inFragment(browser.get(silent)).error(), way);
        }
    }

    @Test
    @DisplayName("Okta: who is locked out shows as such, with a block, and what is done is on record")
    void locked() {
        String id = in("LOCKED_OUT");
        assertEquals(1, Admin.list(admin.get(USERS + "/" + id + "/blocks")).size());
        directory.lifecycle(id, "unlock");
        assertEquals(List.of(), Admin.list(admin.get(USERS + "/" + id + "/blocks")));
        assertEquals(List.of(), Admin.list(admin.get(USERS + "/" + id + "/idps")));
        assertTrue(idp.log("user.account.unlock_by_admin").stream()
                .anyMatch(it -> it.details().targets().getFirst().id().equals(id)));
    }
}
