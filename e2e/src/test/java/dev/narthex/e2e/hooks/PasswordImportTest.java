package dev.narthex.e2e.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People whose passwords lie in another system: the password import inline hook.
final class PasswordImportTest {
    private static final String LOGIN = "old@example.org";
    private static final String SECRET = "Bearer s3cret";

    private final TestServer server = TestServer.fresh();
    private final Admin admin = new Admin(server);
    private final OldSystem old = new OldSystem();
    private User user;

    @BeforeEach
    void somebodyOfTheOldSystem() {
        user = server.fixture.user(LOGIN);
        server.storage.users().setPassword(user.id(), StoredPassword.HOOK, server.clock.instant());
    }

    @AfterEach
    void close() {
        old.close();
        server.close();
    }

    @Test
    @DisplayName("A verified password is kept: the old system is asked once, and never again")
    void askedOnce() {
        makeHook();
        old.says(200, OldSystem.VERIFIED);
        assertTrue(signsIn("Old-Password-1"));
        assertEquals(1, old.questions().size());
        old.says(500, "");
        assertTrue(signsIn("Old-Password-1"));
        assertFalse(signsIn("another"));
        assertEquals(List.of(), old.questions());
        assertEquals(
                "SUCCESS",
                server.log("user.import.password").getFirst().details().result());
    }

    @Test
    @DisplayName("Abuse 82: a password that breaks today's policy, and one of 100 bytes, are let in as they are")
    void oldPasswordsAsTheyAre() {
        makeHook();
        old.says(200, OldSystem.VERIFIED);
        String password = "a".repeat(100);
        assertTrue(signsIn(password));
        assertTrue(signsIn(password));
        assertFalse(signsIn("a".repeat(99)));
    }

