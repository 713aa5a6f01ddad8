package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import dev.narthex.users.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The classic authentication API, session tokens, and the Sessions API.
final class AuthnTest {
    private static final String LOGIN = "ada@example.org";

    private final TestServer server = TestServer.fresh();
    private final Browser script = server.browser();
    private final User ada = server.fixture.user(LOGIN);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("Okta authn: user name and password give SUCCESS, a session token and the user, but no session")
    @SuppressWarnings("unchecked")
    void success() {
        var answer = authn(Map.of("username", LOGIN, "password", Fixture.PASSWORD, "relayState", "/x"));
        var json = Api.json(answer);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("SUCCESS", json.get("status"));
        assertEquals("/x", json.get("relayState"));
        var user = (Map<String, Object>) ((Map<String, Object>) json.get("_embedded")).get("user");
        assertEquals(ada.id(), user.get("id"));
        assertEquals(LOGIN, ((Map<String, Object>) user.get("profile")).get("login"));
        assertFalse(json.containsKey("stateToken"));
        assertEquals(404, script.get("/api/v1/sessions/me").statusCode());
    }

    @Test
    @DisplayName("Abuse 81: a wrong password, nobody, and somebody who is suspended get one answer")
    void oneAnswer() {
        server.fixture.user("gone@example.org");
        server.fixture.suspend("gone@example.org");
        var bodies = List.of(
                        Map.of("username", LOGIN, "password", "wrong"),
                        Map.of("username", "nobody@example.org", "password", "wrong"),
                        Map.of("username", "gone@example.org", "password", Fixture.PASSWORD))
                .stream()
                .map(this::authn)
                .peek(answer -> assertEquals(401, answer.statusCode()))
                .map(answer -> new LinkedHashMap<>(Api.json(answer)))
                .peek(body -> body.remove("errorId"))
                .toList();
        assertEquals("E0000004", bodies.getFirst().get("errorCode"));
        assertEquals(1, Set.copyOf(bodies).size());
    }

    @Test
    @DisplayName("Abuse 86: wrong passwords here count towards the same lock as on the page")
    void oneLock() {
        for (int i = 0; i < 10; i++) authn(Map.of("username", LOGIN, "password", "wrong"));
        assertEquals(
                401,
                authn(Map.of("username", LOGIN, "password", Fixture.PASSWORD)).statusCode());
        var page = server.browser();
        assertEquals(
                401,
                page.login(page.get("/login/login.htm"), LOGIN, Fixture.PASSWORD)
                        .statusCode());
        assertEquals(1, server.log("user.account.lock").size());
    }

    @Test
    @DisplayName("Okta authn: a session token at /authorize signs in without a page, once")
    void atAuthorize() {
        var app = server.fixture.app();
        String token = sessionToken();
        var ask = Ask.of(app).with("sessionToken", token).with("prompt", "none");
        var answer = Answer.inFragment(server.browser().get(ask.url()));
        assertTrue(answer.parameters().containsKey("access_token"), answer.toString());
        var again = Answer.inFragment(server.browser().get(ask.url()));
        assertEquals("login_required", again.parameters().get("error"));
    }

