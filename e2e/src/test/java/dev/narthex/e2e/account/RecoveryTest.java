package dev.narthex.e2e.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Forgotten passwords, activation, unlocking, expired passwords: by pages and links in mails.
class RecoveryTest {
    private static final String NEW = "Another-Horse-2";
    private static final String FORGOT = "/signin/forgot-password";
    private static TestServer idp;
    private static Ask ask;
    private String login;
    private User user;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        ask = Ask.of(idp.fixture.app());
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        user = idp.fixture.user(login);
        idp.clock.advance(Duration.ofSeconds(1));
    }

    private static HttpResponse<String> ask(Browser browser, String path, String username) {
        return browser.submit(browser.get(path), Map.of("username", username));
    }

    /// The path of the link in the latest mail to somebody.
    private static String link(String address) {
        String text = idp.mailTo(address).letter().text();
        String link =
                text.lines().filter(line -> line.startsWith("http")).findFirst().orElseThrow();
        assertTrue(link.startsWith(idp.baseUrl() + "/"), link);
        return link.substring(idp.baseUrl().length());
    }

    private String resetLink() {
        ask(idp.browser(), FORGOT, login);
        return link(login);
    }

    private static HttpResponse<String> choose(Browser browser, String link, String password) {
        return browser.submit(browser.get(link), Map.of("newPassword", password));
    }

    private static boolean lets(String login, String password) {
        idp.clock.advance(Duration.ofSeconds(2));
        var browser = idp.browser();
        return browser.login(browser.get("/login/login.htm"), login, password).statusCode() == 303;
    }

    private static String essence(HttpResponse<String> page) {
        return page.body()
                .replace(page.headers().firstValue("x-okta-request-id").orElseThrow(), "ID")
                .replaceAll("(name=\"(?:token|fromURI)\" value=\")[^\"]*", "$1")
                .replaceAll("fromURI=[^\"&]*", "");
    }

    private List<String> events() {
        return idp.log().stream()
                .filter(it -> it.actor().id().equals(user.id()))
                .map(it -> it.kind().type() + " " + it.details().result())
                .toList();
    }

    @Test
    @DisplayName("B5: forgotten on the way to an app: a mail, a new password, and the way goes on, signed in")
    void wholeWay() {
        var browser = idp.browser();
        var signIn = browser.go(ask.url());
        assertTrue(signIn.body().contains("Forgot password?"));
        String forgot = signIn.body().replaceAll("(?s).*href=\"(/signin/forgot-password[^\"]*)\".*", "$1");
        assertEquals(200, ask(browser, Browser.unescape(forgot), login).statusCode());
        var done = choose(browser, link(login), NEW);
        assertEquals(303, done.statusCode(), done.body());
        var answer = Answer.inFragment(browser.travel(done));
        assertEquals(user.id(), answer.claims("id_token").get("sub"));
        assertTrue(lets(login, NEW));
        assertFalse(lets(login, Fixture.PASSWORD));
        assertTrue(events().containsAll(List.of(
                "user.account.recovery_link SUCCESS",
                "user.account.update_password SUCCESS",
                "user.session.start SUCCESS")));
    }

    @Test
    @DisplayName("Abuse 94: opened in another browser, a link sets the password and leads to no app")
    void anotherBrowser() {
        var browser = idp.browser();
        String forgot =
                browser.go(ask.url()).body().replaceAll("(?s).*href=\"(/signin/forgot-password[^\"]*)\".*", "$1");
        ask(browser, Browser.unescape(forgot), login);
        var done = choose(idp.browser(), link(login), NEW);
        assertEquals("/", done.headers().firstValue("location").orElseThrow());
    }

    @Test
    @DisplayName("Whose password was changed is told by mail, and nobody stays signed in by the old one")
    void sessionsEnd() {
        var elsewhere = idp.browser();
        elsewhere.login(elsewhere.get("/login/login.htm"), login, Fixture.PASSWORD);
        assertEquals(200, elsewhere.get("/").statusCode());
        choose(idp.browser(), resetLink(), NEW);
        assertEquals(302, elsewhere.get("/").statusCode());
        assertTrue(idp.mailTo(login).letter().subject().contains("was changed"));
    }

    @Test
    @DisplayName(
            "Abuse 81: asking for a link is answered alike for everybody, byte for byte, and mail goes to those who may")
    void oneAnswer() {
        String nobody = UUID.randomUUID() + "@example.org";
        String suspended = UUID.randomUUID() + "@example.org";
        idp.fixture.user(suspended);
        idp.fixture.suspend(suspended);
        for (String path : List.of(FORGOT, "/signin/unlock")) {
            var known = ask(idp.browser(), path, login);
            assertEquals(200, known.statusCode());
            for (String other : List.of(nobody, suspended, "not even an address", "x".repeat(300))) {
                var answer = ask(idp.browser(), path, other);
                assertEquals(essence(known), essence(answer));
                assertEquals(
                        known.headers().map().keySet(), answer.headers().map().keySet());
            }
        }
        var reached = idp.mails().stream().map(it -> it.to().text()).toList();
        assertTrue(reached.contains(login));
        assertFalse(reached.contains(nobody) || reached.contains(suspended), reached::toString);
    }

    @Test
    @DisplayName("Abuse 81: it costs as many writes to ask for nobody as for somebody")
    void asMuchWork() {
        idp.mails();
        int before = waiting();
        ask(idp.browser(), FORGOT, UUID.randomUUID() + "@example.org");
        assertEquals(before + 1, waiting());
        ask(idp.browser(), FORGOT, login);
        assertEquals(before + 2, waiting());
    }

    private static int waiting() {
        // Taken for no time at all: they stay due.
        return idp.storage
                .outbox()
                .take(idp.clock.instant(), idp.clock.instant(), 1000)
                .size();
    }

    @Test
    @DisplayName("Abuse 79: Host and X-Forwarded-Host don't get into the link (GHSA-2wmj-46rj-qm2w)")
    void poisonedHost() {
        var browser = idp.browser();
        var form = Browser.hidden(browser.get(FORGOT).body());
        form.put("username", login);
        var request = browser.request(FORGOT)
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example")
                .header("X-Original-Host", "evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Browser.encode(form)));
        assertEquals(200, browser.send(request).statusCode());
        link(login);
        var letter = idp.mailTo(login).letter();
        assertFalse((letter.text() + letter.html() + letter.subject()).contains("evil"));
    }

    @Test
    @DisplayName("Abuse 94: a scanner that follows the link, by GET and HEAD, spends nothing")
    void scanners() {
        String link = resetLink();
        for (int i = 0; i < 3; i++) {
            var scanner = idp.browser();
            assertEquals(200, scanner.get(link).statusCode());
            scanner.send(scanner.request(link).method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        }
        assertEquals(303, choose(idp.browser(), link, NEW).statusCode());
    }

    @Test
    @DisplayName("Abuse 94: a link works once; of many who use it at once, one does")
    void once() throws Exception {
        String link = resetLink();
        var browser = idp.browser();
        var page = browser.get(link);
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var threads = IntStream.range(0, 12)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> statuses.add(browser.submit(page, Map.of("newPassword", NEW + i))
                                .statusCode())))
                .toList();
        for (var thread : threads) thread.join();
        assertEquals(1, statuses.stream().filter(it -> it == 303).count(), statuses::toString);
        assertEquals(410, idp.browser().get(link).statusCode());
        long working = IntStream.range(0, 12).filter(i -> lets(login, NEW + i)).count();
        assertEquals(1, working);
    }

    @Test
    void aLinkEndsWithItsTimeWithANewerOneAndWithAnotherChangeOfThePassword() {
        String first = resetLink();
        String second = resetLink();
        assertNotEquals(first, second);
        assertEquals(410, idp.browser().get(first).statusCode());
        assertEquals(200, idp.browser().get(second).statusCode());
        idp.clock.advance(Duration.ofMinutes(60));
        assertEquals(410, idp.browser().get(second).statusCode());
        String third = resetLink();
        idp.clock.advance(Duration.ofSeconds(1));
        idp.storage
                .users()
                .setPassword(user.id(), idp.storage.users().password(user.id()).orElseThrow(), idp.clock.instant());
        assertEquals(410, idp.browser().get(third).statusCode());
    }

    @Test
    @DisplayName(
            "B5: a password that won't do is refused with all reasons at once, beside its field, and the link still works")
    void rules() {
        String link = resetLink();
        var browser = idp.browser();
        var page = browser.get(link);
        assertTrue(page.body().contains("Use at least 8 characters."));
        assertTrue(page.body().contains("autocomplete=\"new-password\""));
        assertTrue(page.body().contains("autocomplete=\"username\" value=\"" + login + "\""));
        var refused = browser.submit(page, Map.of("newPassword", "abc"));
        assertEquals(400, refused.statusCode());
        String faults = refused.body().replaceAll("(?s).*id=\"newPassword-faults\">(.*?)</div>.*", "$1");
        for (String reason : List.of("at least 8 characters", "upper-case letter", "1 number")) {
            assertTrue(faults.contains(reason), faults);
        }
        assertTrue(
                refused.body().contains("aria-describedby=\"newPassword-faults newPassword-rules newPassword-caps\""));
        assertTrue(refused.body().contains("aria-invalid=\"true\""));
        assertTrue(refused.body().contains("<title>Error: "));
        assertFalse(refused.body().contains("abc\""));
        assertEquals(303, browser.submit(refused, Map.of("newPassword", NEW)).statusCode());
    }

    @Test
    void thePresentPasswordIsNoNewOne() {
        String link = resetLink();
        assertEquals(400, choose(idp.browser(), link, Fixture.PASSWORD).statusCode());
        assertEquals(200, idp.browser().get(link).statusCode());
    }

    @Test
    @DisplayName("Abuse 78: another site's form sets no password and asks for no mail")
    void forgedForms() {
        String link = resetLink();
        var victim = idp.browser();
        victim.get("/login/login.htm");
        int mails = idp.mails().size();
        for (String token :
                List.of("", "x", Browser.hidden(idp.browser().get(link).body()).get("token"))) {
            assertEquals(
                    400,
                    victim.post(link, Map.of("token", token, "newPassword", NEW))
                            .statusCode());
            assertEquals(
                    400,
                    victim.post(FORGOT, Map.of("token", token, "username", login))
                            .statusCode());
        }
        assertEquals(mails, idp.mails().size());
        assertEquals(200, idp.browser().get(link).statusCode());
        assertTrue(lets(login, Fixture.PASSWORD));
    }

    static Stream<Arguments> everyStepInEveryState() {
        return Arrays.stream(LinkPurpose.values())
                .flatMap(purpose -> Arrays.stream(User.Status.values())
                        .filter(status -> status != User.Status.LOCKED_OUT)
                        .flatMap(status -> Stream.of("/welcome/", "/signin/reset-password/")
                                .map(step -> Arguments.of(purpose, status, step))));
    }

    @ParameterizedTest
    @MethodSource("everyStepInEveryState")
    @DisplayName(
            "Abuse 73: no step of recovery is reached out of order: by no other link, in no other state (CVE-2026-18963)")
    void everyStep(LinkPurpose purpose, User.Status status, String step) {
        String name = UUID.randomUUID() + "@example.org";
        var someone = idp.fixture.user(Map.of("login", name, "email", name), status, Set.of());
        String token = "t".repeat(30) + someone.id();
        var made = idp.clock.instant();
        var link = new dev.narthex.recovery.OneTimeLink(purpose, someone.id(), Map.of(), made, made.plusSeconds(600));
        idp.storage.links().issue(SecretHash.of(token), link, Optional.empty());
        boolean activation =
                step.equals("/welcome/") && purpose == LinkPurpose.ACTIVATION && status == User.Status.PROVISIONED;
        boolean reset = step.equals("/signin/reset-password/")
                && purpose == LinkPurpose.PASSWORD_RESET
                && Set.of(User.Status.ACTIVE, User.Status.RECOVERY, User.Status.PASSWORD_EXPIRED)
                        .contains(status);
        var browser = idp.browser();
        assertEquals(activation || reset ? 200 : 410, browser.get(step + token).statusCode());
        // Straight to the form, without the page before it.
        var form = Browser.hidden(browser.get("/login/login.htm").body());
        var answer = browser.post(step + token, Map.of("token", form.get("token"), "newPassword", NEW));
        assertEquals(activation || reset ? 303 : 410, answer.statusCode(), answer.body());
        var now = idp.storage.users().byId(someone.id()).orElseThrow();
        assertEquals(activation || reset ? User.Status.ACTIVE : status, now.status());
        assertEquals(activation || reset, browser.cookies().containsKey("sid"));
    }

    @Test
    @DisplayName("Abuse 73: a made-up link is over, and so is one that was cut")
    void madeUp() {
        String link = resetLink();
        for (String path : List.of(
                "/welcome/x",
                "/signin/reset-password/" + "a".repeat(43),
                link.substring(0, link.length() - 1),
                link + "x")) {
            assertEquals(410, idp.browser().get(path).statusCode(), path);
        }
    }

    @Test
    @DisplayName("B1: an activation link sets the first password, signs in, and makes the account active")
    void activation() {
        String name = UUID.randomUUID() + "@example.org";
        idp.fixture.user(Map.of("login", name, "email", name, "firstName", "Grace"), User.Status.PROVISIONED, Set.of());
        // Whoever lost the first mail asks for another: it is the activation once more.
        ask(idp.browser(), FORGOT, name);
        String link = link(name);
        assertTrue(link.startsWith("/welcome/"), link);
        var browser = idp.browser();
        assertTrue(browser.get(link).body().contains("Welcome, Grace"));
        assertEquals(303, choose(browser, link, NEW).statusCode());
        assertEquals(200, browser.get("/").statusCode());
        assertTrue(lets(name, NEW));
        assertEquals(410, idp.browser().get(link).statusCode());
    }

    @Test
    @DisplayName("B4: a mail unlocks an account at a click, not at a look")
    void unlock() {
        var stranger = idp.browser();
        for (int i = 0; i < 10; i++) stranger.login(stranger.get("/login/login.htm"), login, "wrong" + i);
        assertFalse(lets(login, Fixture.PASSWORD));
        ask(idp.browser(), "/signin/unlock", login);
        String link = link(login);
        assertEquals(200, idp.browser().get(link).statusCode());
        assertFalse(lets(login, Fixture.PASSWORD));
        var browser = idp.browser();
        assertEquals(200, browser.submit(browser.get(link), Map.of()).statusCode());
        assertTrue(lets(login, Fixture.PASSWORD));
        assertEquals(410, browser.get(link).statusCode());
        assertTrue(events().contains("user.account.unlock SUCCESS"));
    }

    @Test
    @DisplayName("Abuse 85: who is locked out by strangers may still choose a new password")
    void lockedMayReset() {
        var stranger = idp.browser();
        for (int i = 0; i < 10; i++) stranger.login(stranger.get("/login/login.htm"), login, "wrong" + i);
        assertEquals(303, choose(idp.browser(), resetLink(), NEW).statusCode());
        assertTrue(lets(login, NEW));
    }

    private String expired() {
        String name = UUID.randomUUID() + "@example.org";
        idp.fixture.user(Map.of("login", name, "email", name), User.Status.PASSWORD_EXPIRED, Set.of());
        idp.clock.advance(Duration.ofSeconds(1));
        return name;
    }

    @Test
    @DisplayName("B6: an expired password is changed on the way to the app, which gets its answer")
    void expiredPassword() {
        String name = expired();
        var browser = idp.browser();
        var page = browser.travel(browser.login(browser.go(ask.url()), name, Fixture.PASSWORD));
        assertTrue(page.body().contains("Your password has expired"));
        assertTrue(page.body().contains("to continue to"));
        assertFalse(browser.cookies().containsKey("sid"));
        var same = browser.submit(page, Map.of("newPassword", Fixture.PASSWORD));
        assertEquals(400, same.statusCode());
        var answer = Answer.inFragment(browser.travel(browser.submit(same, Map.of("newPassword", NEW))));
        assertEquals(name, answer.claims("id_token").get("preferred_username"));
        assertTrue(lets(name, NEW));
    }

    @Test
    @DisplayName("Abuse 73: an expired password is proved in this browser, not long ago, and once")
    void proofs() {
        String name = expired();
        var browser = idp.browser();
        var redirect = browser.login(browser.get("/login/login.htm"), name, Fixture.PASSWORD);
        String path = redirect.headers().firstValue("location").orElseThrow();
        assertTrue(path.startsWith("/signin/password-expired?proof="), path);
        var thief = idp.browser();
        thief.get("/login/login.htm");
        assertEquals(303, thief.get(path).statusCode());
        assertEquals(303, idp.browser().get("/signin/password-expired").statusCode());
        var page = browser.get(path);
        assertEquals(200, page.statusCode());
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals(
                "/",
                browser.submit(page, Map.of("newPassword", NEW))
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals(303, browser.get(path).statusCode());
        String other = expired();
        var second = idp.browser();
        String late = second.login(second.get("/login/login.htm"), other, Fixture.PASSWORD)
                .headers()
                .firstValue("location")
                .orElseThrow();
        idp.clock.advance(Duration.ofMinutes(10));
        assertEquals(303, second.get(late).statusCode());
    }

    @Test
    @DisplayName("Abuse 81: a wrong password tells nobody that the right one has expired")
    void expiredIsNotTold() {
        var browser = idp.browser();
        assertEquals(
                401,
                browser.login(browser.get("/login/login.htm"), expired(), "wrong")
                        .statusCode());
    }

    @Test
    void passwordManagersFindTheWayToAChange() {
        var response = idp.browser().get("/.well-known/change-password");
        assertEquals(302, response.statusCode());
        assertEquals(
                "/account/password", response.headers().firstValue("location").orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSWORD", "UNLOCK"})
    @DisplayName("Abuse 85: a person's mailbox can't be flooded, nor the world's from one address")
    void throttled(dev.narthex.account.LinkRequestPage.Wish wish) {
        try (var strict = TestServer.withLimits()) {
            strict.fixture.user("ada@example.org");
            var browser = strict.browser();
            for (int i = 0; i < 3; i++) {
                assertEquals(200, ask(browser, wish.path(), "ada@example.org").statusCode());
            }
            var refused = ask(browser, wish.path(), " ADA@example.org");
            assertEquals(429, refused.statusCode());
            assertTrue(refused.headers().firstValue("retry-after").isPresent());
            assertEquals(200, ask(browser, wish.path(), "bob@example.org").statusCode());
            strict.clock.advance(Duration.ofMinutes(2));
            assertEquals(200, ask(browser, wish.path(), "ada@example.org").statusCode());
        }
    }

    @Test
    void anEmptyUsernameIsAskedForAgain() {
        var browser = idp.browser();
        var page = ask(browser, FORGOT, "  ");
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("Type your username."));
        assertTrue(page.body().contains("aria-describedby=\"username-faults\""));
    }
}
