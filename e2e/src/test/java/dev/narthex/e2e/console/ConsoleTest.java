package dev.narthex.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.roles.Role;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may do what in the console.
class ConsoleTest {
    private static TestServer idp;
    private static Admin api;
    private static Directory directory;
    private static String ada;
    private static String superAdmin;
    private static final Map<Role, Browser> BROWSERS = new HashMap<>();

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        api = new Admin(idp);
        directory = new Directory(api);
        ada = id("ada@example.org");
        for (Role role : Role.values()) {
            String id = id(role.name().toLowerCase(java.util.Locale.ROOT) + "@example.org");
            api.post(Directory.USERS + "/" + id + "/roles", Map.of("type", role.name()));
            if (role == Role.SUPER_ADMIN) superAdmin = id;
            BROWSERS.put(role, signedIn(role.name().toLowerCase(java.util.Locale.ROOT) + "@example.org"));
        }
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static String id(String login) {
        return (String) directory.created(login).get("id");
    }

    private static Browser signedIn(String login) {
        var browser = idp.browser();
        browser.travel(browser.login(browser.get("/login/login.htm?fromURI=%2Fadmin"), login, Fixture.PASSWORD));
        return browser;
    }

    private static String token(Browser browser) {
        var page = browser.get("/account");
        return Browser.hidden(page.body()).get("token");
    }

    private static HttpResponse<String> post(Browser browser, String path, Map<String, String> fields) {
        var form = new HashMap<>(fields);
        form.put("token", token(browser));
        return browser.post(path, form);
    }

    @Test
    @DisplayName("Who is not signed in is sent to do so; who administers nothing is told so and sees nothing")
    void others() {
        var stranger = idp.browser().get("/admin/people");
        assertEquals(302, stranger.statusCode());
        assertEquals(
                "/login/login.htm?fromURI=%2Fadmin%2Fpeople",
                stranger.headers().firstValue("location").orElseThrow());
        id("plain@example.org");
        var plain = signedIn("plain@example.org");
        for (String path : new String[] {"/admin/people", "/admin/people/" + ada, "/admin/groups", "/admin/log"}) {
            var page = plain.get(path);
            assertEquals(403, page.statusCode(), path);
            assertFalse(page.body().contains("ada@example.org"), path);
        }
        assertEquals(403, post(plain, "/admin/groups", Map.of("name", "Mine")).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "READ_ONLY_ADMIN, suspend, 403", "READ_ONLY_ADMIN, reset-password, 403",
        "HELP_DESK_ADMIN, suspend, 403", "HELP_DESK_ADMIN, reset-password, 200",
        "USER_ADMIN, suspend, 303", "USER_ADMIN, reset-password, 200",
        "SUPER_ADMIN, suspend, 303", "SUPER_ADMIN, reset-password, 200",
    })
    @DisplayName("Each role may do what it says, and no more")
    void roles(Role role, String action, int status) {
        String id = id(role + action + "@example.org");
        var answer = post(BROWSERS.get(role), "/admin/people/" + id + "/do/" + action, Map.of("way", "hand"));
        assertEquals(status, answer.statusCode());
        boolean changed = !directory.status(id).equals("ACTIVE");
        assertEquals(status != 403, changed);
    }

    @Test
    @DisplayName(
            "Abuse 97: whoever is no super administrator can't reach an administrator's account, nor raise anybody")
    void escalation() {
        for (Role role : new Role[] {Role.HELP_DESK_ADMIN, Role.USER_ADMIN}) {
            var browser = BROWSERS.get(role);
            String target = "/admin/people/" + superAdmin;
            assertEquals(403, browser.get(target + "/do/reset-password").statusCode());
            assertEquals(
                    403, post(browser, target + "/do/reset-password", Map.of()).statusCode());
            assertEquals(
                    403,
                    post(browser, target + "/profile", Map.of("login", "x@example.org"))
                            .statusCode());
            assertEquals(
                    403,
                    post(browser, target + "/groups", Map.of("group", "Any")).statusCode());
            assertEquals(403, post(browser, target + "/sessions", Map.of()).statusCode());
            assertEquals(
                    403,
                    post(browser, "/admin/people/" + ada + "/roles", Map.of("role", "USER_ADMIN"))
                            .statusCode());
        }
        assertEquals("ACTIVE", directory.status(superAdmin));
        assertEquals("[]", api.get(Directory.USERS + "/" + ada + "/roles").body());
    }

