package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Admin.under;
import static dev.narthex.e2e.Directory.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.groups.Group;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Groups API, as an administrator's script sees it.
class GroupsApiTest {
    private static final String GROUPS = "/api/v1/groups";
    private static TestServer idp;
    private static Admin admin;
    private static Directory directory;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        directory = new Directory(admin);
        IntStream.range(0, 5).forEach(i -> created("Crew " + i));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Map<String, Object> body(String name) {
        return Map.of("profile", Map.of("name", name, "description", "All of " + name));
    }

    private static String created(String name) {
        return (String) object(200, admin.post(GROUPS, body(name))).get("id");
    }

    private static String everyone() {
        return (String) list(admin.get(GROUPS + "?q=Everyone")).getFirst().get("id");
    }

    private static List<Object> names(HttpResponse<String> response) {
        return list(response).stream()
                .map(group -> under(group, "profile").get("name"))
                .toList();
    }

    @Test
    @DisplayName("Okta: a group is made, shown, renamed and deleted, and each step is on record")
    void life() {
        var group = object(200, admin.post(GROUPS, body("Readers")));
        PublishedSchemas.management("Group", group);
        String path = GROUPS + "/" + group.get("id");
        assertEquals("OKTA_GROUP", group.get("type"));
        assertEquals(List.of("okta:user_group"), group.get("objectClass"));
        assertEquals(group, object(200, admin.get(path)));
        var renamed = object(200, admin.send("PUT", path, body("Writers")));
        assertEquals("Writers", under(renamed, "profile").get("name"));
        assertEquals(204, admin.send("DELETE", path, "").statusCode());
        refused(404, "E0000007", admin.get(path));
        refused(404, "E0000007", admin.send("DELETE", path, ""));
        refused(404, "E0000007", admin.send("PUT", path, body("Nobody")));
        for (String type : List.of("group.lifecycle.create", "group.profile.update", "group.lifecycle.delete"))
            assertTrue(
                    idp.log(type).stream()
                            .anyMatch(
                                    it -> it.details().targets().getFirst().id().equals(group.get("id"))),
                    type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"profile\":{}}",
                "{\"profile\":{\"name\":\"\"}}",
                "{\"profile\":{\"name\":\" \"}}",
                "{\"profile\":{\"name\":1}}",
                "{\"profile\":[]}"
            })
    @DisplayName("Okta: a group without a name is refused")
    void nameless(String body) {
        refused(400, "E0000001", admin.post(GROUPS, body));
    }

    @Test
    @DisplayName("Okta: a name is unique and 255 characters long at most, when made and when changed")
    void names() {
        String id = created("Unique");
        assertTrue(refused(400, "E0000001", admin.post(GROUPS, body("Unique")))
                .getFirst()
                .contains("already exists"));
        refused(400, "E0000001", admin.send("PUT", GROUPS + "/" + created("Second"), body("Unique")));
        assertEquals(200, admin.send("PUT", GROUPS + "/" + id, body("Unique")).statusCode());
        refused(400, "E0000001", admin.post(GROUPS, body("x".repeat(256))));
    }

    @Test
    @DisplayName("Okta: Everyone has everybody in it, and nobody changes it")
    void everybody() {
        String id = (String) directory.created("any@example.org").get("id");
        String path = GROUPS + "/" + everyone();
        assertEquals("BUILT_IN", object(200, admin.get(path)).get("type"));
        refused(403, "E0000006", admin.send("PUT", path, body("Nobody")));
        refused(403, "E0000006", admin.send("DELETE", path, ""));
        refused(403, "E0000006", admin.send("PUT", path + "/users/" + id, ""));
        refused(403, "E0000006", admin.send("DELETE", path + "/users/" + id, ""));
        assertTrue(list(admin.get(path + "/users")).stream()
                .anyMatch(user -> user.get("id").equals(id)));
    }

    @Test
    @DisplayName("Okta: members come and go, and a claim of groups follows")
    void members() {
        String group = created("Members");
        String user = (String) directory.created("member@example.org").get("id");
        String path = GROUPS + "/" + group + "/users/" + user;
        assertEquals(204, admin.send("PUT", path, "").statusCode());
        assertEquals(204, admin.send("PUT", path, "").statusCode(), "who is there stays");
        var members = list(admin.get(GROUPS + "/" + group + "/users"));
        assertEquals(List.of(user), members.stream().map(it -> it.get("id")).toList());
        members.forEach(it -> PublishedSchemas.management("User", it));
        assertEquals(List.of("Everyone", "Members"), names(admin.get(USERS + "/" + user + "/groups")));
        assertEquals(
                1,
                idp.log("group.user_membership.add").stream()
                        .filter(it -> it.details().targets().getFirst().id().equals(user))
                        .count());
        assertEquals(204, admin.send("DELETE", path, "").statusCode());
        assertEquals(List.of(), list(admin.get(GROUPS + "/" + group + "/users")));
        refused(404, "E0000007", admin.send("PUT", GROUPS + "/" + group + "/users/nobody", ""));
        refused(404, "E0000007", admin.send("PUT", GROUPS + "/00gnobody/users/" + user, ""));
    }

