package dev.narthex.e2e.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.policy.Scope;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People look after their own accounts.
class SelfServiceTest {
    private static final String NEW = "Another-Horse-2";
    private static TestServer idp;
    private String login;
    private User user;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.scope("pets", Scope.Consent.REQUIRED, false);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        user = idp.fixture.user(login);
        browser = signedIn();
    }

    private Browser signedIn() {
        return signedIn(Fixture.PASSWORD);
    }

    private Browser signedIn(String password) {
        idp.clock.advance(Duration.ofSeconds(2));
        var fresh = idp.browser();
        assertEquals(
                303, fresh.login(fresh.get("/login/login.htm"), login, password).statusCode());
        return fresh;
    }

    private User now() {
        return idp.storage.users().byId(user.id()).orElseThrow();
    }

    private HttpResponse<String> change(String path, Map<String, String> fields) {
        return browser.submit(browser.get(path), fields);
    }

    private static String notice(Browser browser, HttpResponse<String> response) {
        assertEquals(303, response.statusCode(), response.body());
        return browser.travel(response).body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account", "/account/profile", "/account/password", "/account/email"})
    @DisplayName("Abuse 73: nobody sees or changes an account without a session, and signing in leads there")
    void signedInOnly(String path) {
        var stranger = idp.browser();
        var redirect = stranger.get(path);
        assertEquals(302, redirect.statusCode());
        var page = stranger.travel(redirect);
        var back = stranger.login(page, login, Fixture.PASSWORD);
        assertEquals(path, back.headers().firstValue("location").orElseThrow());
        if (!path.equals("/account")) {
            assertEquals(302, idp.browser().post(path, Map.of("token", "x")).statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/account/profile,firstName,Eve",
        "/account/password,newPassword,Another-Horse-2",
        "/account/email,email,eve@example.org",
        "/account/sessions,x,y",
        "/account/consents,client,y"
    })
    @DisplayName("Abuse 78: another site's form changes nothing")
    void forgedForms(String path, String field, String value) {
        int mails = idp.mails().size();
        var other = idp.fixture.user(UUID.randomUUID() + "@example.org");
        var attacker = idp.browser();
        attacker.login(attacker.get("/login/login.htm"), other.login(), Fixture.PASSWORD);
        String foreign = Browser.hidden(attacker.get("/account/profile").body()).get("token");
        for (String token : new String[] {"", "x", foreign}) {
            var answer = browser.post(path, Map.of("token", token, "password", Fixture.PASSWORD, field, value));
            assertNotEquals(303, answer.statusCode());
        }
        assertEquals(user.profile(), now().profile());
        assertEquals(mails, idp.mails().size());
        assertEquals(200, browser.get("/account").statusCode());
        signedIn();
    }

    @Test
    void theAccountPageShowsWhoIsSignedInWhere() {
        String page = browser.get("/account").body();
        for (String expected : new String[] {"Ada Byron", login, "First name", "this browser", "Sign out everywhere"}) {
            assertTrue(page.contains(expected), expected);
        }
        signedIn();
        assertEquals(2, browser.get("/account").body().split("last used", -1).length - 1);
    }

    @Test
    void aProfileIsChanged() {
        String page = notice(
                browser,
                change("/account/profile", Map.of("firstName", "Augusta", "lastName", "King", "mobilePhone", "+44 1")));
        assertTrue(page.contains("Your profile was saved."));
        assertTrue(page.contains("Augusta"));
        assertEquals("Augusta", now().profile().get("firstName"));
        assertEquals("+44 1", now().profile().get("mobilePhone"));
        change("/account/profile", Map.of("firstName", "Ada", "lastName", "Byron", "mobilePhone", ""));
        assertFalse(now().profile().containsKey("mobilePhone"));
    }

    @Test
    @DisplayName("Abuse 97: of a profile's form, what the person may change is taken and nothing else")
    void massAssignment() {
        change(
                "/account/profile",
                Map.of(
                        "firstName",
                        "Ada",
                        "lastName",
                        "Byron",
                        "login",
                        "admin",
                        "email",
                        "e@example.org",
                        "title",
                        "Boss",
                        "userType",
                        "admin",
                        "status",
                        "ACTIVE",
                        "groups",
                        "x"));
        assertEquals(user.profile(), now().profile());
    }

    @Test
    void whatIsWrongWithAProfileIsSaidBesideItsField() {
        var page = change("/account/profile", Map.of("firstName", " ", "lastName", "x".repeat(51)));
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("id=\"firstName-faults\""));
        assertTrue(page.body().contains("must have 1 to 50 characters"));
        assertEquals(user.profile(), now().profile());
    }

    @Test
    @DisplayName("B7: a password is changed by the old one; every other browser is signed out, and a mail says so")
    void password() {
        var elsewhere = signedIn();
        String before = browser.cookies().get("sid");
        String page =
                notice(browser, change("/account/password", Map.of("password", Fixture.PASSWORD, "newPassword", NEW)));
        assertTrue(page.contains("Your password was changed."));
        assertEquals(302, elsewhere.get("/account").statusCode());
        assertNotEquals(before, browser.cookies().get("sid"));
        assertTrue(idp.mailTo(login).letter().subject().contains("was changed"));
        signedIn(NEW);
    }

    @Test
    @DisplayName("Abuse 84: who sits at a strange browser guesses the old password five times, and no faster than that")
    void guesses() {
        for (int i = 0; i < 5; i++) {
            var refused = change("/account/password", Map.of("password", "guess" + i, "newPassword", NEW));
            assertEquals(400, refused.statusCode());
            assertTrue(refused.body().contains("This is not your password."));
        }
        assertEquals(
                429,
                change("/account/password", Map.of("password", Fixture.PASSWORD, "newPassword", NEW))
                        .statusCode());
        assertEquals(
                429,
                change("/account/email", Map.of("password", Fixture.PASSWORD, "email", "a@b.example"))
                        .statusCode());
        signedIn();
        idp.clock.advance(Duration.ofMinutes(1));
        assertEquals(
                303,
                change("/account/password", Map.of("password", Fixture.PASSWORD, "newPassword", NEW))
                        .statusCode());
    }

    @Test
    void aNewPasswordKeepsTheRules() {
        var refused = change("/account/password", Map.of("password", Fixture.PASSWORD, "newPassword", "short"));
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("id=\"newPassword-faults\""));
        signedIn();
    }

    @Test
    @DisplayName("B8: an address is changed by the password and a link that the new one gets; the old one is told")
    void email() {
        String address = UUID.randomUUID() + "@new.example";
        String page = notice(browser, change("/account/email", Map.of("password", Fixture.PASSWORD, "email", address)));
        assertTrue(page.contains("A mail is on its way"));
        assertEquals(login, now().profile().get("email"));
        String link = linkTo(address);
        assertEquals(200, idp.browser().get(link).statusCode());
        assertEquals(login, now().profile().get("email"), "a scanner that looks changes nothing");
        assertEquals(200, browser.submit(browser.get(link), Map.of()).statusCode());
        assertEquals(address, now().profile().get("email"));
        assertEquals(login, now().login());
        assertTrue(idp.mailTo(login).letter().text().contains(address));
        assertEquals(410, browser.get(link).statusCode());
    }

    @Test
    @DisplayName("Abuse 73: links that went to the old address end when the new one is proved")
    void oldAddress() {
        var stranger = idp.browser();
        stranger.submit(stranger.get("/signin/forgot-password"), Map.of("username", login));
        String reset = linkTo(login);
        assertEquals(200, stranger.get(reset).statusCode());
        String address = UUID.randomUUID() + "@new.example";
        change("/account/email", Map.of("password", Fixture.PASSWORD, "email", address));
        browser.submit(browser.get(linkTo(address)), Map.of());
        assertEquals(address, now().profile().get("email"));
        assertEquals(410, stranger.get(reset).statusCode());
    }

    private String linkTo(String address) {
        return idp.mailTo(address)
                .letter()
                .text()
                .lines()
                .filter(line -> line.startsWith(idp.baseUrl()))
                .findFirst()
                .orElseThrow()
                .substring(idp.baseUrl().length());
    }

    @Test
    void anAddressIsNotChangedWithoutThePasswordNorToNonsense() {
        int mails = idp.mails().size();
        assertEquals(
                400,
                change("/account/email", Map.of("password", "wrong", "email", "a@b.example"))
                        .statusCode());
        var page = change("/account/email", Map.of("password", Fixture.PASSWORD, "email", "a@b.example\r\nBcc: c@d"));
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("This is not an e-mail address."));
        assertEquals(mails, idp.mails().size());
    }

    @Test
    @DisplayName("Sign out everywhere ends every session, this one too")
    void everywhere() {
        var elsewhere = signedIn();
        var page = browser.get("/account");
        String token = Browser.hidden(page.body()).get("token");
        assertEquals(
                303, browser.post("/account/sessions", Map.of("token", token)).statusCode());
        assertEquals(302, elsewhere.get("/account").statusCode());
        assertEquals(302, browser.get("/account").statusCode());
        assertEquals(
                1,
                idp.log("user.session.clear").stream()
                        .filter(it -> it.actor().id().equals(user.id()))
                        .count());
    }

    @Test
    @DisplayName("What an app was allowed is shown and withdrawn: it has to ask again")
    void consents() {
        var ask = Ask.of(idp.fixture.app(Fixture::withConsent)).with("scope", "openid pets");
        browser.submit(browser.go(ask.url()), Map.of("decision", "allow"));
        var page = browser.get("/account");
        assertTrue(page.body().contains("Test app"));
        assertTrue(page.body().contains("The pets"));
        String client = ask.asMap().get("client_id");
        String token = Browser.hidden(page.body()).get("token");
        var done = browser.post("/account/consents", Map.of("token", token, "client", client));
        assertTrue(notice(browser, done).contains("Withdrawn."));
        assertFalse(browser.get("/account").body().contains("The pets"));
        assertTrue(browser.go(ask.url()).body().contains("asks for access"));
    }

    @Test
    void noticesAreOursAlone() {
        assertFalse(browser.get("/account?done=%3Cscript%3E").body().contains("role=\"status\""));
    }
}
