package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.log.LogEvent;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Guessing passwords gets nobody far, tells nothing, and keeps no owner out.
class LockoutTest {
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
    }

    private HttpResponse<String> attempt(Browser browser, String name, String password) {
        idp.clock.advance(Duration.ofSeconds(1));
        return browser.login(browser.go(ask.with("prompt", "login").url()), name, password);
    }

    private void guess(Browser browser, int times) {
        idp.clock.advance(Duration.ofSeconds(1));
        var page = browser.go(ask.with("prompt", "login").url());
        for (int i = 0; i < times; i++) {
            assertEquals(401, browser.login(page, login, "wrong" + i).statusCode());
        }
    }

    private List<LogEvent> events(String type) {
        return idp.log(type).stream()
                .filter(it -> it.actor().id().equals(user.id()))
                .toList();
    }

    /// A page without what differs each time.
    private static String essence(HttpResponse<String> page, String name) {
        return page.body()
                .replace(page.headers().firstValue("x-okta-request-id").orElseThrow(), "ID")
                .replaceAll("(name=\"(?:token|fromURI)\" value=\")[^\"]*", "$1")
                .replaceAll("fromURI=[^\"&]*", "")
                .replace(name, "NAME");
    }

    @Test
    @DisplayName("Abuse 81: unknown user, wrong password, locked and suspended user get one page, byte for byte")
    void oneAnswer() {
        String nobody = UUID.randomUUID() + "@example.org";
        var wrong = attempt(idp.browser(), login, "wrong");
        var unknown = attempt(idp.browser(), nobody, "wrong");
        assertEquals(401, unknown.statusCode());
        assertEquals(essence(wrong, login), essence(unknown, nobody));
        assertEquals(wrong.headers().map().keySet(), unknown.headers().map().keySet());
        guess(idp.browser(), 10);
        var locked = attempt(idp.browser(), login, Fixture.PASSWORD);
        assertEquals(401, locked.statusCode());
        assertEquals(essence(wrong, login), essence(locked, login));
        String suspended = UUID.randomUUID() + "@example.org";
        idp.fixture.user(suspended);
        idp.fixture.suspend(suspended);
        assertEquals(essence(wrong, login), essence(attempt(idp.browser(), suspended, Fixture.PASSWORD), suspended));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "Okta: only an active user signs in, whatever the password; one whose password has expired is sent to change it")
    void statuses(User.Status status) {
        String name = UUID.randomUUID() + "@example.org";
        idp.fixture.user(Map.of("login", name), status, Set.of());
        boolean right = status == User.Status.ACTIVE || status == User.Status.PASSWORD_EXPIRED;
        int expected = right ? 303 : 401;
        assertEquals(expected, attempt(idp.browser(), name, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("B4: after ten wrong passwords the right one is refused, and the log says when it was locked")
    void locked() {
        var stranger = idp.browser();
        guess(stranger, 9);
        assertTrue(events("user.account.lock").isEmpty());
        guess(stranger, 1);
        assertEquals(1, events("user.account.lock").size());
        assertEquals(401, attempt(stranger, login, Fixture.PASSWORD).statusCode());
        assertEquals(401, attempt(idp.browser(), login, Fixture.PASSWORD).statusCode());
        assertEquals(
                Set.of("INVALID_CREDENTIALS", "LOCKED_OUT"),
                Set.copyOf(events("user.session.start").stream()
                        .map(it -> it.details().reason().orElseThrow())
                        .toList()));
        assertEquals(1, events("user.account.lock").size());
    }

    @Test
    @DisplayName("B4: nine wrong passwords and a right one begin the count anew")
    void counterReset() {
        var browser = idp.browser();
        guess(browser, 9);
        assertEquals(303, attempt(browser, login, Fixture.PASSWORD).statusCode());
        guess(browser, 9);
        assertEquals(303, attempt(browser, login, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 85: a stranger locks strangers out; the owner's browser gets in")
    void ownerGetsIn() {
        var owner = idp.browser();
        assertEquals(303, attempt(owner, login, Fixture.PASSWORD).statusCode());
        guess(idp.browser(), 12);
        assertEquals(401, attempt(idp.browser(), login, Fixture.PASSWORD).statusCode());
        assertEquals(303, attempt(owner, login, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 85: a browser in which the owner signed in has ten tries of its own, too")
    void knownBrowserIsBounded() {
        var owner = idp.browser();
        attempt(owner, login, Fixture.PASSWORD);
        guess(owner, 10);
        assertEquals(401, attempt(owner, login, Fixture.PASSWORD).statusCode());
        assertEquals(303, attempt(idp.browser(), login, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 85: a lock ends after a quarter of an hour, and refused tries don't make it longer")
    void unlockedByTime() {
        var stranger = idp.browser();
        guess(stranger, 10);
        idp.clock.advance(Duration.ofMinutes(10));
        guess(stranger, 5);
        idp.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertEquals(303, attempt(idp.browser(), login, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 84: guesses in parallel don't outrun the count: of forty, ten are looked at")
    void parallel() throws InterruptedException {
        var browser = idp.browser();
        var page = browser.go(ask.url());
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var threads = IntStream.range(0, 40)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    // The right one among wrong ones: whoever comes after the tenth is not let in by it.
                    String password = i == 39 ? Fixture.PASSWORD : "wrong" + i;
                    statuses.add(browser.login(page, login, password).statusCode());
                }))
                .toList();
        for (var thread : threads) thread.join();
        assertEquals(40, statuses.size());
        long looked = events("user.session.start").stream()
                .filter(it -> it.details().reason().equals(java.util.Optional.of("INVALID_CREDENTIALS")))
                .count();
        assertTrue(looked <= 20, looked + " guesses were looked at");
        if (!statuses.contains(303)) assertEquals(10, looked);
    }

    @Test
    @DisplayName("Abuse 82, 83: passwords of any length and any text are compared whole, and harm nothing")
    void strangePasswords() {
        for (String password :
                List.of("", " ", "\u0000", "x".repeat(100_000), "🙂".repeat(500), "\r\n", Fixture.PASSWORD + " ")) {
            var response = attempt(idp.browser(), login, password);
            assertTrue(response.statusCode() == 401 || response.statusCode() == 400, response.toString());
        }
        assertEquals(303, attempt(idp.browser(), login, Fixture.PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 92: a user name can't forge a line of the log, nor fill it")
    void logInjection() {
        attempt(idp.browser(), "eve\r\nuser.session.start SUCCESS\u0007", "x");
        attempt(idp.browser(), "long" + "e".repeat(5000), "x");
        var names = idp.log("user.session.start").stream()
                .map(it -> it.actor().alternateId())
                .filter(it -> it.startsWith("eve") || it.startsWith("long"))
                .toList();
        assertEquals(2, names.size());
        assertTrue(
                names.stream().allMatch(it -> it.length() <= 255 && it.chars().noneMatch(Character::isISOControl)));
    }

    @Test
    @DisplayName("Abuse 110: a user name is no search and no statement")
    void injection() {
        for (String name : List.of("' OR '1'='1", login + "'--", "%", "*", login.replace("@", "_"))) {
            assertEquals(401, attempt(idp.browser(), name, Fixture.PASSWORD).statusCode());
        }
    }

    @Test
    @DisplayName("A wrong password leaves the user name in the form, the password never, and says what happened")
    void formAfterwards() {
        var page = attempt(idp.browser(), login, "Secret-wrong-1");
        assertTrue(page.body().contains("value=\"" + login + "\""));
        assertFalse(page.body().contains("Secret-wrong-1"));
        assertTrue(page.body().contains("role=\"alert\""));
        assertFalse(page.headers().map().toString().contains("sid="));
    }
}