    @Test
    @DisplayName("Okta: members are read in pages, one after the other")
    void manyMembers() {
        String group = created("Many");
        IntStream.range(0, 7).forEach(i -> {
            String user =
                    (String) directory.created("many" + i + "@example.org").get("id");
            admin.send("PUT", GROUPS + "/" + group + "/users/" + user, "");
        });
        var seen = new ArrayList<Object>();
        Optional<String> next = Optional.of(GROUPS + "/" + group + "/users?limit=3");
        while (next.isPresent()) {
            var response = admin.get(next.get());
            list(response).forEach(user -> seen.add(user.get("id")));
            next = response.headers().allValues("link").stream()
                    .filter(link -> link.endsWith("rel=\"next\""))
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .findFirst();
        }
        assertEquals(7, seen.stream().distinct().count());
        assertEquals(7, seen.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            q=crew%203                                                       | 1
            q=CREW                                                           | 5
            q=rew                                                            | 0
            search=profile.name sw "crew"                                    | 5
            search=profile.name eq "crew 1" or profile.name eq "Crew 2"      | 2
            search=type eq "BUILT_IN"                                        | 1
            search=lastMembershipUpdated gt "2100-01-01T00:00:00.000Z"       | 0
            filter=profile.name eq "Crew 1"                                  | 1
            filter=profile.name eq "crew 1"                                  | 0
            """)
    @DisplayName("Okta: groups are found by q, search and filter")
    void search(String query, int count) {
        int at = query.indexOf('=') + 1;
        String sent = query.startsWith("q") ? query : query.substring(0, at) + Browser.encode(query.substring(at));
        assertEquals(count, list(admin.get(GROUPS + "?" + sent)).size());
    }

    @Test
    @DisplayName("Abuse 110: a search of groups that is none, and a cursor of another list, are refused")
    void badSearch() {
        refused(400, "E0000031", admin.get(GROUPS + "?search=" + Browser.encode("profile.secret eq \"x\"")));
        refused(400, "E0000033", admin.get(GROUPS + "?search=a&filter=b"));
        refused(400, "E0000029", admin.get(GROUPS + "?after=00gx"));
        refused(400, "E0000031", admin.get(GROUPS + "?sortBy=secret"));
    }

    @Test
    @DisplayName("Okta: groups are sorted and paged as asked")
    void sorted() {
        String query = GROUPS + "?search=" + Browser.encode("profile.name sw \"Crew\"")
                + "&sortBy=profile.name&sortOrder=desc&limit=3";
        var first = admin.get(query);
        assertEquals(List.of("Crew 4", "Crew 3", "Crew 2"), names(first));
        String next = first.headers().allValues("link").getLast();
        assertEquals(List.of("Crew 1", "Crew 0"), names(admin.get(next.substring(1, next.indexOf('>')))));
    }

    @Test
    @DisplayName("Okta: a group's apps, and the app links of its members")
    void apps() {
        String group = created("Users of an app");
        String user = (String) directory.created("links@example.org").get("id");
        admin.send("PUT", GROUPS + "/" + group + "/users/" + user, "");
        var app = idp.fixture.app(Fixture::notForEveryone);
        assertEquals(List.of(), list(admin.get(GROUPS + "/" + group + "/apps")));
        idp.storage.apps().assignGroup(app.id(), group);
        var apps = list(admin.get(GROUPS + "/" + group + "/apps"));
        assertEquals(List.of(app.id()), apps.stream().map(it -> it.get("id")).toList());
        var links = list(admin.get(USERS + "/" + user + "/appLinks"));
        assertTrue(links.stream().anyMatch(link -> link.get("appInstanceId").equals(app.id())));
        links.forEach(link -> PublishedSchemas.management("AssignedAppLink", link));
        var browser = idp.browser();
        browser.signIn(Ask.of(app).url(), "links@example.org", Fixture.PASSWORD);
        assertEquals(null, Answer.inFragment(browser.get(Ask.of(app).url())).error());
        admin.send("DELETE", GROUPS + "/" + group, "");
        assertEquals(
                "access_denied",
                Answer.inFragment(browser.get(Ask.of(app).url())).error());
    }

    @Test
    @DisplayName("Okta: expand=stats counts people and apps, 200 groups at a time")
    void stats() {
        String group = created("Counted");
        for (int i = 0; i < 3; i++) {
            String user =
                    (String) directory.created("counted" + i + "@example.org").get("id");
            admin.send("PUT", GROUPS + "/" + group + "/users/" + user, "");
        }
        idp.storage.apps().assignGroup(idp.fixture.app(Fixture::notForEveryone).id(), group);
        String query = GROUPS + "?expand=stats&search=";
        var counted = list(admin.get(query + Browser.encode("profile.name eq \"Counted\"")))
                .getFirst();
        PublishedSchemas.management("Group", counted);
        assertEquals(3, Admin.<Object>at(counted, "_embedded", "stats", "usersCount"));
        assertEquals(1, Admin.<Object>at(counted, "_embedded", "stats", "appsCount"));
        var everyone =
                list(admin.get(query + Browser.encode("type eq \"BUILT_IN\""))).getFirst();
        int people = list(admin.get(GROUPS + "/" + everyone() + "/users")).size();
        assertEquals(people, Admin.<Object>at(everyone, "_embedded", "stats", "usersCount"));
        assertEquals(200, admin.get(GROUPS + "?expand=stats,app&limit=1000").statusCode());
        IntStream.range(0, 200)
                .forEach(i -> idp.storage
                        .groups()
                        .create(new Group(
                                "00g0bulk" + "%012d".formatted(i),
                                "Bulk " + i,
                                Optional.empty(),
                                false,
                                idp.clock.instant(),
                                idp.clock.instant())));
        assertEquals(200, list(admin.get(GROUPS + "?expand=stats&limit=1000")).size());
        assertTrue(list(admin.get(GROUPS + "?limit=1000")).size() > 200);
    }

    @Test
    @DisplayName("Okta: no group comes from an app, and a search by source says so")
    void sources() {
        assertEquals(List.of(), list(admin.get(GROUPS + "?search=" + Browser.encode("source.id eq \"0oa1\""))));
    }
}
