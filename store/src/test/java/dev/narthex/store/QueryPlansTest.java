package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.store.database.DatabaseUrl;
import dev.narthex.store.database.PostgresForTests;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Change;
import dev.narthex.users.UserStore.Ends;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.SearchLanguage;
import dev.narthex.users.search.SearchParser;
import dev.narthex.users.search.SearchParser.Parsed;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserQuery.Sort;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No question about people reads a whole table of PostgreSQL, however it is asked.
///
/// Small tables are read as a whole because that is fastest, so the planner is told to do so only where no index helps;
/// what it did then, the server's own counters say. With `-Dnarthex.plans.people=200000` it is told nothing, and
/// nothing
/// large may be read.
final class QueryPlansTest {
    private static final Optional<Integer> ASKED = Optional.ofNullable(Integer.getInteger("narthex.plans.people"));
    private static final int PEOPLE = ASKED.orElse(500);
    /// As many rows as two probes may read.
    private static final int FEW = 5_000;

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UserSchema SCHEMA = UserSchema.initial(NOW)
            .with(
                    List.of(
                            new Attribute("badge", false, Map.of("type", "integer")),
                            new Attribute("tags", false, Map.of("type", "array", "items", Map.of("type", "string")))),
                    List.of(),
                    NOW);
    private static String url;

    @BeforeAll
    static void fill() throws SQLException {
        url = PostgresForTests.freshDatabase();
        Storage.open(url, new Random(1)).close();
        try (var connection = connection();
                var sql = connection.createStatement()) {
            sql.execute("""
                    INSERT INTO users (id, login, status, profile, email, first_name, last_name, version, created,
                                       last_updated, status_changed, activated)
                    SELECT '00u' || lpad(i::text, 17, '0'), 'person' || i || '@example.org',
                           CASE WHEN i %% 100 = 0 THEN 'SUSPENDED' WHEN i %% 20 = 1 THEN 'DEPROVISIONED' ELSE 'ACTIVE' END,
                           '{"login":"person' || i || '@example.org","email":"person' || i || '@example.org",'
                               || '"firstName":"First' || i %% 1000 || '","lastName":"Last' || i %% 5000 || '",'
                               || '"department":"Dep' || i %% 50 || '","badge":' || i || ',"tags":["t' || i %% 7 || '"]}',
                           'person' || i || '@example.org', 'first' || i %% 1000, 'last' || i %% 5000, 1,
                           1760000000000 + i, 1760000000000 + i * 3, 1760000000000 + i * 2,
                           CASE WHEN i %% 3 > 0 THEN 1760000000000 + i END
                    FROM generate_series(1, %d) i""".formatted(PEOPLE));
            sql.execute("INSERT INTO credentials (user_id) SELECT id FROM users");
            sql.execute("""
                    INSERT INTO user_attributes (name, value, user_id)
                    SELECT 'department', 'dep' || (i % 50), id FROM (SELECT id, substr(id, 4)::int i FROM users) u""");
            sql.execute("""
                    INSERT INTO user_attributes (name, value, user_id)
                    SELECT 'tags', 't' || (i % 7), id FROM (SELECT id, substr(id, 4)::int i FROM users) u""");
            sql.execute("""
                    INSERT INTO user_attributes (name, value, user_id)
                    SELECT 'badge', 'c0' || lpad(i::text, 14, '0'), id
                    FROM (SELECT id, substr(id, 4)::int i FROM users) u""");
            sql.execute("ANALYZE");
            String name = url.substring(url.lastIndexOf('/') + 1);
            if (ASKED.isEmpty()) sql.execute("ALTER DATABASE " + name + " SET enable_seqscan = off");
        }
    }

    private static Connection connection() throws SQLException {
        var place = (DatabaseUrl.Postgresql) DatabaseUrl.parse(url);
        return DriverManager.getConnection(place.jdbc(), place.user(), place.password());
    }

    interface Work {
        void with(Storage storage);
    }

    /// What is read as a whole by nodes that do this, table by table. A node that opens and closes reads some anyway.
    private static Map<String, Long> scans(Work work) throws SQLException {
        reset();
        try (var storage = Storage.open(url, new Random(1))) {
            work.with(storage);
        }
        var scans = new TreeMap<String, Long>();
        // The counters of a connection are complete when it is closed, and its process gone.
        try (var connection = connection();
                var sql = connection.createStatement()) {
            while (others(connection) > 0) Thread.onSpinWait();
            try (var rows =
                    sql.executeQuery("""
                    SELECT relname, seq_scan FROM pg_stat_user_tables
                    WHERE %s AND relname NOT IN ('flyway_schema_history', 'changes')""".formatted(ASKED.isEmpty() ? "seq_scan > 0" : "seq_tup_read > " + FEW))) {
                while (rows.next()) scans.put(rows.getString(1), rows.getLong(2));
            }
        }
        return scans;
    }