    @Test
    @DisplayName("Abuse 74: a session token of another person replaces the browser's session, and its cookie")
    void replaces() {
        server.fixture.user("bea@example.org");
        var browser = server.browser();
        browser.login(browser.get("/login/login.htm"), "bea@example.org", Fixture.PASSWORD);
        String before = browser.cookies().get("sid");
        var app = server.fixture.app();
        browser.get(Ask.of(app).with("sessionToken", sessionToken()).url());
        assertNotEquals(before, browser.cookies().get("sid"));
        assertEquals(LOGIN, Api.json(browser.get("/api/v1/sessions/me")).get("login"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "sign out", "reset"})
    @DisplayName("Abuse 74: a session token from before all sessions ended begins none, by whichever way it comes")
    void keptBack(String end) {
        var admin = new Admin(server);
        var tokens = Stream.generate(this::sessionToken).limit(3).toList();
        server.clock.advance(Duration.ofSeconds(1));
        String me = "/api/v1/users/" + ada.id();
        switch (end) {
            case "suspend" -> {
                assertEquals(200, admin.post(me + "/lifecycle/suspend", "").statusCode());
                assertEquals(200, admin.post(me + "/lifecycle/unsuspend", "").statusCode());
            }
            case "sign out" -> assertEquals(204, admin.delete(me + "/sessions").statusCode());
            default -> reset(script);
        }
        var fresh = server.browser();
        fresh.get(
                Ask.of(server.fixture.app()).with("sessionToken", tokens.get(0)).url());
        fresh.get("/login/sessionCookieRedirect?redirectUrl=/&token=" + tokens.get(1));
        assertFalse(fresh.cookies().containsKey("sid"));
        var created = post(fresh, "/api/v1/sessions", Map.of("sessionToken", tokens.get(2)));
        assertEquals(401, created.statusCode());
    }

    @Test
    @DisplayName("Abuse 73: a step that began before the password was chosen anew ends with it")
    void overtaken() {
        String link = mailed(server.browser());
        var step = Api.json(post(script, "/api/v1/authn/recovery/token", Map.of("recoveryToken", link)));
        server.clock.advance(Duration.ofSeconds(1));
        reset(server.browser());
        var late = Map.of("stateToken", (String) step.get("stateToken"), "newPassword", "Mine-From-Now-On-3");
        assertEquals(
                401,
                post(script, "/api/v1/authn/credentials/reset_password", late).statusCode());
    }

    private void reset(Browser browser) {
        var page = browser.get("/signin/reset-password/" + mailed(browser));
        assertEquals(
                303,
                browser.submit(page, Map.of("newPassword", "Another-Horse-2")).statusCode());
    }

    private String mailed(Browser browser) {
        browser.submit(browser.get("/signin/forgot-password"), Map.of("username", LOGIN));
        String text = server.mailTo(LOGIN).letter().text();
        return text.split("/signin/reset-password/")[1].split("\\s")[0];
    }

    @Test
    @DisplayName("A session token is good for five minutes")
    void expires() {
        String token = sessionToken();
        server.clock.advance(Duration.ofMinutes(5));
        assertEquals(
                401,
                post(script, "/api/v1/sessions", Map.of("sessionToken", token)).statusCode());
        String fresh = sessionToken();
        assertEquals(
                200,
                post(script, "/api/v1/sessions", Map.of("sessionToken", fresh)).statusCode());
        assertEquals(
                401,
                post(script, "/api/v1/sessions", Map.of("sessionToken", fresh)).statusCode());
    }

    @Test
    @DisplayName("Okta sessions: sessionCookieRedirect gives the browser its session and sends it on, to our own pages")
    void cookieRedirect() {
        var browser = server.browser();
        String path = "/login/sessionCookieRedirect?checkAccountSetupComplete=true&token=" + sessionToken();
        var answer = browser.get(path + "&redirectUrl=" + Browser.encode("/app/UserHome"));
        assertEquals(303, answer.statusCode());
        assertEquals("/app/UserHome", answer.headers().firstValue("location").orElseThrow());
        assertEquals(200, browser.get("/api/v1/sessions/me").statusCode());
        var used = browser.get(path + "&redirectUrl=" + Browser.encode("/app/UserHome"));
        assertTrue(used.headers().firstValue("location").orElseThrow().startsWith("/login/login.htm?fromURI="));
    }

    @Test
    @DisplayName("Abuse 12: sessionCookieRedirect leads to trusted origins only, and takes no token for others")
    void noOpenRedirect() {
        String token = sessionToken();
        for (String url :
                List.of("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")) {
            var answer = server.browser()
                    .get("/login/sessionCookieRedirect?token=" + token + "&redirectUrl=" + Browser.encode(url));
            assertEquals(400, answer.statusCode(), url);
            assertTrue(answer.headers().firstValue("location").isEmpty());
        }
        assertEquals(
                200,
                post(script, "/api/v1/sessions", Map.of("sessionToken", token)).statusCode());
    }

    @Test
    @DisplayName("Okta sessions: a browser sees, refreshes and ends its own session")
    void mySession() {
        var browser = server.browser();
        browser.login(browser.get("/login/login.htm"), LOGIN, Fixture.PASSWORD);
        var session = Api.json(browser.get("/api/v1/sessions/me"));
        assertEquals("ACTIVE", session.get("status"));
        assertEquals(ada.id(), session.get("userId"));
        assertEquals(List.of("pwd"), session.get("amr"));
        assertEquals(ada.id(), Api.json(browser.get("/api/v1/users/me")).get("id"));
        String other = server.fixture.user("bea@example.org").id();
        assertEquals(403, browser.get("/api/v1/users/" + other).statusCode(), "all else takes a token");
        server.clock.advance(Duration.ofMinutes(30));
        var refreshed = Api.json(post(browser, "/api/v1/sessions/me/lifecycle/refresh", Map.of()));
        assertTrue(((String) refreshed.get("expiresAt")).compareTo((String) session.get("expiresAt")) > 0);
        var ended = browser.send(browser.request("/api/v1/sessions/me").DELETE());
        assertEquals(204, ended.statusCode());
        assertEquals(404, browser.get("/api/v1/sessions/me").statusCode());
    }

    @Test
    @DisplayName("Abuse 78: a script of an origin that is not trusted can't use the browser's session")
    void foreignOrigin() {
        var browser = server.browser();
        browser.login(browser.get("/login/login.htm"), LOGIN, Fixture.PASSWORD);
        var request = browser.request("/api/v1/sessions/me/lifecycle/refresh").header("Origin", "https://evil.example");
        assertEquals(403, browser.send(request.POST(BodyPublishers.noBody())).statusCode());
        var delete = browser.request("/api/v1/sessions/me").header("Origin", "https://evil.example");
        assertEquals(403, browser.send(delete.DELETE()).statusCode());
        assertEquals(200, browser.get("/api/v1/sessions/me").statusCode());
    }

    @Test
    @DisplayName("Okta authn: an expired password is changed on the way, by its rules, and then lets in")
    void expiredPassword() {
        expire();
        var step = Api.json(authn(Map.of("username", LOGIN, "password", Fixture.PASSWORD)));
        assertEquals("PASSWORD_EXPIRED", step.get("status"));
        String token = (String) step.get("stateToken");
        var weak = change(token, Fixture.PASSWORD, "short");
        assertEquals(403, weak.statusCode());
        assertEquals("E0000014", Api.json(weak).get("errorCode"));
        assertEquals(403, change(token, "wrong", "Another-Horse-2").statusCode());
        assertEquals(
                "PASSWORD_EXPIRED",
                Api.json(post(script, "/api/v1/authn/introspect", Map.of("stateToken", token)))
                        .get("status"));
        var done = change(token, Fixture.PASSWORD, "Another-Horse-2");
        assertEquals("SUCCESS", Api.json(done).get("status"), done.body());
        assertEquals(401, change(token, "Another-Horse-2", "Third-Horse-3").statusCode());
        assertEquals(
                "SUCCESS",
                Api.json(authn(Map.of("username", LOGIN, "password", "Another-Horse-2")))
                        .get("status"));
    }

    @Test
    @DisplayName("Abuse 73: no step out of order: a token of one state opens no other, and a cancelled one none")
    void order() {
        expire();
        var step = Api.json(authn(Map.of("username", LOGIN, "password", Fixture.PASSWORD)));
        String token = (String) step.get("stateToken");
        var reset = post(
                script,
                "/api/v1/authn/credentials/reset_password",
                Map.of("stateToken", token, "newPassword", "Another-Horse-2"));
        assertEquals(403, reset.statusCode());
        assertEquals("E0000079", Api.json(reset).get("errorCode"));
        assertEquals(
                200,
                post(script, "/api/v1/authn/cancel", Map.of("stateToken", token))
                        .statusCode());
        assertEquals(401, change(token, Fixture.PASSWORD, "Another-Horse-2").statusCode());
        assertEquals(401, change("made-up", Fixture.PASSWORD, "Another-Horse-2").statusCode());
        assertEquals(
                401,
                change(sessionTokenOf("bea@example.org"), Fixture.PASSWORD, "Another-Horse-2")
                        .statusCode());
    }

    @Test
    @DisplayName("An administrator sees and ends anybody's session by its id")
    void byId() {
        var browser = server.browser();
        browser.login(browser.get("/login/login.htm"), LOGIN, Fixture.PASSWORD);
        String id = (String) Api.json(browser.get("/api/v1/sessions/me")).get("id");
        var admin = new Admin(server);
        String path = "/api/v1/sessions/" + id;
        assertEquals(401, new Admin(server, "").get(path).statusCode());
        assertEquals(id, Api.json(admin.get(path)).get("id"));
        assertEquals(204, admin.delete(path).statusCode());
        assertEquals(404, admin.get(path).statusCode());
        assertEquals(404, browser.get("/api/v1/sessions/me").statusCode());
    }

    private void expire() {
        server.storage
                .users()
                .replace(server.storage
                        .users()
                        .byId(ada.id())
                        .orElseThrow()
                        .in(User.Status.PASSWORD_EXPIRED, server.clock.instant()));
    }

    private HttpResponse<String> change(String token, String old, String fresh) {
        return post(
                script,
                "/api/v1/authn/credentials/change_password",
                Map.of("stateToken", token, "oldPassword", old, "newPassword", fresh));
    }

    private String sessionToken() {
        return (String) Api.json(authn(Map.of("username", LOGIN, "password", Fixture.PASSWORD)))
                .get("sessionToken");
    }

    private String sessionTokenOf(String login) {
        server.fixture.user(login);
        return (String) Api.json(authn(Map.of("username", login, "password", Fixture.PASSWORD)))
                .get("sessionToken");
    }

    private HttpResponse<String> authn(Map<String, String> body) {
        return post(script, "/api/v1/authn", body);
    }

    private static HttpResponse<String> post(Browser browser, String path, Map<String, String> body) {
        return browser.send(browser.request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.text(body))));
    }
}
