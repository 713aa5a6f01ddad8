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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    private static String stagedWithPassword() {
        return (String) object(
                        200, admin.post(USERS + "?activate=false", Directory.withPassword(login(), Fixture.PASSWORD)))
                .get("id");
    }

    private static String staged() {
        return (String) object(200, admin.post(USERS + "?activate=false", Map.of("profile", profile(login()))))
                .get("id");
    }

    /// A user in that status, brought there by the API alone.
    private static String in(String status) {
        String id = switch (status) {
            case "STAGED" -> stagedWithPassword();
            case "PROVISIONED" -> staged();
            default -> active();
        };
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

    private static final String OPERATIONS =
            "activate reactivate deactivate suspend unsuspend unlock reset expire set change delete";

    /// For each status what each operation leads to, or the number of the error. Whoever is STAGED has a password here,
    /// save in the row `staged`.
    private static final String TABLE = """
            staged           PROVISIONED 38          DEPROVISIONED 38        38     38     38       38               STAGED 14     DEPROVISIONED
            STAGED           ACTIVE      38          DEPROVISIONED 38        38     32     38       38               STAGED STAGED DEPROVISIONED
            PROVISIONED      16          PROVISIONED DEPROVISIONED 38        38     32     RECOVERY 38               ACTIVE 35     DEPROVISIONED
            ACTIVE           16          38          DEPROVISIONED SUSPENDED 38     32     RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE DEPROVISIONED
            RECOVERY         38          RECOVERY    DEPROVISIONED 38        38     32     RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE DEPROVISIONED
            PASSWORD_EXPIRED 38          38          DEPROVISIONED 38        38     32     RECOVERY PASSWORD_EXPIRED ACTIVE ACTIVE DEPROVISIONED
            LOCKED_OUT       38          38          DEPROVISIONED 38        38     ACTIVE RECOVERY 38               38     35     DEPROVISIONED
            SUSPENDED        38          38          DEPROVISIONED 38        ACTIVE 32     38       38               38     35     DEPROVISIONED
            DEPROVISIONED    PROVISIONED 38          38            38        38     32     38       38               38     35     gone
            """;

    static Stream<Arguments> cells() {
        var operations = OPERATIONS.split(" ");
        return TABLE.lines()
                .map(line -> line.split(" +"))
                .flatMap(row -> IntStream.range(0, operations.length)
                        .mapToObj(i -> Arguments.of(row[0], operations[i], row[i + 1])));
    }

    @ParameterizedTest
    @MethodSource("cells")
    @DisplayName("Okta: in each status each operation leads where the table says, or is refused with the code it names")
    void table(String from, String operation, String to) {
        String id = from.equals("staged") ? staged() : in(from);
        var response = operated(id, operation);
        if (to.matches("[0-9]+")) {
            // Unlocking is refused in words of its own.
            refused(403, "E00000" + (operation.equals("unlock") ? "32" : to), response);
            assertEquals(from.toUpperCase(Locale.ROOT), directory.status(id));
        } else if (to.equals("gone")) {
            assertEquals(204, response.statusCode());
            refused(404, "E0000007", admin.get(USERS + "/" + id));
        } else {
            assertEquals(operation.equals("delete") ? 204 : 200, response.statusCode(), response.body());
            assertEquals(to, directory.status(id));
            checkLinks(id);
        }
    }

    private static HttpResponse<String> operated(String id, String operation) {
        return switch (operation) {
            case "activate", "reset" ->
                directory.lifecycle(id, operation.replace("reset", "reset_password") + "?sendEmail=false");
            case "expire" -> directory.lifecycle(id, "expire_password");
            case "set" ->
                admin.post(
                        USERS + "/" + id,
                        Map.of("credentials", Map.of("password", Map.of("value", "Another-Horse-2"))));
            case "change" -> change(id, Fixture.PASSWORD, "Another-Horse-2", false);
            case "delete" -> admin.delete(USERS + "/" + id);
            default -> directory.lifecycle(id, operation);
        };
    }

    /// A user names the operations that are possible now, and no other.
    private static void checkLinks(String id) {
        var user = directory.user(id);
        String status = (String) user.get("status");
        var links = Admin.under(user, "_links").keySet();
        var row = TABLE.lines()
                .map(line -> line.split(" +"))
                .filter(it -> it[0].equals(status))
                .findFirst()
                .orElseThrow();
        var operations = OPERATIONS.split(" ");
        for (int i = 0; i < 8; i++) {
            String name = operations[i].replace("reset", "resetPassword").replace("expire", "expirePassword");
            assertEquals(!row[i + 1].matches("[0-9]+"), links.contains(name), status + " " + name);
        }
        boolean password = Admin.under(user, "credentials").containsKey("password");
        assertEquals(password && !row[10].matches("[0-9]+"), links.contains("changePassword"), status);
    }

    @Test
    @DisplayName("Okta: without sendEmail a password is not reset, and nobody is made another provider's")
    void resets() {
        String id = active();
        refused(400, "E0000028", directory.lifecycle(id, "reset_password"));
        refused(501, "E0000060", directory.lifecycle(id, "reset_password?sendEmail=false&provider=FEDERATION"));
        assertEquals("ACTIVE", directory.status(id));
        assertEquals(Map.of(), object(200, directory.lifecycle(id, "reset_factors")));
        assertEquals(List.of(), Admin.list(admin.get(USERS + "/" + id + "/factors")));
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
                "reset_factors",
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
        PublishedSchemas.management("ResetPasswordToken", reset);
        assertTrue(reset.get("resetPasswordUrl").toString().startsWith(idp.baseUrl() + "/signin/reset-password/"));
        assertEquals(Map.of(), object(200, directory.lifecycle(active(), "reset_password?sendEmail=true")));
    }

    @Test
    @DisplayName("Okta: a temporary password signs in once changed, and meets the policy")
    void temporary() {
        String id = active();
        var body = object(200, directory.lifecycle(id, "expire_password_with_temp_password?revokeSessions=true"));
        PublishedSchemas.management("TempPassword", body);
        String made = (String) body.get("tempPassword");
        assertEquals("PASSWORD_EXPIRED", directory.status(id));
        assertEquals(200, change(id, made, "Correct-Horse-2", false).statusCode());
        assertEquals("ACTIVE", directory.status(id));
    }

    private static HttpResponse<String> change(String id, String old, String fresh, boolean strict) {
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
        PublishedSchemas.management("UserCredentials", credentials, "emails");
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
        PublishedSchemas.management("ForgotPasswordResponse", link);
        assertTrue(link.containsKey("resetPasswordUrl"));
        assertEquals("ACTIVE", directory.status(id));
        refused(403, "E0000034", admin.post(USERS + "/" + staged() + "/credentials/forgot_password", ""));
        refused(
                403,
                "E0000036",
                admin.post(
                        USERS + "/" + in("PASSWORD_EXPIRED") + "/credentials/change_recovery_question",
                        Map.of("password", Map.of("value", Fixture.PASSWORD), "recovery_question", question)));
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
        var blocks = Admin.list(admin.get(USERS + "/" + id + "/blocks"));
        blocks.forEach(block -> PublishedSchemas.management("UserBlock", block));
        assertEquals(1, blocks.size());
        var user = object(200, admin.get(USERS + "/" + id + "?expand=blocks"));
        assertEquals(blocks, Admin.under(user, "_embedded").get("blocks"));
        directory.lifecycle(id, "unlock");
        assertEquals(List.of(), Admin.list(admin.get(USERS + "/" + id + "/blocks")));
        assertEquals(List.of(), Admin.list(admin.get(USERS + "/" + id + "/idps")));
        assertTrue(idp.log("user.account.unlock_by_admin").stream()
                .anyMatch(it -> it.details().targets().getFirst().id().equals(id)));
    }
}
