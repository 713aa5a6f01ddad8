package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.users.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The System Log by the management API.
class LogsApiTest {
    private static final String LOGS = "/api/v1/logs";
    private static TestServer idp;
    private static Admin admin;
    private static User ada;
    private static User bob;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        ada = idp.fixture.user("ada@example.org");
        bob = idp.fixture.user("bob@example.org");
        signIn(ada, Fixture.PASSWORD);
        signIn(bob, Fixture.PASSWORD);
        signIn(bob, "wrong");
        idp.clock.advance(Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    /// Each event at a time of its own.
    private static void signIn(User user, String password) {
        idp.clock.advance(Duration.ofMillis(5));
        var ask = Ask.of(idp.fixture.app());
        idp.browser().signIn(ask.url(), user.login(), password);
    }

    private static List<Map<String, Object>> found(String query) {
        return Admin.list(admin.get(LOGS + query));
    }

    private static List<Map<String, Object>> filtered(String filter) {
        return found("?filter=" + Browser.encode(filter));
    }

    private static Optional<String> link(HttpResponse<String> response, String relation) {
        return response.headers().allValues("link").stream()
                .filter(link -> link.endsWith("rel=\"" + relation + "\""))
                .map(link -> link.substring(1, link.indexOf('>')))
                .findFirst();
    }

    @Test
    @DisplayName("Okta: events are listed oldest first, each whole, as the published description says")
    void shape() {
        var events = found("");
        assertTrue(events.size() > 4);
        events.forEach(event -> PublishedSchemas.management("LogEvent", event));
        var times =
                events.stream().map(event -> (String) event.get("published")).toList();
        assertEquals(times.stream().sorted().toList(), times);
        var start = filtered("eventType eq \"user.session.start\" and outcome.result eq \"SUCCESS\"")
                .getFirst();
        assertEquals(ada.id(), Admin.at(start, "actor", "id"));
        assertEquals("User", Admin.at(start, "actor", "type"));
        assertEquals("ada@example.org", Admin.at(start, "actor", "alternateId"));
        assertEquals("0", start.get("version"));
        assertEquals("127.0.0.1", Admin.at(start, "client", "ipAddress"));
        assertEquals("WEB", Admin.at(start, "transaction", "type"));
        assertTrue(Admin.at(start, "debugContext", "debugData", "requestUri")
                .toString()
                .startsWith("/login"));
        assertTrue(start.get("uuid").toString().matches("[0-9a-f-]{36}"));
        assertEquals(start, filtered("uuid eq \"" + start.get("uuid") + "\"").getFirst());
    }

    @Test
    @DisplayName("Okta: pages follow each other by the next link, and none comes twice, in both orders")
    void pages() {
        for (String order : List.of("ASCENDING", "DESCENDING")) {
            var all = found("?until=2027-01-01&sortOrder=" + order);
            var gathered = new ArrayList<Map<String, Object>>();
            String next = LOGS + "?limit=2&until=2027-01-01&sortOrder=" + order;
            for (Optional<String> link = Optional.of(next); link.isPresent(); ) {
                var page = admin.get(link.get());
                assertTrue(Admin.list(page).size() <= 2);
                gathered.addAll(Admin.list(page));
                link = link(page, "next");
            }
            assertEquals(all, gathered, order);
        }
        assertEquals(found("?until=2027-01-01").reversed(), found("?until=2027-01-01&sortOrder=DESCENDING"));
    }

    @Test
    @DisplayName("Okta: who polls always has a next link, and gets by it what has happened since, once")
    void polling() {
        try (var other = TestServer.fresh()) {
            var there = new Admin(other);
            var first = there.get(LOGS);
            assertEquals(List.of(), Admin.list(first));
            String next = link(first, "next").orElseThrow();
            Admin.object(201, there.post("/api/v1/authorizationServers/default/scopes", Map.of("name", "one")));
            assertEquals(List.of(), Admin.list(there.get(next)), "what was dated just now may not be whole");
            other.clock.advance(Duration.ofMillis(1100));
            var second = there.get(next);
            assertEquals("oauth2.scope.created", Admin.list(second).getFirst().get("eventType"));
            var third = there.get(link(second, "next").orElseThrow());
            assertEquals(List.of(), Admin.list(third));
            Admin.object(201, there.post("/api/v1/authorizationServers/default/scopes", Map.of("name", "two")));
            other.clock.advance(Duration.ofMillis(1100));
            var fourth = there.get(link(third, "next").orElseThrow());
            assertEquals(1, Admin.list(fourth).size());
            assertFalse(link(there.get(LOGS + "?until=2027-01-01"), "next").isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eventType eq "user.session.start"                                            | 3
            eventType sw "user.session" and outcome.result eq "FAILURE"                  | 1
            eventType eq "user.session.start" and outcome.result ne "SUCCESS"            | 1
            eventType eq "user.session.start" and not (outcome.result eq "FAILURE")      | 2
            actor.alternateId eq "ADA@example.org" and eventType co "session"            | 1
            (actor.alternateId eq "ada@example.org" or actor.alternateId sw "bob") and eventType eq "user.session.start" | 3
            eventType eq "user.session.start" and published gt "2026-01-15T10:00:00.005Z" | 2
            eventType eq "user.session.start" and published le "2026-01-15T10:00:00.005Z" | 1
            eventType eq "user.session.start" and published ge "2027-01-01"              | 0
            eventType eq "user.session.start" and outcome.reason pr                      | 1
            target.type eq "Nothing"                                                     | 0
            eventType ew ".start" and client.ipAddress eq "127.0.0.1"                    | 3
            """)
    @DisplayName("RFC 7644 §3.4.2.2: events are filtered by what they have, part by part")
    void filters(String filter, int count) {
        assertEquals(count, filtered(filter).size());
    }

    @Test
    @DisplayName("Okta: an event has to have every word that is looked for, anywhere, without regard to case")
    void keywords() {
        var all = found("");
        assertTrue(found("?q=BOB%40example.org").size() > 1);
        assertTrue(found("?q=BOB%40example.org").size() < all.size());
        assertEquals(1, found("?q=bob%40example.org+INVALID_CREDENTIALS").size());
        assertEquals(List.of(), found("?q=nobody+bob"));
    }

    @Test
    @DisplayName("Okta: since and until bound what is listed")
    void span() {
        assertEquals(List.of(), found("?since=2026-01-01&until=2026-01-02"));
        assertEquals(found(""), found("?since=2026-01-15T11:00:00.000%2B01:00"));
        assertEquals(List.of(), found("?since=2026-01-16"));
        assertEquals(0, found("?limit=0").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=yesterday",
                "until=2026-13-01",
                "since=2026-01-02&until=2026-01-01",
                "limit=-1",
                "limit=many",
                "sortOrder=SIDEWAYS",
                "q=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "q=1+2+3+4+5+6+7+8+9+10+11",
                "filter=eventType",
                "filter=eventType+eq",
                "filter=eventType+eq+user",
                "filter=eventType+is+%22x%22",
                "filter=colour+eq+%22x%22",
                "filter=(eventType+eq+%22x%22",
                "filter=eventType+eq+%22x%22+severity+eq+%22y%22",
                "filter=eventType+eq+%22x",
                "filter=%F0%9F%98%80"
            })
    @DisplayName("Okta: a question that is not understood is 400 E0000001, and says which part")
    void faults(String query) {
        var causes = Admin.refused(400, "E0000001", admin.get(LOGS + "?" + query));
        assertEquals(1, causes.size());
        assertTrue(
                query.contains(causes.getFirst().substring(0, causes.getFirst().indexOf(':')) + "="),
                causes.toString());
    }

    @Test
    @DisplayName("A filter that is nested without end is refused, and costs next to nothing")
    void nested() {
        String deep = "not ".repeat(300) + "eventType eq \"x\"";
        Admin.refused(400, "E0000001", admin.get(LOGS + "?filter=" + Browser.encode(deep)));
        String wide = "(".repeat(600);
        Admin.refused(400, "E0000001", admin.get(LOGS + "?filter=" + Browser.encode(wide)));
    }

    @Test
    @DisplayName("Abuse 109: without a token nobody reads the log")
    void stranger() {
        Admin.refused(401, "E0000011", new Admin(idp, "").get(LOGS));
    }

    @Test
    @DisplayName("Okta: events are kept for 90 days")
    void retention() {
        try (var other = TestServer.fresh()) {
            var there = new Admin(other);
            Admin.object(201, there.post("/api/v1/authorizationServers/default/scopes", Map.of("name", "old")));
            other.clock.advance(Duration.ofDays(89));
            other.maintain();
            assertEquals(1, Admin.list(there.get(LOGS + "?since=2026-01-01")).size());
            other.clock.advance(Duration.ofDays(2));
            other.maintain();
            assertEquals(0, Admin.list(there.get(LOGS + "?since=2026-01-01")).size());
        }
    }
}