    @Test
    @DisplayName("Nobody suspends, raises or lowers themselves")
    void oneself() {
        var browser = BROWSERS.get(Role.SUPER_ADMIN);
        String own = "/admin/people/" + superAdmin;
        assertEquals(403, post(browser, own + "/do/suspend", Map.of()).statusCode());
        assertEquals(
                403, post(browser, own + "/roles", Map.of("role", "USER_ADMIN")).statusCode());
        assertEquals("ACTIVE", directory.status(superAdmin));
    }

    @Test
    @DisplayName("Abuse 78: a form that was not ours, or another's, changes nothing")
    void forged() {
        String id = id("forged@example.org");
        var browser = BROWSERS.get(Role.SUPER_ADMIN);
        String path = "/admin/people/" + id + "/do/suspend";
        assertEquals(400, browser.post(path, Map.of()).statusCode());
        String others = token(BROWSERS.get(Role.USER_ADMIN));
        assertEquals(400, browser.post(path, Map.of("token", others)).statusCode());
        assertEquals("ACTIVE", directory.status(id));
    }

    @Test
    @DisplayName("Who loses a role loses the console with the next click")
    void dismissed() {
        String id = id("brief@example.org");
        var superior = BROWSERS.get(Role.SUPER_ADMIN);
        assertEquals(
                303,
                post(superior, "/admin/people/" + id + "/roles", Map.of("role", "READ_ONLY_ADMIN"))
                        .statusCode());
        var brief = signedIn("brief@example.org");
        assertEquals(200, brief.get("/admin/people").statusCode());
        assertTrue(brief.get("/").body().contains("href=\"/admin\""));
        var role = Admin.list(api.get(Directory.USERS + "/" + id + "/roles"))
                .getFirst()
                .get("id");
        assertEquals(
                303,
                post(superior, "/admin/people/" + id + "/roles/" + role + "/take", Map.of())
                        .statusCode());
        assertEquals(403, brief.get("/admin/people").statusCode());
        assertFalse(brief.get("/").body().contains("href=\"/admin\""));
    }

    @Test
    @DisplayName("A newcomer with a password signs in at once; the log says who added them")
    void newcomer() {
        var browser = BROWSERS.get(Role.USER_ADMIN);
        var fields = Map.of(
                "firstName", "Mary",
                "lastName", "Anning",
                "email", "mary.anning@example.org",
                "begin", "password",
                "newPassword", Fixture.PASSWORD,
                "status", "SUPER_ADMIN",
                "id", "00uforged");
        var made = post(browser, "/admin/people/new", fields);
        assertEquals(303, made.statusCode());
        assertEquals("ACTIVE", directory.status("mary.anning@example.org"));
        assertEquals(200, signedIn("mary.anning@example.org").get("/account").statusCode());
        var event = idp.log().stream()
                .filter(it -> it.kind().type().equals("user.lifecycle.create"))
                .filter(it -> it.details().targets().getFirst().alternateId().equals("mary.anning@example.org"))
                .findFirst()
                .orElseThrow();
        assertEquals("user_admin@example.org", event.actor().alternateId());
        assertTrue(idp.log().stream()
                .filter(it -> it.kind().type().equals("user.lifecycle.activate"))
                .anyMatch(it -> it.details().targets().equals(event.details().targets())));
        assertEquals(400, post(browser, "/admin/people/new", fields).statusCode());
    }