    @Test
    @DisplayName("The old system gets the payload that Okta documents, and the secret header")
    @SuppressWarnings("unchecked")
    void payload() {
        makeHook();
        old.says(200, OldSystem.VERIFIED);
        signsIn("Old-Password-1");
        var question = old.questions().getFirst();
        assertEquals("com.okta.user.credential.password.import", question.get("eventType"));
        assertEquals("1.0", question.get("eventTypeVersion"));
        assertEquals("application/json", question.get("contentType"));
        assertEquals("0.1", question.get("cloudEventVersion"));
        var data = (Map<String, Object>) question.get("data");
        assertEquals(Map.of("credential", "UNVERIFIED"), data.get("action"));
        var context = (Map<String, Object>) data.get("context");
        assertEquals(Map.of("username", LOGIN, "password", "Old-Password-1"), context.get("credential"));
        assertEquals("POST", ((Map<String, Object>) context.get("request")).get("method"));
        assertEquals(List.of(SECRET), old.headers().getFirst().get("Authorization"));
        assertEquals(List.of("a"), old.headers().getFirst().get("X-tenant"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("Abuse 112: whatever is not a clear yes is a no, and the next sign-in asks again")
    @CsvSource(
            delimiter = '|',
            value = {
                "204 | ''",
                "200 | '{}'",
                "200 | '{\"commands\":[]}'",
                "200 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"credential\":\"UNVERIFIED\"}}]}'",
                "200 | '{\"commands\":[{\"type\":\"com.okta.action.other\",\"value\":{\"credential\":\"VERIFIED\"}}]}'",
                "200 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":\"VERIFIED\"}]}'",
                "200 | '{\"credential\":\"VERIFIED\"}'",
                "200 | 'VERIFIED'",
                "200 | '[1,2'",
                "400 | '{\"commands\":[{\"type\":\"com.okta.action.update\",\"value\":{\"credential\":\"VERIFIED\"}}]}'",
                "403 | '{}'"
            })
    void noIsNo(int status, String body) {
        makeHook();
        old.says(status, body);
        assertFalse(signsIn("Old-Password-1"));
        assertEquals(1, old.questions().size());
        old.says(200, OldSystem.VERIFIED);
        assertTrue(signsIn("Old-Password-1"));
    }

    @Test
    @DisplayName("An error of the old system is tried once more, and no more than that")
    void triedTwice() {
        makeHook();
        old.says(503, "");
        assertFalse(signsIn("Old-Password-1"));
        assertEquals(2, old.questions().size());
    }

    @Test
    @DisplayName("Abuse 49: a redirect is not followed, and an answer of more than 256 KB is not read")
    void noDetours() {
        makeHook();
        old.behaves(exchange -> {
            exchange.getResponseHeaders().set("Location", old.url());
            OldSystem.answer(exchange, 307, "");
        });
        assertFalse(signsIn("Old-Password-1"));
        assertEquals(1, old.questions().size());
        old.says(200, " ".repeat(257 * 1024) + OldSystem.VERIFIED);
        assertFalse(signsIn("Old-Password-1"));
    }

    @Test
    @DisplayName("While the old system keeps silent, others sign in; whoever waits for it is refused in the end")
    void silence() throws Exception {
        makeHook();
        server.fixture.user("new@example.org");
        var silent = new CountDownLatch(1);
        old.behaves(_ -> {
            try {
                silent.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> signsIn("Old-Password-1"));
            assertTrue(page("new@example.org", Fixture.PASSWORD).statusCode() == 303);
            assertFalse(waiting.isDone());
            assertFalse(waiting.get());
        } finally {
            silent.countDown();
        }
        assertEquals(2, old.questions().size());
    }

    @Test
    @DisplayName("The old system is not asked for people with a password here, for the suspended, nor without a hook")
    void notAsked() {
        assertFalse(signsIn("Old-Password-1"));
        makeHook();
        old.says(200, OldSystem.VERIFIED);
        server.fixture.suspend(LOGIN);
        assertFalse(signsIn("Old-Password-1"));
        server.fixture.user("new@example.org");
        assertEquals(401, page("new@example.org", "wrong").statusCode());
        assertEquals(401, page("nobody@example.org", "wrong").statusCode());
        assertEquals(List.of(), old.questions());
    }

    @Test
    @DisplayName("Refusals of the old system count towards the lock, and a locked account is not asked about")
    void locks() {
        makeHook();
        for (int i = 0; i < 10; i++) assertFalse(signsIn("wrong"));
        old.says(200, OldSystem.VERIFIED);
        assertFalse(signsIn("Old-Password-1"));
        assertEquals(List.of(), old.questions());
    }

    @Test
    @DisplayName("A hook never shows its secret, and a new address needs the secret anew")
    void secretStaysInside() {
        String id = (String) Api.json(makeHook()).get("id");
        assertFalse(admin.get("/api/v1/inlineHooks").body().contains("s3cret"));
        String elsewhere = hook("https://evil.example/check").replace(",\"value\":\"" + SECRET + "\"", "");
        assertEquals(400, admin.put("/api/v1/inlineHooks/" + id, elsewhere).statusCode());
        String here = hook(old.url()).replace(",\"value\":\"" + SECRET + "\"", "");
        assertEquals(200, admin.put("/api/v1/inlineHooks/" + id, here).statusCode());
        old.says(200, OldSystem.VERIFIED);
        assertTrue(signsIn("Old-Password-1"));
        assertEquals(List.of(SECRET), old.headers().getFirst().get("Authorization"));
    }

    @Test
    @DisplayName("One hook vouches at a time; an active one can't be deleted; a preview shows what it says")
    void lifecycle() {
        String first = (String) Api.json(makeHook()).get("id");
        var second = Api.json(admin.post("/api/v1/inlineHooks", hook(old.url()).replace("Old passwords", "Second")));
        assertEquals("INACTIVE", second.get("status"));
        String lifecycle = "/api/v1/inlineHooks/" + second.get("id") + "/lifecycle/";
        assertEquals(400, admin.post(lifecycle + "activate", "").statusCode());
        assertEquals(400, admin.delete("/api/v1/inlineHooks/" + first).statusCode());
        assertEquals(
                200,
                admin.post("/api/v1/inlineHooks/" + first + "/lifecycle/deactivate", "")
                        .statusCode());
        assertEquals(200, admin.post(lifecycle + "activate", "").statusCode());
        assertEquals(204, admin.delete("/api/v1/inlineHooks/" + first).statusCode());
        old.says(200, OldSystem.VERIFIED);
        var preview = admin.post("/api/v1/inlineHooks/" + second.get("id") + "/execute", "{\"try\":1}");
        assertEquals(
                Json.readObject(OldSystem.VERIFIED.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Api.json(preview));
        assertEquals(Map.of("try", 1), old.questions().getFirst());
        assertEquals(
                400,
                admin.post("/api/v1/inlineHooks", hook("http://169.254.169.254/x"))
                        .statusCode());
    }

    private HttpResponse<String> makeHook() {
        var made = admin.post("/api/v1/inlineHooks", hook(old.url()));
        assertEquals(200, made.statusCode(), made.body());
        return made;
    }

    private static String hook(String uri) {
        return """
                {"name":"Old passwords","type":"com.okta.user.credential.password.import","version":"1.0.0",
                 "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"%s","method":"POST",
                   "headers":[{"key":"X-Tenant","value":"a"}],
                   "authScheme":{"type":"HEADER","key":"Authorization","value":"%s"}}}}
                """.formatted(uri, SECRET);
    }

    private boolean signsIn(String password) {
        return page(LOGIN, password).statusCode() == 303;
    }

    private HttpResponse<String> page(String login, String password) {
        Browser browser = server.browser();
        return browser.login(browser.get("/login/login.htm"), login, password);
    }
}
