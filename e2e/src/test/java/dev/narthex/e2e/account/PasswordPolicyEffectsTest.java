package dev.narthex.e2e.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Authn;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PasswordPolicyOf;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Question;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the password policy says is what people meet on the pages.
class PasswordPolicyEffectsTest {
    private static final String LOGIN = "ada@example.org";
    private static final String NEW = "Another-Horse-2";
    private static final String FORGOT = "/signin/forgot-password";

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final PasswordPolicyOf policy = new PasswordPolicyOf(idp);
    private final Directory directory = new Directory(new Admin(idp));
    private final User ada = idp.fixture.user(LOGIN);

    private HttpResponse<String> signIn(Browser browser, String password) {
        idp.clock.advance(Duration.ofSeconds(1));
        return browser.login(browser.get("/login/login.htm"), LOGIN, password);
    }

    private boolean letsIn(String password) {
        return signIn(idp.browser(), password).statusCode() == 303;
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++)
            assertEquals(401, signIn(idp.browser(), "wrong").statusCode());
    }

    private String askFor(String page) {
        var browser = idp.browser();
        int before = idp.mails().size();
        browser.submit(browser.get(page), Map.of("username", LOGIN));
        var mails = idp.mails();
        if (mails.size() == before) return "";
        return mails.getFirst()
                .letter()
                .text()
                .lines()
                .filter(line -> line.startsWith("http"))
                .findFirst()
                .orElseThrow()
                .substring(idp.baseUrl().length());
    }

    private void ask(String question, String answer) {
        var users = idp.storage.users();
        var next = users.byId(ada.id()).orElseThrow().in(User.Status.ACTIVE, idp.clock.instant());
        users.change(Change.of(next).with(new Question(question, idp.fixture.hash(answer))));
    }

    @Test
    @DisplayName("Okta: maxAttempts wrong passwords lock, for autoUnlockMinutes")
    void attempts() {
        policy.set("lockout", "maxAttempts", 3, "autoUnlockMinutes", 60);
        guess(2);
        assertTrue(letsIn(Fixture.PASSWORD));
        guess(3);
        assertFalse(letsIn(Fixture.PASSWORD));
        assertEquals("LOCKED_OUT", directory.status(ada.id()));
        idp.clock.advance(Duration.ofMinutes(59));
        assertFalse(letsIn(Fixture.PASSWORD));
        idp.clock.advance(Duration.ofMinutes(1));
        assertTrue(letsIn(Fixture.PASSWORD));
        assertEquals("ACTIVE", directory.status(ada.id()));
    }

    @Test
    @DisplayName("Abuse 85: a lock without an end leaves the owner their browsers, a link and an administrator")
    void lockWithoutEnd() {
        policy.set("lockout", "maxAttempts", 1, "autoUnlockMinutes", 0);
        var owner = idp.browser();
        assertEquals(303, signIn(owner, Fixture.PASSWORD).statusCode());
        guess(1);
        idp.clock.advance(Duration.ofDays(400));
        assertFalse(letsIn(Fixture.PASSWORD));
        assertEquals(303, signIn(owner, Fixture.PASSWORD).statusCode());
        String link = askFor("/signin/unlock");
        var browser = idp.browser();
        assertEquals(200, browser.submit(browser.get(link), Map.of()).statusCode());
        assertTrue(letsIn(Fixture.PASSWORD));
        guess(1);
        assertEquals(200, directory.lifecycle(ada.id(), "unlock").statusCode());
        assertTrue(letsIn(Fixture.PASSWORD));
    }

    @Test
    @DisplayName("Okta: maxAttempts of zero never locks, and ends what locked before")
    void neverLocks() {
        guess(10);
        assertFalse(letsIn(Fixture.PASSWORD));
        policy.set("lockout", "maxAttempts", 0);
        assertTrue(letsIn(Fixture.PASSWORD));
        guess(12);
        assertTrue(letsIn(Fixture.PASSWORD));
        assertEquals("ACTIVE", directory.status(ada.id()));
    }

    @Test
    @DisplayName("Okta: showLockoutFailures says that an account is locked, and where that can be ended")
    void told() {
        guess(10);
        assertFalse(signIn(idp.browser(), Fixture.PASSWORD).body().contains("is locked here"));
        policy.set("lockout", "showLockoutFailures", true);
        var page = signIn(idp.browser(), Fixture.PASSWORD);
        assertEquals(401, page.statusCode());
        assertTrue(page.body().contains("this account is locked here"));
        assertTrue(page.body().contains("href=\"/signin/unlock?"));
    }

    @Test
    @DisplayName("Okta: userLockoutNotificationChannels EMAIL tells the owner by mail, twice in half an hour at most")
    void mailed() {
        guess(10);
        assertEquals(List.of(), idp.mails());
        policy.set(
                "lockout",
                "userLockoutNotificationChannels",
                List.of("EMAIL"),
                "maxAttempts",
                2,
                "autoUnlockMinutes",
                1);
        for (int i = 0; i < 4; i++) {
            idp.clock.advance(Duration.ofMinutes(16));
            directory.lifecycle(ada.id(), "unlock");
            guess(2);
        }
        var mail = idp.mailTo(LOGIN).letter();
        assertEquals("Your account at localhost is locked", mail.subject());
        assertTrue(mail.text().contains("The lock ends by itself after 1 minute."), mail.text());
        assertTrue(mail.text().contains(idp.baseUrl() + "/signin/unlock"), mail.text());
        assertTrue(idp.mails().size() <= 4 && idp.mails().size() >= 2);
        int before = idp.mails().size();
        for (int i = 0; i < 6; i++) {
            directory.lifecycle(ada.id(), "unlock");
            guess(2);
        }
        assertTrue(idp.mails().size() <= before + 2, "bounded for each person");
    }

    @Test
    @DisplayName("Okta: tokenLifetimeMinutes is how long a link works, and what its mail says")
    void lifetime() {
        policy.linksWork(180);
        String link = askFor(FORGOT);
        assertTrue(idp.mailTo(LOGIN).letter().text().contains("3 hours"));
        idp.clock.advance(Duration.ofMinutes(179));
        assertEquals(200, idp.browser().get(link).statusCode());
        idp.clock.advance(Duration.ofMinutes(1));
        assertEquals(410, idp.browser().get(link).statusCode());
        policy.linksWork(5);
        String reset = (String) Admin.object(200, directory.lifecycle(ada.id(), "reset_password?sendEmail=false"))
                .get("resetPasswordUrl");
        idp.clock.advance(Duration.ofMinutes(5));
        assertEquals(410, idp.browser().get(reset).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {FORGOT, "/signin/unlock"})
    @DisplayName("Okta: what the rule denies sends no mail, and is answered like what it allows (abuse 81)")
    void denied(String page) {
        guess(10);
        assertFalse(askFor(page).isEmpty());
        policy.allow(page.equals(FORGOT) ? "selfServicePasswordReset" : "selfServiceUnlock", false);
        var browser = idp.browser();
        int before = idp.mails().size();
        var answer = browser.submit(browser.get(page), Map.of("username", LOGIN));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("Look into your mail"));
        assertEquals(before, idp.mails().size());
        policy.allow(page.equals(FORGOT) ? "selfServicePasswordReset" : "selfServiceUnlock", true);
        policy.factor("okta_email", Map.of("status", "INACTIVE"));
        assertEquals("", askFor(page));
    }

    @Test
    @DisplayName("Okta: where the rule denies it nobody changes their password, save one that has expired")
    void noChange() {
        policy.allow("passwordChange", false);
        var browser = idp.browser();
        signIn(browser, Fixture.PASSWORD);
        var page = browser.get("/account/password");
        assertEquals(403, page.statusCode());
        assertFalse(browser.get("/account").body().contains("href=\"/account/password\""));
        String token = Browser.hidden(browser.get("/account/profile").body()).get("token");
        var forced = browser.post(
                "/account/password", Map.of("token", token, "password", Fixture.PASSWORD, "newPassword", NEW));
        assertEquals(403, forced.statusCode());
        directory.lifecycle(ada.id(), "expire_password");
        var other = idp.browser();
        var expired = other.travel(signIn(other, Fixture.PASSWORD));
        assertEquals(303, other.submit(expired, Map.of("newPassword", NEW)).statusCode());
        assertTrue(letsIn(NEW));
    }

    @Test
    @DisplayName("Okta: expireWarnDays before its end a password may be changed on the way to an app, or later")
    void warned() {
        policy.set("age", "maxAgeDays", 90, "expireWarnDays", 10);
        var ask = Ask.of(idp.fixture.app());
        idp.clock.advance(Duration.ofDays(75));
        var early = idp.browser();
        assertTrue(atApp(early.login(early.go(ask.url()), LOGIN, Fixture.PASSWORD), early));
        idp.clock.advance(Duration.ofDays(10));
        var browser = idp.browser();
        var warning = browser.travel(browser.login(browser.go(ask.url()), LOGIN, Fixture.PASSWORD));
        assertTrue(warning.body().contains("expires in 5 days"), warning.body());
        String onward = warning.body().replaceAll("(?s).*<a href=\"([^\"]*)\">Not now</a>.*", "$1");
        assertTrue(atApp(browser.get(Browser.unescape(onward)), browser), "without a change");
        var changed = browser.submit(warning, Map.of("password", Fixture.PASSWORD, "newPassword", NEW));
        assertEquals(303, changed.statusCode(), changed.body());
        assertTrue(atApp(browser.travel(changed), browser), "after a change");
        assertEquals(303, signIn(idp.browser(), NEW).statusCode());
    }

    /// Whether the way leads to the app, perhaps by a redirect more.
    private static boolean atApp(HttpResponse<String> answer, Browser browser) {
        String there = answer.headers().firstValue("location").orElse("");
        if (there.startsWith(Fixture.REDIRECT)) return true;
        if (!there.startsWith("/")) return false;
        return browser.get(there).headers().firstValue("location").orElse("").startsWith(Fixture.REDIRECT);
    }

    @Test
    @DisplayName("Okta: where there is a question, a link leads to a new password by the right answer alone (abuse 84)")
    void question() {
        ask("Pet?", "rosebud");
        String link = askFor(FORGOT);
        var browser = idp.browser();
        var page = browser.get(link);
        assertTrue(page.body().contains("Pet?"));
        var wrong = browser.submit(page, Map.of("answer", "rex", "newPassword", NEW));
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("not the answer"));
        assertEquals(400, browser.submit(page, Map.of("newPassword", NEW)).statusCode());
        var unfit = browser.submit(page, Map.of("answer", "Rosebud", "newPassword", "short"));
        assertEquals(400, unfit.statusCode());
        assertEquals(
                303,
                browser.submit(page, Map.of("answer", " rosebud", "newPassword", NEW))
                        .statusCode());
        String again = askFor(FORGOT);
        for (int i = 0; i < 10; i++) {
            browser.submit(browser.get(again), Map.of("answer", "rex" + i, "newPassword", NEW + "x"));
        }
        var late = browser.submit(browser.get(again), Map.of("answer", "rosebud", "newPassword", NEW + "x"));
        assertEquals(400, late.statusCode(), "ten wrong answers are enough");
        policy.factor("recovery_question", Map.of("status", "INACTIVE"));
        assertFalse(browser.get(again).body().contains("Pet?"));
    }

    @Test
    @DisplayName("Abuse 85: a lock that strangers brought about does not keep the owner from changing their password")
    void ownerChanges() {
        var browser = idp.browser();
        signIn(browser, Fixture.PASSWORD);
        guess(10);
        assertEquals("LOCKED_OUT", directory.status(ada.id()));
        var page = browser.get("/account/password");
        var changed = browser.submit(page, Map.of("password", Fixture.PASSWORD, "newPassword", NEW));
        assertEquals(303, changed.statusCode(), changed.body());
        assertTrue(letsIn(NEW));
    }

    @Test
    @DisplayName("Okta: minAgeMinutes holds for those who have the choice, and not for a password that must be changed")
    void leastAge() {
        policy.set("age", "minAgeMinutes", 60);
        var browser = idp.browser();
        signIn(browser, Fixture.PASSWORD);
        var page = browser.get("/account/password");
        var early = browser.submit(page, Map.of("password", Fixture.PASSWORD, "newPassword", NEW));
        assertEquals(400, early.statusCode());
        directory.lifecycle(ada.id(), "expire_password");
        var script = new Authn(idp);
        var step = Authn.expect("PASSWORD_EXPIRED", script.signIn(LOGIN, Fixture.PASSWORD));
        Authn.expect(
                "SUCCESS",
                script.step(
                        "/credentials/change_password",
                        Authn.token(step),
                        "oldPassword",
                        Fixture.PASSWORD,
                        "newPassword",
                        NEW));
    }

    @Test
    @DisplayName("Okta: the answer to a recovery question is as long as the policy says")
    void answers() {
        policy.factor("recovery_question", Map.of("properties", Map.of("complexity", Map.of("minLength", 6))));
        var admin = new Admin(idp);
        for (String answer : List.of("short", " short ")) {
            var body = Directory.withPassword("eve@example.org", Fixture.PASSWORD);
            var question = Map.of("question", "Pet?", "answer", answer);
            body.put("credentials", Map.of("recovery_question", question));
            Admin.faulty("recovery_question.answer", admin.post(Directory.USERS, body));
            var change = Map.of("credentials", Map.of("recovery_question", question));
            Admin.faulty("recovery_question.answer", admin.post(Directory.USERS + "/" + ada.id(), change));
            var own = Map.of("password", Map.of("value", Fixture.PASSWORD), "recovery_question", question);
            Admin.faulty(
                    "recovery_question.answer",
                    admin.post(Directory.USERS + "/" + ada.id() + "/credentials/change_recovery_question", own));
        }
        var long6 = Map.of("credentials", Map.of("recovery_question", Map.of("question", "Pet?", "answer", "longer")));
        Admin.object(200, admin.post(Directory.USERS + "/" + ada.id(), long6));
    }

    @Test
    @DisplayName("Answers that an app passes on by the Users API are counted with those of the pages")
    void answersByApi() {
        ask("Pet?", "rosebud");
        var admin = new Admin(idp);
        String path = Directory.USERS + "/" + ada.id() + "/credentials/forgot_password_recovery_question";
        for (int i = 0; i < 10; i++) {
            Admin.refused(403, "E0000087", admin.post(path, answering("rex" + i)));
        }
        Admin.refused(403, "E0000087", admin.post(path, answering("rosebud")));
        idp.clock.advance(Duration.ofMinutes(16));
        Admin.object(200, admin.post(path, answering("rosebud")));
        assertTrue(letsIn(NEW));
    }

    private static Map<String, Object> answering(String answer) {
        return Map.of("password", Map.of("value", NEW), "recovery_question", Map.of("answer", answer));
    }
}
