package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.password.StoredPassword;
import dev.narthex.signin.AttemptStore.Limits;
import dev.narthex.users.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a stranger can time goes no sooner than the step that covers the differences. That nothing is to be seen beyond
/// it is for `./dev bench timing` to show.
final class EvenTimeTest {
    private static final Duration STEP = Duration.ofMillis(100);
    private static TestServer server;

    @BeforeAll
    static void people() {
        server = TestServer.on(Databases.sqlite(), TestServer.Variant.evenly(STEP));
        var fixture = server.fixture;
        fixture.user(login("ada"));
        var locked = fixture.user(login("locked"));
        fixture.user(profile("staged"), User.Status.STAGED, Set.of());
        fixture.user(profile("deactivated"), User.Status.DEPROVISIONED, Set.of());
        fixture.user(profile("expired"), User.Status.PASSWORD_EXPIRED, Set.of());
        fixture.user(login("suspended"));
        fixture.suspend(login("suspended"));
        stored("hooked", StoredPassword.HOOK);
        stored("imported", new StoredPassword("$2b$04$abcdefghijklmnopqrstuuH0Y7ZGDTdrVTRJXjnGNAGWc3Dz6DhKe"));
        var once = new Limits(1, Duration.ofHours(1));
        server.storage.attempts().admit(locked.id(), "stranger", once, server.clock.instant());
    }

    private static String login(String name) {
        return name.isEmpty() ? "" : name + "@example.org";
    }

    private static Map<String, Object> profile(String name) {
        return Map.of("login", login(name), "email", login(name), "firstName", "Ada", "lastName", "Byron");
    }

    private static void stored(String name, StoredPassword password) {
        server.storage.users().setPassword(server.fixture.user(login(name)).id(), password, server.clock.instant());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "ada",
                "locked",
                "staged",
                "deactivated",
                "suspended",
                "expired",
                "hooked",
                "imported",
                ""
            })
    @DisplayName("Abuse 81: whoever is refused, on the page or by script, is refused after the step")
    void refusals(String name) {
        String login = login(name);
        var browser = server.browser();
        var page = browser.get("/login/login.htm");
        assertEquals(401, held(() -> browser.login(page, login, "wrong")).statusCode());
        if (login.isEmpty()) return;
        Map<String, Object> body = Map.of("username", login, "password", "wrong");
        assertEquals(401, held(() -> authn(browser, "", body)).statusCode());
    }

    @Test
    @DisplayName("Abuse 81: a right password of somebody who is locked or suspended is refused after the step, too")
    void rightPasswords() {
        for (String name : Set.of("locked", "suspended")) {
            Map<String, Object> body = Map.of("username", login(name), "password", Fixture.PASSWORD);
            assertEquals(401, held(() -> authn(server.browser(), "", body)).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "ada", "locked"})
    @DisplayName("Abuse 81: whoever asks for a mail, on the page or by script, is answered after the step")
    void mails(String name) {
        String login = login(name);
        var browser = server.browser();
        for (String path : Set.of("/signin/forgot-password", "/signin/unlock")) {
            var page = browser.get(path);
            assertEquals(
                    200,
                    held(() -> browser.submit(page, Map.of("username", login))).statusCode());
        }
        Map<String, Object> body = Map.of("username", login, "factorType", "EMAIL");
        for (String path : Set.of("/recovery/password", "/recovery/unlock")) {
            assertEquals(200, held(() -> authn(browser, path, body)).statusCode());
        }
    }

    private static HttpResponse<String> authn(Browser browser, String path, Map<String, Object> body) {
        return browser.send(browser.request("/api/v1/authn" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body))));
    }

    private static HttpResponse<String> held(Supplier<HttpResponse<String>> asking) {
        long begun = System.nanoTime();
        var answer = asking.get();
        assertTrue(System.nanoTime() - begun >= STEP.toNanos(), answer::body);
        return answer;
    }
}
