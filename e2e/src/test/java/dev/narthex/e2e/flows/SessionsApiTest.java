package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Authn;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// `/api/v1/sessions`, operation by operation.
class SessionsApiTest {
    private static final String LOGIN = "ada@example.org";
    private static final String SESSIONS = "/api/v1/sessions";

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final Admin admin = new Admin(idp);
    private final User ada = idp.fixture.user(LOGIN);

    private String token() {
        return (String) Authn.expect("SUCCESS", new Authn(idp).signIn(LOGIN, Fixture.PASSWORD))
                .get("sessionToken");
    }

    private HttpResponse<String> create(String token) {
        return new Admin(idp, "").post(SESSIONS + "?additionalFields=cookieToken", Map.of("sessionToken", token));
    }

    private Browser signedIn() {
        var browser = idp.browser();
        browser.login(browser.get("/login/login.htm"), LOGIN, Fixture.PASSWORD);
        return browser;
    }

    private static HttpResponse<String> end(Browser browser) {
        return browser.send(browser.request(SESSIONS + "/me").DELETE());
    }

    private static HttpResponse<String> refresh(Browser browser) {
        return browser.send(browser.request(SESSIONS + "/me/lifecycle/refresh").POST(BodyPublishers.noBody()));
    }

    @Test
    @DisplayName(
            "Okta sessions: a session token makes a session, as the published description says; another thing none")
    void creates() {
        var session = Admin.object(200, create(token()));
        PublishedSchemas.management("Session", session, "mfaActive");
        assertEquals(ada.id(), session.get("userId"));
        assertEquals(LOGIN, session.get("login"));
        assertEquals("ACTIVE", session.get("status"));
        assertEquals(List.of("pwd"), session.get("amr"));
        assertEquals("OKTA", Admin.at(session, "idp", "type"));
        assertEquals(
                idp.baseUrl() + SESSIONS + "/me/lifecycle/refresh", Admin.at(session, "_links", "refresh", "href"));
        assertEquals(idp.baseUrl() + "/api/v1/users/me", Admin.at(session, "_links", "user", "href"));
        Admin.refused(401, "E0000004", create("made-up"));
        Admin.refused(400, "E0000001", new Admin(idp, "").post(SESSIONS, Map.of()));
    }

    @Test
    @DisplayName("Okta sessions: an administrator sees, refreshes and ends a session by its id; then it is unknown")
    void byId() {
        String path = SESSIONS + "/" + Admin.object(200, create(token())).get("id");
        var before = Admin.object(200, admin.get(path));
        PublishedSchemas.management("Session", before, "mfaActive");
        idp.clock.advance(Duration.ofMinutes(10));
        var after = Admin.object(200, admin.post(path + "/lifecycle/refresh", ""));
        assertTrue(after.get("expiresAt")
                        .toString()
                        .compareTo(before.get("expiresAt").toString())
                > 0);
        assertEquals(204, admin.delete(path).statusCode());
        var ended = idp.log("user.session.end").getLast();
        assertEquals("SystemPrincipal", ended.actor().type());
        Admin.refused(404, "E0000007", admin.get(path));
        Admin.refused(404, "E0000007", admin.delete(path));
        Admin.refused(404, "E0000007", admin.post(path + "/lifecycle/refresh", ""));
        Admin.refused(401, "E0000011", new Admin(idp, "").get(path));
    }

    @Test
    @DisplayName(
            "Okta sessions: a browser's own session: seen, refreshed and ended with its cookie; then there is none")
    void mine() {
        var browser = signedIn();
        Admin.object(200, browser.get(SESSIONS + "/me"));
        Admin.object(200, refresh(browser));
        var ended = end(browser);
        assertEquals(204, ended.statusCode());
        assertTrue(ended.headers().firstValue("set-cookie").orElseThrow().contains("Max-Age=0"));
        assertEquals(ada.id(), idp.log("user.session.end").getLast().actor().id());
        var stranger = idp.browser();
        for (var nobody : List.of(browser, stranger)) {
            Admin.refused(404, "E0000007", nobody.get(SESSIONS + "/me"));
            Admin.refused(404, "E0000007", refresh(nobody));
            Admin.refused(404, "E0000007", end(nobody));
        }
    }

    @Test
    @DisplayName("Okta sessions: all of a person's sessions end at once, those of others go on")
    void allOfAUser() {
        var one = signedIn();
        var two = signedIn();
        String other = "bea@example.org";
        idp.fixture.user(other);
        var bea = idp.browser();
        bea.login(bea.get("/login/login.htm"), other, Fixture.PASSWORD);
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals(
                204,
                admin.delete("/api/v1/users/" + ada.id() + "/sessions?oauthTokens=true&forgetDevices=false")
                        .statusCode());
        for (var browser : List.of(one, two))
            assertEquals(404, browser.get(SESSIONS + "/me").statusCode());
        assertEquals(200, bea.get(SESSIONS + "/me").statusCode());
        Admin.refused(404, "E0000007", admin.delete("/api/v1/users/00uNone/sessions"));
    }

    @Test
    @DisplayName("Okta sessions: whoever is suspended has no session left, and no token makes one")
    void suspended() {
        String token = token();
        var browser = signedIn();
        assertEquals(
                200,
                admin.post("/api/v1/users/" + ada.id() + "/lifecycle/suspend", "")
                        .statusCode());
        assertEquals(404, browser.get(SESSIONS + "/me").statusCode());
        Admin.refused(401, "E0000004", create(token));
    }
}
