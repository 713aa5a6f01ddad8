package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Authn;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PasswordPolicyOf;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Steps of the authentication API that the password policy brings about.
class AuthnStepsTest {
    private static final String LOGIN = "ada@example.org";
    private static final String NEW = "Another-Horse-2";
    private static final Pattern LINK = Pattern.compile("/signin/(?:reset-password|unlock)/([A-Za-z0-9_-]+)");

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final PasswordPolicyOf policy = new PasswordPolicyOf(idp);
    private final Authn script = new Authn(idp);
    private final Authn trusted = new Authn(idp, "SSWS " + TestServer.API_TOKEN);
    private final User ada = idp.fixture.user(LOGIN);

    private void expiring() {
        policy.set("age", "maxAgeDays", 90, "expireWarnDays", 10);
        idp.clock.advance(Duration.ofDays(84).plusHours(1));
    }

    private void ask(String question, String answer) {
        var users = idp.storage.users();
        var next = users.byId(ada.id()).orElseThrow().in(User.Status.ACTIVE, idp.clock.instant());
        users.change(Change.of(next).with(new Question(question, idp.fixture.hash(answer))));
    }

    private void lock() {
        for (int i = 0; i < 10; i++) script.signIn(LOGIN, "wrong");
    }

    private String mailed() {
        return idp.mails().stream()
                .map(mail -> LINK.matcher(mail.letter().text()))
                .filter(link -> link.find())
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    @DisplayName("Okta authn: who wants to be told is warned of a password's end, with the days left, and may skip")
    void warned() {
        expiring();
        var warning = Authn.expect("PASSWORD_WARN", script.signInWarned(LOGIN, Fixture.PASSWORD));
        assertEquals(6, Admin.<Object>at(warning, "_embedded", "policy", "expiration", "passwordExpireDays"));
        assertEquals("changePassword", Admin.at(warning, "_links", "next", "name"));
        assertEquals("skip", Admin.at(warning, "_links", "skip", "name"));
        assertTrue(Admin.under(warning, "_links").containsKey("cancel"));
        assertFalse(warning.containsKey("sessionToken"));
        var done = Authn.expect("SUCCESS", script.step("/skip", Authn.token(warning)));
        assertTrue(done.containsKey("sessionToken"));
        Admin.refused(401, "E0000011", script.step("/skip", Authn.token(warning)));
    }

    @Test
    @DisplayName("Okta authn: who does not ask for warnings gets none, nor does anybody before it is time")
    void notWarned() {
        policy.set("age", "maxAgeDays", 90, "expireWarnDays", 10);
        idp.clock.advance(Duration.ofDays(79));
        Authn.expect("SUCCESS", script.signInWarned(LOGIN, Fixture.PASSWORD));
        idp.clock.advance(Duration.ofDays(3));
        Authn.expect("SUCCESS", script.signIn(LOGIN, Fixture.PASSWORD));
        Authn.expect("PASSWORD_WARN", script.signInWarned(LOGIN, Fixture.PASSWORD));
        policy.allow("passwordChange", false);
        Authn.expect("SUCCESS", script.signInWarned(LOGIN, Fixture.PASSWORD));
        idp.clock.advance(Duration.ofDays(9));
        Authn.expect("PASSWORD_EXPIRED", script.signInWarned(LOGIN, Fixture.PASSWORD));
    }

    @Test
    @DisplayName("Okta authn: a password is changed at the warning, which is told by mail and on record")
    void changedAtTheWarning() {
        expiring();
        var warning = Authn.expect("PASSWORD_WARN", script.signInWarned(LOGIN, Fixture.PASSWORD));
        var change = List.of("/credentials/change_password", Authn.token(warning));
        Admin.refused(
                403, "E0000014", script.step(change.get(0), change.get(1), "oldPassword", "wrong", "newPassword", NEW));
        Authn.expect(
                "SUCCESS",
                script.step(change.get(0), change.get(1), "oldPassword", Fixture.PASSWORD, "newPassword", NEW));
        Authn.expect("SUCCESS", script.signInWarned(LOGIN, NEW));
        assertEquals(1, idp.log("user.account.update_password").size());
        assertTrue(idp.mailTo(LOGIN).letter().subject().contains("was changed"));
    }

    @Test
    @DisplayName("Abuse 73: a warning that was given for a former password lets nobody in")
    void formerPassword() {
        expiring();
        var warning = Authn.expect("PASSWORD_WARN", script.signInWarned(LOGIN, Fixture.PASSWORD));
        idp.clock.advance(Duration.ofSeconds(1));
        var other = Authn.expect("PASSWORD_WARN", script.signInWarned(LOGIN, Fixture.PASSWORD));
        script.step(
                "/credentials/change_password",
                Authn.token(other),
                "oldPassword",
                Fixture.PASSWORD,
                "newPassword",
                NEW);
        idp.clock.advance(Duration.ofSeconds(1));
        Authn.expect("SUCCESS", script.signIn(LOGIN, NEW));
        Admin.refused(401, "E0000011", script.step("/skip", Authn.token(warning)));
    }

    @Test
    @DisplayName("Okta authn: a lock is told only where the policy says so, with the way to end it")
    void lockedOut() {
        lock();
        Admin.refused(401, "E0000004", script.signIn(LOGIN, Fixture.PASSWORD));
        policy.set("lockout", "showLockoutFailures", true);
        for (String password : List.of(Fixture.PASSWORD, "wrong")) {
            var locked = Authn.expect("LOCKED_OUT", script.signIn(LOGIN, password));
            assertEquals("unlock", Admin.at(locked, "_links", "next", "name"));
            assertFalse(locked.containsKey("stateToken"));
        }
        Admin.refused(401, "E0000004", script.signIn("nobody@example.org", "wrong"));
    }

    @Test
    @DisplayName(
            "Okta authn: the token of a mail ends a lock, after the question where there is one, and signs nobody in")
    void unlock() {
        ask("Pet?", "rosebud");
        lock();
        script.post("/recovery/unlock", Map.of("username", LOGIN, "factorType", "EMAIL"));
        var step = Authn.expect("RECOVERY", script.post("/recovery/token", Map.of("recoveryToken", mailed())));
        assertEquals("UNLOCK", step.get("recoveryType"));
        Admin.refused(403, "E0000087", script.step("/recovery/answer", Authn.token(step), "answer", "wrong"));
        Admin.refused(401, "E0000004", script.signIn(LOGIN, Fixture.PASSWORD));
        var done = Authn.expect("SUCCESS", script.step("/recovery/answer", Authn.token(step), "answer", "Rosebud"));
        assertEquals("UNLOCK", done.get("recoveryType"));
        assertFalse(done.containsKey("sessionToken"));
        Authn.expect("SUCCESS", script.signIn(LOGIN, Fixture.PASSWORD));
        assertEquals(1, idp.log("user.account.unlock").size());
    }

    @Test
    @DisplayName("Okta authn: without a question, or where the policy does not have it asked, the token is enough")
    void unasked() {
        ask("Pet?", "rosebud");
        policy.factor("recovery_question", Map.of("status", "INACTIVE"));
        script.post("/recovery/password", Map.of("username", LOGIN, "factorType", "EMAIL"));
        Authn.expect("PASSWORD_RESET", script.post("/recovery/token", Map.of("recoveryToken", mailed())));
    }

    @Test
    @DisplayName("Okta authn: an activation token leads to a first password, and an activation is on record")
    void activation() {
        var admin = new Admin(idp);
        var profile = Map.of("login", "eve@example.org", "email", "eve@example.org", "firstName", "E", "lastName", "V");
        var eve = Admin.object(200, admin.post("/api/v1/users?activate=false", Map.of("profile", profile)));
        String path = "/api/v1/users/" + eve.get("id") + "/lifecycle/activate?sendEmail=false";
        String token = (String) Admin.object(200, admin.post(path, "")).get("activationToken");
        var step = Authn.expect("PASSWORD_RESET", script.post("", Map.of("token", token)));
        Admin.refused(401, "E0000011", script.post("", Map.of("token", token)));
        Authn.expect("SUCCESS", script.step("/credentials/reset_password", Authn.token(step), "newPassword", NEW));
        Authn.expect("SUCCESS", script.signIn("eve@example.org", NEW));
        assertTrue(!idp.log("user.lifecycle.activate").isEmpty());
    }

    @Test
    @DisplayName("Okta authn: an app with an API token gets the recovery token itself, and is told who does not exist")
    void trustedApp() {
        ask("Pet?", "rosebud");
        var step = Authn.expect("RECOVERY", trusted.post("/recovery/password", Map.of("username", LOGIN)));
        assertEquals("Pet?", Admin.at(step, "_embedded", "user", "recovery_question", "question"));
        assertEquals("recovery", Admin.at(step, "_links", "next", "name"));
        assertTrue(idp.mails().isEmpty());
        var token = Map.of("recoveryToken", step.get("recoveryToken"));
        Authn.expect("RECOVERY", script.post("/recovery/token", token));
        Admin.refused(403, "E0000095", trusted.post("/recovery/password", Map.of("username", "nobody@example.org")));
        Admin.refused(403, "E0000032", trusted.post("/recovery/unlock", Map.of("username", LOGIN)));
        policy.allow("selfServicePasswordReset", false);
        Admin.refused(403, "E0000034", trusted.post("/recovery/password", Map.of("username", LOGIN)));
        Admin.refused(400, "E0000001", script.post("/recovery/password", Map.of("username", LOGIN)));
    }
}
