package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Admin.under;
import static dev.narthex.e2e.Directory.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people see and change of themselves by the Users API: as much as the schema leaves to them.
class OwnProfileTest {
    private static TestServer idp;
    private static Admin admin;
    private String login;
    private String id;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        var custom = new HashMap<String, Object>();
        for (String action : List.of("HIDE", "READ_ONLY", "READ_WRITE")) {
            var permissions = List.of(Map.of("principal", "SELF", "action", action));
            custom.put(action.toLowerCase(java.util.Locale.ROOT), Map.of("type", "string", "permissions", permissions));
        }
        var title = Map.of("permissions", List.of(Map.of("principal", "SELF", "action", "READ_WRITE")));
        var city = Map.of("permissions", List.of(Map.of("principal", "SELF", "action", "HIDE")));
        var definitions = Map.of(
                "custom",
                Map.of("properties", custom),
                "base",
                Map.of("properties", Map.of("title", title, "city", city)));
        object(200, admin.post("/api/v1/meta/schemas/user/default", Map.of("definitions", definitions)));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        login = UUID.randomUUID() + "@example.org";
        var body = Directory.withPassword(login, Fixture.PASSWORD);
        under(body, "profile")
                .putAll(Map.of("hide", "secret", "read_only", "fixed", "read_write", "free", "city", "Ur"));
        id = (String) object(200, admin.post(USERS, body)).get("id");
        browser = idp.browser();
        browser.signIn(Ask.of(idp.fixture.app()).url(), login, Fixture.PASSWORD);
    }

    /// As a page of ours sends it.
    private HttpResponse<String> send(String method, String path, Object body) {
        return browser.send(browser.request(path)
                .header("Origin", idp.baseUrl())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.text(body))));
    }

    private HttpResponse<String> change(Map<String, ?> profile) {
        return send("POST", USERS + "/me", Map.of("profile", profile));
    }

    private Map<String, Object> stored() {
        return under(object(200, admin.get(USERS + "/" + id)), "profile");
    }

    @Test
    @DisplayName("Okta: people see themselves, without what the schema hides, and no way to do what administrators do")
    void seen() {
        for (String name : List.of("me", id)) {
            var me = object(200, browser.get(USERS + "/" + name));
            assertEquals(id, me.get("id"));
            var profile = under(me, "profile");
            assertEquals("fixed", profile.get("read_only"));
            assertEquals("free", profile.get("read_write"));
            assertFalse(profile.containsKey("hide") || profile.containsKey("city"), profile.toString());
            assertEquals(Set.of("self"), under(me, "_links").keySet());
        }
        Admin.list(browser.get(USERS + "/me/appLinks"))
                .forEach(link -> PublishedSchemas.management("AssignedAppLink", link));
    }

    @Test
    @DisplayName("Okta: people change by POST what the schema leaves to them, base and custom attributes alike")
    void changed() {
        var me = object(200, change(Map.of("read_write", "new", "title", "Countess", "firstName", "Augusta")));
        assertEquals("new", under(me, "profile").get("read_write"));
        assertFalse(under(me, "profile").containsKey("hide"));
        assertEquals("Augusta", stored().get("firstName"));
        assertEquals("Countess", stored().get("title"));
        assertEquals("secret", stored().get("hide"), "what is hidden stays");
        var record = idp.log("user.account.update_profile").getLast();
        assertEquals(id, record.actor().id());
        assertEquals(
                200,
                send("POST", USERS + "/" + id, Map.of("profile", Map.of("read_write", "byId")))
                        .statusCode());
        // What does not change is nobody's business, as where a page sends a whole profile back.
        assertEquals(
                200,
                change(Map.of("read_only", "fixed", "login", login, "email", login))
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_only", "hide", "login", "email", "city", "department"})
    @DisplayName("Abuse 97: people can't change what is not theirs to change, and learn nothing of what is hidden")
    void refusedToPeople(String name) {
        var before = stored();
        for (String value : List.of("other@example.org", "secret", "Ur")) {
            if (value.equals("Ur") && !name.equals("city")) continue;
            var causes = refused(403, "E0000006", change(Map.of(name, value, "read_write", "new")));
            assertTrue(causes.getFirst().startsWith(name + ": "), causes.toString());
        }
        var gone = new HashMap<String, Object>();
        gone.put(name, null);
        assertEquals(name.equals("department") ? 200 : 403, change(gone).statusCode());
        assertEquals(before, stored());
    }

    @Test
    @DisplayName("Abuse 73: a session changes no password, no other person, nothing as a whole, and by no other site")
    void bounds() {
        var password = Map.of("credentials", Map.of("password", Map.of("value", "Another-Horse-2")));
        refused(403, "E0000006", send("POST", USERS + "/me", password));
        var question = Map.of("recovery_question", Map.of("question", "Why?", "answer", "Because"));
        refused(403, "E0000006", send("POST", USERS + "/me", Map.of("credentials", question)));
        String other = (String) object(200, admin.post(USERS, Directory.withPassword("o" + login, Fixture.PASSWORD)))
                .get("id");
        refused(403, "E0000006", send("POST", USERS + "/" + other, Map.of("profile", Map.of("title", "x"))));
        refused(403, "E0000006", browser.get(USERS + "/" + other));
        refused(401, "E0000011", send("PUT", USERS + "/me", Map.of("profile", Map.of("title", "x"))));
        refused(401, "E0000011", send("DELETE", USERS + "/me", Map.of()));
        refused(401, "E0000011", send("POST", USERS + "/me/lifecycle/deactivate", Map.of()));
        refused(400, "E0000001", change(Map.of("nothing", "x")));
        var foreign = browser.send(browser.request(USERS + "/me")
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/json")
                .method("POST", BodyPublishers.ofString("{\"profile\":{\"title\":\"x\"}}")));
        refused(401, "E0000011", foreign);
        assertNull(stored().get("title"));
    }

    @Test
    @DisplayName("Okta: the account pages show and offer what the schema leaves to people, too")
    void pages() {
        String account = browser.get("/account").body();
        assertTrue(account.contains("fixed") && account.contains("free"));
        assertFalse(account.contains("secret") || account.contains(">Ur<"));
        String form = browser.get("/account/profile").body();
        assertTrue(form.contains("name=\"read_write\"") && form.contains("name=\"title\""));
        assertFalse(form.contains("name=\"read_only\"") || form.contains("name=\"hide\""));
    }
}
