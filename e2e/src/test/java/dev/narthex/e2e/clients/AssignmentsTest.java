package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.next;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who may use an app, said by an administrator over HTTP.
class AssignmentsTest {
    private static TestServer idp;
    private static Admin admin;
    private App app;
    private String path;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void app() {
        app = idp.fixture.app(Fixture::notForEveryone);
        path = "/api/v1/apps/" + app.id();
    }

    private static User user() {
        return idp.fixture.user(java.util.UUID.randomUUID() + "@example.org");
    }

    private static String body(User user) {
        return "{\"id\":\"" + user.id() + "\",\"scope\":\"USER\",\"credentials\":{\"userName\":\"ada\"}}";
    }

    private String error(User user) {
        var browser = idp.browser();
        return Answer.inFragment(browser.signIn(Ask.of(app).url(), user.login(), Fixture.PASSWORD))
                .error();
    }

    @Test
    @DisplayName("A6: a user who is assigned can use the app, and one who is not any more can't")
    void users() {
        var user = user();
        assertEquals("access_denied", error(user));
        var assigned = object(200, admin.post(path + "/users", body(user)));
        assertEquals(user.id(), assigned.get("id"));
        assertEquals("USER", assigned.get("scope"));
        assertEquals("ACTIVE", assigned.get("status"));
        assertEquals("ada", at(assigned, "credentials", "userName"));
        assertEquals(idp.baseUrl() + path, at(assigned, "_links", "app", "href"));
        PublishedSchemas.management("AppUser", assigned);
        assertNull(error(user));
        assertEquals(assigned, object(200, admin.get(path + "/users/" + user.id())));
        refused(409, "E0000062", admin.post(path + "/users", body(user)));

        var changed = object(200, admin.post(path + "/users/" + user.id(), "{\"profile\":{\"salary\":1}}"));
        assertEquals(Map.of("salary", 1), changed.get("profile"));
        assertEquals("ada", at(changed, "credentials", "userName"));
        assertEquals(204, admin.delete(path + "/users/" + user.id()).statusCode());
        assertEquals("access_denied", error(user));
        refused(404, "E0000007", admin.get(path + "/users/" + user.id()));
        refused(404, "E0000007", admin.delete(path + "/users/" + user.id()));
        refused(404, "E0000007", admin.post(path + "/users/" + user.id(), "{}"));
    }

    @Test
    @DisplayName("A6: who is unknown or has left is not assigned, nor to an unknown app")
    void nobody() {
        refused(404, "E0000007", admin.post(path + "/users", "{\"id\":\"00uNobody\"}"));
        faulty("id", admin.post(path + "/users", "{}"));
        faulty("scope", admin.post(path + "/users", "{\"id\":\"00u\",\"scope\":\"WORLD\"}"));
        var left = idp.fixture.user(Map.of("login", "left@example.org"), User.Status.DEPROVISIONED, Set.of());
        refused(403, "E0000117", admin.post(path + "/users", body(left)));
        refused(404, "E0000007", admin.post("/api/v1/apps/0oaNone/users", body(user())));
        refused(404, "E0000007", admin.get("/api/v1/apps/0oaNone/users"));
    }