    private static int others(Connection connection) throws SQLException {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery("""
                        SELECT COUNT(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()""")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void reset() throws SQLException {
        try (var connection = connection();
                var sql = connection.createStatement()) {
            sql.execute("SELECT pg_stat_reset()");
        }
    }

    private static void nothingWhole(Work work) throws SQLException {
        assertEquals(Map.of(), scans(work), "tables that were read as a whole");
    }

    private static String id(int i) {
        return "00u%017d".formatted(i);
    }

    private static UserQuery query(Optional<Matching> where, Optional<Sort> sort, Optional<Position> after) {
        return new UserQuery(where, false, sort, after, 200, NOW);
    }

    private static Optional<Matching> matching(String text) {
        var parsed = (Parsed.Read) SearchParser.parse(text, new SearchLanguage(SCHEMA, true));
        return Optional.of(new Matching(parsed.condition(), Matching.Sense.MARKED, "oty1"));
    }

    /// A page, and those after it as far as three go.
    private static void pages(Storage storage, Optional<Matching> where, Optional<Sort> sort) {
        Optional<Position> after = Optional.empty();
        for (int page = 0; page < 3; page++) {
            after = storage.userSearch().find(query(where, sort, after)).next();
            if (after.isEmpty()) return;
        }
    }

    @Test
    @DisplayName("A read of a whole table is counted here: this test can fail")
    void canary() throws SQLException {
        assertEquals(
                Set.of("users"),
                scans(storage -> {
                            try (var connection = connection();
                                    var sql = connection.createStatement()) {
                                sql.execute("SELECT COUNT(*) FROM users WHERE profile LIKE '%nobody%'");
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .keySet());
    }

    @Test
    @DisplayName("B3: people are looked up by indexes")
    void lookups() throws SQLException {
        nothingWhole(storage -> {
            var users = storage.users();
            users.byId(id(7));
            users.byLogin(Login.of("person7@example.org"));
            users.byIds(List.of(id(7), id(8)));
            users.byLoginPrefix(Login.of("person7@"), 2);
            users.page(Optional.of(id(7)), 200);
            users.password(id(7));
            users.answer(id(7));
            users.formerPasswords(id(7), 5);
            storage.groups().groupsOf(id(7));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id eq \"00u00000000000000007\"",
                "status eq \"SUSPENDED\"",
                "status eq \"ACTIVE\"",
                "status eq \"LOCKED_OUT\"",
                "(status lt \"STAGED\" or status gt \"STAGED\")",
                "lastUpdated gt \"2025-10-09T08:53:20.000Z\"",
                "created lt \"2025-10-09T08:53:21.000Z\"",
                "activated ge \"2025-10-09T08:53:20.000Z\" and statusChanged lt \"2025-10-09T08:53:20.500Z\"",
                "activated pr",
                "profile.login eq \"person7@example.org\"",
                "profile.email sw \"person7\"",
                "profile.email co \"son77\"",
                "profile.firstName eq \"first7\" and profile.lastName eq \"last7\"",
                "profile.lastName gt \"last9\"",
                "profile.department eq \"dep7\"",
                "profile.department eq \"nobody\"",
                "profile.department sw \"dep\"",
                "profile.department pr",
                "profile.tags eq \"t3\" and status eq \"ACTIVE\"",
                "profile.badge ge 7 and profile.badge lt 9",
                "profile.nickName pr",
                "profile.department eq \"dep7\" or profile.lastName sw \"last77\" or id eq \"00u00000000000000009\"",
                "type.id eq \"oty1\""
            })
    @DisplayName("Abuse 110: whatever is searched, no table is read as a whole")
    void searches(String text) throws SQLException {
        nothingWhole(storage -> pages(storage, matching(text), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "id, true",
        "status, false",
        "created, true",
        "activated, false",
        "activated, true",
        "lastUpdated, false",
        "profile.login, false",
        "profile.email, true",
        "profile.lastName, false",
        "profile.lastName, true",
        "profile.department, false",
        "profile.department, true",
        "profile.nickName, false"
    })
    @DisplayName("Abuse 110: however a list is sorted, no table is read as a whole")
    void sorts(String name, boolean descending) throws SQLException {
        var sort = Optional.of(name)
                .filter(it -> !it.isEmpty())
                .flatMap(new SearchLanguage(SCHEMA, true)::sortable)
                .map(property -> new Sort(property, descending));
        nothingWhole(storage -> {
            pages(storage, Optional.empty(), sort);
            pages(storage, matching("profile.firstName co \"99\""), sort);
        });
    }

    @Test
    @DisplayName("B1: people come, change and go without a table being read as a whole")
    void changes() throws SQLException {
        nothingWhole(storage -> {
            var user = new User(
                    "00uchanging0000000000",
                    User.Status.ACTIVE,
                    Map.of("login", "changing@example.org", "nickName", "Countess", "tags", List.of("a", "b")),
                    new User.Times(NOW, NOW, NOW, Optional.empty(), Optional.empty(), Optional.empty()),
                    1);
            storage.users().create(new NewUser(user, Optional.empty(), Set.of()));
            var profile = new HashMap<>(user.profile());
            profile.put("nickName", "Ada");
            profile.remove("tags");
            storage.users().replace(user.with(profile, NOW));
            var next = storage.users().byId(user.id()).orElseThrow().in(User.Status.DEPROVISIONED, NOW);
            storage.users().change(Change.of(next).ending(Ends.SESSIONS_AND_ASSIGNMENTS));
            storage.users().delete(user.id());
            var ids = new ArrayList<String>();
            storage.users().page(Optional.empty(), 2).forEach(it -> ids.add(it.id()));
        });
    }
}