    @Test
    @DisplayName("A link that is handed over is shown once, and works")
    void link() {
        String id = id("handed@example.org");
        var page = post(
                BROWSERS.get(Role.HELP_DESK_ADMIN),
                "/admin/people/" + id + "/do/reset-password",
                Map.of("way", "hand"));
        var link = Pattern.compile("value=\"(http[^\"]+/signin/reset-password/[^\"]+)\"")
                .matcher(page.body());
        assertTrue(link.find());
        var person = idp.browser();
        var form = person.get(link.group(1));
        assertEquals(200, form.statusCode());
        assertEquals(
                303,
                person.submit(form, Map.of("newPassword", "Another-Horse-2")).statusCode());
        assertEquals("ACTIVE", directory.status(id));
    }

    @Test
    @DisplayName("Groups are made, changed, filled and deleted; what is taken or built in is refused")
    void groups() {
        var browser = BROWSERS.get(Role.USER_ADMIN);
        var made = post(browser, "/admin/groups", Map.of("name", "Fossils", "description", "Old things"));
        String path = made.headers().firstValue("location").orElseThrow().replaceAll("\\?.*", "");
        assertEquals(
                400, post(browser, "/admin/groups", Map.of("name", "Fossils")).statusCode());
        assertEquals(303, post(browser, path, Map.of("name", "Fossils of Lyme")).statusCode());
        assertEquals(
                303,
                post(browser, "/admin/people/" + ada + "/groups", Map.of("group", "Fossils of Lyme"))
                        .statusCode());
        assertTrue(browser.get(path).body().contains("ada@example.org"));
        assertEquals(
                404,
                post(browser, "/admin/people/" + ada + "/groups", Map.of("group", "Everyone"))
                        .statusCode());
        assertEquals(200, browser.get(path + "/delete").statusCode());
        assertEquals(303, post(browser, path + "/delete", Map.of()).statusCode());
        assertEquals(404, browser.get(path).statusCode());
    }

