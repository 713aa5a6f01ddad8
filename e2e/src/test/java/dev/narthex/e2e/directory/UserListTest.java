package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Admin.under;
import static dev.narthex.e2e.Directory.USERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User.Status;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists and searches of users over HTTP.
class UserListTest {
    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        IntStream.range(0, 25).forEach(UserListTest::person);
    }

    private static void person(int i) {
        String login = "person%02d@example.org".formatted(i);
        Map<String, Object> profile = Map.of(
                "login",
                login,
                "email",
                login,
                "firstName",
                i % 2 == 0 ? "Ada" : "René",
                "lastName",
                "Number" + i,
                "department",
                i < 5 ? "Analysis" : "Engines");
        idp.fixture.user(profile, i < 3 ? Status.DEPROVISIONED : Status.ACTIVE, Set.of());
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static String search(String expression) {
        return USERS + "?search=" + Browser.encode(expression);
    }

    private static Set<String> lastNames(HttpResponse<String> response) {
        var names = new HashSet<String>();
        list(response).forEach(user -> names.add((String) under(user, "profile").get("lastName")));
        return names;
    }

    @Test
    @DisplayName("Okta: a list has no one who is deactivated, and pages by links in lower case, one on a line")
    void pages() {
        var ids = new ArrayList<Object>();
        Optional<String> next = Optional.of(USERS + "?limit=10");
        int pages = 0;
        while (next.isPresent()) {
            var response = admin.get(next.get());
            list(response).forEach(user -> {
                PublishedSchemas.management("User", user);
                assertEquals(Set.of("self"), under(user, "_links").keySet());
                ids.add(user.get("id"));
            });
            var links = response.headers().allValues("link");
            assertTrue(links.getFirst().endsWith("rel=\"self\""), links.toString());
            next = links.stream()
                    .filter(link -> link.endsWith("rel=\"next\""))
                    .map(UserListTest::address)
                    .findFirst();
            pages++;
        }
        assertEquals(22, ids.size());
        assertEquals(22, new HashSet<>(ids).size());
        assertEquals(3, pages);
        assertEquals(ids.stream().map(Object::toString).sorted().toList(), ids);
    }

    private static String address(String link) {
        assertTrue(link.startsWith("<" + idp.baseUrl() + USERS + "?"), link);
        return link.substring(1, link.indexOf('>'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            profile.lastName eq "number7"                                  | 1
            profile.firstName eq "rené"                                    | 12
            profile.firstName eq "RENÉ"                                   | 12
            profile.firstName eq "rene"                                    | 0
            profile.firstName sw "rené"                                    | 12
            (status lt "DEPROVISIONED" or status gt "DEPROVISIONED")       | 22
            profile.department eq "ANALYSIS"                               | 5
            profile.department eq "analysis" and status eq "ACTIVE"        | 2
            status eq "DEPROVISIONED"                                      | 3
            profile.email sw "person1"                                     | 10
            profile.email co "ON0" and not_there                           | -
            profile.email co "ON0"                                         | 10
            profile.nickName pr                                            | 0
            profile.lastName eq "Number1" or profile.lastName eq "Number2" | 2
            created gt "2000-01-01T00:00:00.000Z"                          | 25
            profile.lastName eq "' OR 1=1 --"                              | 0
            profile.login eq "%"                                           | 0
            """)
    @DisplayName("Abuse 110: a search finds whom it means, whatever case, and quotes are only text")
    void search(String expression, String count) {
        if (count.equals("-")) refused(400, "E0000031", admin.get(search(expression)));
        else
            assertEquals(
                    Integer.valueOf(count), list(admin.get(search(expression))).size());
    }

    @Test
    @DisplayName("Okta: a search is sorted as asked, and its cursor belongs to it")
    void sorted() {
        String query = search("profile.department eq \"Analysis\"") + "&sortBy=profile.lastName&limit=2&sortOrder=";
        var first = admin.get(query + "desc");
        assertEquals(
                List.of("Number4", "Number3"),
                list(first).stream()
                        .map(user -> under(user, "profile").get("lastName"))
                        .toList());
        String next = address(first.headers().allValues("link").getLast());
        assertEquals(Set.of("Number2", "Number1"), lastNames(admin.get(next)));
        refused(400, "E0000029", admin.get(next.replace("=desc", "=asc")));
        refused(400, "E0000031", admin.get(search("id pr") + "&sortBy=profile.unknown"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "MDAwMA", "' OR '1'='1", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    @DisplayName("Abuse 110: a cursor that is none of ours is refused")
    void forged(String cursor) {
        var response = admin.get(USERS + "?after=" + (cursor.equals("%00") ? cursor : Browser.encode(cursor)));
        assertEquals(400, response.statusCode(), response.body());
    }

    @Test
    @DisplayName("Okta: a filter compares exactly, and with a search together it is refused")
    void filter() {
        String filter = USERS + "?filter=";
        assertEquals(
                1,
                list(admin.get(filter + Browser.encode("profile.lastName eq \"Number7\"")))
                        .size());
        assertEquals(
                0,
                list(admin.get(filter + Browser.encode("profile.lastName eq \"number7\"")))
                        .size());
        assertEquals(
                3,
                list(admin.get(filter + Browser.encode("status eq \"DEPROVISIONED\"")))
                        .size());
        refused(400, "E0000031", admin.get(filter + Browser.encode("profile.department eq \"x\"")));
        refused(400, "E0000033", admin.get(filter + "x&search=y"));
        refused(400, "E0000030", admin.get(search("created gt \"today\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=1&fields=", "?q=person1&fields=", "/person10@example.org?fields="})
    @DisplayName("Okta: of users only the fields are shown that are asked for, and the id")
    void fields(String place) {
        var response = admin.get(USERS + place + Browser.encode("status, profile:(firstName,city)"));
        assertEquals(200, response.statusCode(), response.body());
        var user = response.body().startsWith("[") ? list(response).getFirst() : Admin.object(200, response);
        assertEquals(Set.of("id", "status", "profile"), user.keySet());
        assertEquals(Set.of("firstName"), under(user, "profile").keySet());
        var whole = admin.get(USERS + "/person10@example.org?fields=profile,type");
        assertEquals("Number10", under(Admin.object(200, whole), "profile").get("lastName"));
        assertEquals(
                400,
                admin.get(USERS + place + Browser.encode("profile:(firstName")).statusCode());
    }

    @Test
    @DisplayName("Okta: q finds by the beginnings of names and address, 10 without a link to more")
    void typed() {
        assertEquals(10, list(admin.get(USERS + "?q=person")).size());
        assertEquals(22, list(admin.get(USERS + "?q=PERSON&limit=50")).size());
        assertEquals(Set.of("Number7"), lastNames(admin.get(USERS + "?q=rene%20number7")));
        assertEquals(Set.of(), lastNames(admin.get(USERS + "?q=ada%20number7")));
        assertEquals(Set.of(), lastNames(admin.get(USERS + "?q=umber7")));
        assertFalse(admin.get(USERS + "?q=person")
                .headers()
                .allValues("link")
                .toString()
                .contains("next"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "x", "99999999999"})
    @DisplayName("Okta: a limit is a number above 0, and 200 at most")
    void limit(String limit) {
        assertEquals(400, admin.get(USERS + "?limit=" + limit).statusCode());
    }
}
