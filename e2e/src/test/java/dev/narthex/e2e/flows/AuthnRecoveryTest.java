package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Api;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Question;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A way back in by the authentication API: a mail, perhaps a question, a new password.
final class AuthnRecoveryTest {
    private static final String LOGIN = "ada@example.org";
    private static final String NEW_PASSWORD = "Another-Horse-2";
    private static final Pattern LINK = Pattern.compile("/signin/reset-password/([A-Za-z0-9_-]+)");

    private final TestServer server = TestServer.fresh();
    private final Browser script = server.browser();
    private final User ada = server.fixture.user(LOGIN);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("Okta authn: by the token of the mail to a new password, which lets in and ends the old one")
    void wholeWay() {
        var challenge = ask(LOGIN);
        assertEquals("RECOVERY_CHALLENGE", challenge.get("status"));
        assertEquals("WAITING", challenge.get("factorResult"));
        var step = Api.json(post("/recovery/token", Map.of("recoveryToken", mailed())));
        assertEquals("PASSWORD_RESET", step.get("status"));
        var weak = reset(step, "short");
        assertEquals(403, weak.statusCode());
        var done = reset(step, NEW_PASSWORD);
        assertEquals("SUCCESS", Api.json(done).get("status"), done.body());
        assertEquals(401, reset(step, "Third-Horse-3").statusCode());
        assertEquals(401, signIn(Fixture.PASSWORD).statusCode());
        assertEquals(200, signIn(NEW_PASSWORD).statusCode());
    }

    @Test
    @DisplayName("Abuse 81: asking for nobody is answered like asking for somebody, and no mail goes out")
    void nobody() {
        assertEquals(ask(LOGIN), ask("nobody@example.org"));
        assertEquals(1, server.mails().size());
    }

    @Test
    @DisplayName("Abuse 73: a recovery token works once, and only after the question where there is one")
    void question() {
        var answer = server.storage.users();
        var change = Change.of(answer.byId(ada.id()).orElseThrow().in(User.Status.ACTIVE, server.clock.instant()));
        answer.change(change.with(new Question("Pet?", server.fixture.hash("rex"))));
        ask(LOGIN);
        String token = mailed();
        var step = Api.json(post("/recovery/token", Map.of("recoveryToken", token)));
        assertEquals("RECOVERY", step.get("status"));
        assertTrue(Json.text(step).contains("Pet?"));
        assertEquals(
                401, post("/recovery/token", Map.of("recoveryToken", token)).statusCode());
        assertEquals(403, reset(step, NEW_PASSWORD).statusCode());
        assertEquals(403, answer(step, "wrong").statusCode());
        var next = Api.json(answer(step, " REX "));
        assertEquals("PASSWORD_RESET", next.get("status"));
        assertEquals("SUCCESS", Api.json(reset(next, NEW_PASSWORD)).get("status"));
    }

    @Test
    @DisplayName("Abuse 84: wrong answers are counted, and after ten the right one does not help")
    void guesses() {
        var users = server.storage.users();
        var change = Change.of(users.byId(ada.id()).orElseThrow().in(User.Status.ACTIVE, server.clock.instant()));
        users.change(change.with(new Question("Pet?", server.fixture.hash("rex"))));
        ask(LOGIN);
        var step = Api.json(post("/recovery/token", Map.of("recoveryToken", mailed())));
        for (int i = 0; i < 10; i++) assertEquals(403, answer(step, "wrong").statusCode());
        assertEquals(403, answer(step, "rex").statusCode());
    }

    @Test
    @DisplayName("Somebody who was suspended after the mail gets no further")
    void suspended() {
        ask(LOGIN);
        var step = Api.json(post("/recovery/token", Map.of("recoveryToken", mailed())));
        server.fixture.suspend(LOGIN);
        assertEquals(401, reset(step, NEW_PASSWORD).statusCode());
        assertFalse(post("/recovery/token", Map.of("recoveryToken", "made-up")).statusCode() == 200);
    }

    @Test
    @DisplayName("Abuse 73: a person whose password is kept elsewhere gets none here, by page or by script")
    void kept() {
        var users = server.storage.users();
        var now = users.byId(ada.id()).orElseThrow();
        users.replace(now.in(User.Status.ACTIVE, server.clock.instant())
                .provenBy(now.credentials().withProvider(User.Provider.FEDERATION)));
        ask(LOGIN);
        assertEquals(0, server.mails().size());
    }

    private Map<String, Object> ask(String username) {
        var answer = post("/recovery/password", Map.of("username", username, "factorType", "EMAIL"));
        assertEquals(200, answer.statusCode(), answer.body());
        return new HashMap<>(Api.json(answer));
    }

    private String mailed() {
        var link = LINK.matcher(server.mailTo(LOGIN).letter().text());
        assertTrue(link.find());
        return link.group(1);
    }

    private HttpResponse<String> answer(Map<String, Object> step, String answer) {
        return post("/recovery/answer", Map.of("stateToken", (String) step.get("stateToken"), "answer", answer));
    }

    private HttpResponse<String> reset(Map<String, Object> step, String password) {
        return post(
                "/credentials/reset_password",
                Map.of("stateToken", (String) step.get("stateToken"), "newPassword", password));
    }

    private HttpResponse<String> signIn(String password) {
        return post("", Map.of("username", LOGIN, "password", password));
    }

    private HttpResponse<String> post(String path, Map<String, String> body) {
        return script.send(script.request("/api/v1/authn" + path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.text(body))));
    }
}