    @Test
    @DisplayName("A profile is changed as the schema allows, and what people typed is not lost when it is refused")
    void profile() {
        String id = id("profile@example.org");
        var browser = BROWSERS.get(Role.USER_ADMIN);
        String path = "/admin/people/" + id + "/profile";
        var good = Map.of("firstName", "Jane", "lastName", "Marcet", "email", "profile@example.org", "city", "Geneva");
        assertEquals(303, post(browser, path, good).statusCode());
        assertEquals("Geneva", Admin.at(directory.user(id), "profile", "city"));
        var bad = new HashMap<>(good);
        bad.put("firstName", "");
        bad.put("city", "<Bern>");
        var page = post(browser, path, bad);
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("value=\"&lt;Bern>\""));
        assertEquals("Geneva", Admin.at(directory.user(id), "profile", "city"));
    }

    @Test
    @DisplayName("An app is added, changed, opened to a group, taken out of use and deleted; what the API set stays")
    void apps() {
        var browser = BROWSERS.get(Role.SUPER_ADMIN);
        var fields = new HashMap<>(Map.of(
                "label", "Fossil finder",
                "kind", "IMPLICIT",
                "redirect_uris", "https://fossils.example/cb\r\nhttps://fossils.example/other",
                "everyone", "true"));
        var made = post(browser, "/admin/apps/new", fields);
        assertEquals(303, made.statusCode(), made.body());
        String path = made.headers().firstValue("location").orElseThrow().replaceAll("\\?.*", "");
        String api = "/api/v1/apps/" + path.substring(path.lastIndexOf('/') + 1);
        var app = Admin.object(200, ConsoleTest.api.get(api));
        assertEquals(List.of("implicit"), Admin.at(app, "settings", "oauthClient", "grant_types"));
        Admin.under(Admin.under(app, "settings"), "oauthClient").put("tos_uri", "https://fossils.example/terms");
        Admin.object(200, ConsoleTest.api.put(api, app));
        fields.put("redirect_uris", "https://fossils.example/cb");
        fields.remove("everyone");
        assertEquals(303, post(browser, path + "/edit", fields).statusCode());
        app = Admin.object(200, ConsoleTest.api.get(api));
        assertEquals(List.of("https://fossils.example/cb"), Admin.at(app, "settings", "oauthClient", "redirect_uris"));
        assertEquals("https://fossils.example/terms", Admin.at(app, "settings", "oauthClient", "tos_uri"));
        assertEquals(false, Admin.at(app, "settings", "implicitAssignment"));
        idp.fixture.group("Geologists");
        assertEquals(
                303,
                post(browser, path + "/groups", Map.of("group", "Geologists")).statusCode());
        assertEquals(1, Admin.list(ConsoleTest.api.get(api + "/groups")).size());
        assertEquals(404, post(browser, path + "/do/delete", Map.of()).statusCode());
        assertEquals(303, post(browser, path + "/do/deactivate", Map.of()).statusCode());
        assertEquals(303, post(browser, path + "/do/delete", Map.of()).statusCode());
        assertEquals(404, ConsoleTest.api.get(api).statusCode());
    }

    @Test
    @DisplayName("What an app can't be is said at its field, and nothing typed is lost")
    void badApp() {
        var browser = BROWSERS.get(Role.SUPER_ADMIN);
        var fields = Map.of("label", "Bad", "kind", "IMPLICIT", "redirect_uris", "javascript:alert(1)");
        var page = post(browser, "/admin/apps/new", fields);
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("aria-describedby=\"redirect_uris-faults\""));
        assertTrue(page.body().contains(">javascript:alert(1)</textarea>"));
    }

    @Test
    @DisplayName("A secret is shown to who asks by a form, and replaced at once")
    void secret() {
        var browser = BROWSERS.get(Role.SUPER_ADMIN);
        var fields = Map.of("label", "Server", "kind", "WEB", "redirect_uris", "https://web.example/cb");
        var made = post(browser, "/admin/apps/new", fields);
        String path = made.headers().firstValue("location").orElseThrow().replaceAll("\\?.*", "");
        String shown = value(post(browser, path + "/secret", Map.of()));
        assertEquals(shown, value(post(browser, path + "/secret", Map.of())));
        String renewed = value(post(browser, path + "/do/renew-secret", Map.of()));
        assertFalse(renewed.equals(shown));
        assertEquals(renewed, value(post(browser, path + "/secret", Map.of())));
        assertFalse(browser.get(path).body().contains(renewed));
    }

    private static String value(HttpResponse<String> page) {
        var value = Pattern.compile("id=\"value\"[^>]*value=\"([^\"]+)\"").matcher(page.body());
        assertTrue(value.find(), page.body());
        return value.group(1);
    }

    @Test
    @DisplayName("Apps are a super administrator's alone: who sets where people return to could collect their tokens")
    void appsOfOthers() {
        String app = idp.fixture.app().id();
        for (Role role : new Role[] {Role.READ_ONLY_ADMIN, Role.HELP_DESK_ADMIN, Role.USER_ADMIN}) {
            var browser = BROWSERS.get(role);
            assertFalse(browser.get("/admin/people").body().contains("/admin/apps"));
            for (String path : new String[] {"/admin/apps", "/admin/apps/new", "/admin/apps/" + app}) {
                assertEquals(403, browser.get(path).statusCode(), path);
            }
            var fields = Map.of("label", "Mine", "kind", "IMPLICIT", "redirect_uris", "https://evil.example/cb");
            assertEquals(403, post(browser, "/admin/apps/new", fields).statusCode());
            assertEquals(
                    403, post(browser, "/admin/apps/" + app + "/edit", fields).statusCode());
            assertEquals(
                    403,
                    post(browser, "/admin/apps/" + app + "/secret", Map.of()).statusCode());
        }
    }
}