    @Test
    @DisplayName("A6: the members of an assigned group can use the app, are listed with it, and find it by filter")
    void groups() {
        var group = idp.fixture.group("Readers " + app.id());
        var member = idp.fixture.user(Map.of("login", app.id()), User.Status.ACTIVE, Set.of(group));
        assertEquals("access_denied", error(member));
        var assigned = object(200, admin.put(path + "/groups/" + group.id(), "{\"priority\":2,\"profile\":{\"a\":1}}"));
        assertEquals(group.id(), assigned.get("id"));
        assertEquals(2, assigned.get("priority"));
        PublishedSchemas.management("ApplicationGroupAssignment", assigned);
        assertNull(error(member));
        assertEquals(List.of(assigned), list(admin.get(path + "/groups")));
        assertEquals(assigned, object(200, admin.get(path + "/groups/" + group.id())));

        assertEquals(
                "GROUP", object(200, admin.get(path + "/users/" + member.id())).get("scope"));
        assertEquals(1, list(admin.get(path + "/users")).size());
        for (String filter : List.of("user.id%20eq%20%22" + member.id(), "group.id%20eq%20%22" + group.id())) {
            var found = list(admin.get("/api/v1/apps?filter=" + filter + "%22&expand=user/" + member.id()));
            assertEquals(
                    List.of(app.id()), found.stream().map(it -> it.get("id")).toList());
            assertEquals(member.id(), at(found.getFirst(), "_embedded", "user", "id"));
        }
        assertEquals(204, admin.delete(path + "/groups/" + group.id()).statusCode());
        assertEquals("access_denied", error(member));
        refused(404, "E0000007", admin.delete(path + "/groups/" + group.id()));
        refused(404, "E0000007", admin.put(path + "/groups/00gNone", "{}"));
        faulty("priority", admin.put(path + "/groups/" + group.id(), "{\"priority\":-1}"));
    }

    @Test
    @DisplayName("RFC 6902 §4, RFC 6901 §4: a group's assignment is patched, all or nothing")
    void patch() {
        String group =
                path + "/groups/" + idp.fixture.group("Patched " + app.id()).id();
        object(200, admin.put(group, "{\"priority\":2,\"profile\":{\"a\":1}}"));
        var patched = object(200, admin.send("PATCH", group, """
                [{"op":"replace","path":"/priority","value":7},{"op":"add","path":"/profile/b~1c","value":2},
                 {"op":"remove","path":"/profile/a"}]"""));
        assertEquals(7, patched.get("priority"));
        assertEquals(Map.of("b/c", 2), patched.get("profile"));
        for (String bad : List.of(
                "{\"op\":\"move\",\"path\":\"/priority\"}",
                "{\"op\":\"remove\",\"path\":\"/priority\"}",
                "{\"op\":\"replace\",\"path\":\"/id\",\"value\":\"x\"}",
                "{\"op\":\"replace\",\"path\":\"/priority\",\"value\":\"x\"}",
                "7")) {
            var first = "{\"op\":\"replace\",\"path\":\"/priority\",\"value\":9}";
            faulty("patch", admin.send("PATCH", group, "[" + first + "," + bad + "]"));
        }
        refused(400, "E0000003", admin.send("PATCH", group, "{}"));
        assertEquals(patched, object(200, admin.get(group)));
    }

    @Test
    @DisplayName("A6: group Everyone can be assigned, too, and then everybody may come in")
    void everyone() {
        var user = user();
        String everyone = idp.storage.groups().byName("Everyone").orElseThrow().id();
        object(200, admin.put(path + "/groups/" + everyone, ""));
        assertNull(error(user));
    }

    @Test
    @DisplayName("Okta: assignments are listed in pages, direct ones and those by groups together, each once")
    void pages() {
        var group = idp.fixture.group("Pages " + app.id());
        var direct = IntStream.range(0, 5).mapToObj(_ -> user().id()).toList();
        var member = idp.fixture.user(Map.of("login", "both " + app.id()), User.Status.ACTIVE, Set.of(group));
        direct.forEach(id -> admin.post(path + "/users", "{\"id\":\"" + id + "\"}"));
        admin.post(path + "/users", "{\"id\":\"" + member.id() + "\"}");
        admin.put(path + "/groups/" + group.id(), "{}");
        var seen = new ArrayList<String>();
        var page = admin.get(path + "/users?limit=4");
        list(page).forEach(it -> seen.add((String) it.get("id")));
        assertEquals(4, seen.size());
        page = admin.get(next(page).orElseThrow());
        list(page).forEach(it -> seen.add((String) it.get("id")));
        assertTrue(next(page).isEmpty());
        var all = new ArrayList<>(direct);
        all.add(member.id());
        assertEquals(all.stream().sorted().toList(), seen);
        var events = idp.log("application.user_membership.add");
        assertTrue(events.getLast().details().targets().stream()
                .anyMatch(it -> it.id().equals(member.id())));
    }
}
