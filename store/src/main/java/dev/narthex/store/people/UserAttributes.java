package dev.narthex.store.people;

import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.search.Folding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The rows by which attributes of profiles are found. The few that have columns in `users` have no rows.
final class UserAttributes {
    private static final Set<String> IN_COLUMNS = Set.of("login", "email", "firstName", "lastName");

    private static final String INSERT = """
            INSERT INTO user_attributes (name, value, user_id) VALUES (:name, :value, :user) ON CONFLICT DO NOTHING
            """;

    private UserAttributes() {}

    record Row(String name, String value) {}

    /// Makes the rows of one profile those of another: only what differs is written.
    static void replace(Handle handle, String userId, Map<String, Object> before, Map<String, Object> after) {
        var old = rows(before);
        var fresh = rows(after);
        write(handle, userId, without(old, fresh), """
                DELETE FROM user_attributes WHERE name = :name AND value = :value AND user_id = :user
                """);
        write(handle, userId, without(fresh, old), INSERT);
    }

    /// The rows of people who have none yet.
    static void insert(Handle handle, List<NewUser> users) {
        var batch = handle.prepareBatch(INSERT);
        for (var user : users)
            rows(user.user().profile()).forEach(row -> add(batch, user.user().id(), row));
        if (batch.size() > 0) batch.execute();
    }

    private static void write(Handle handle, String userId, Set<Row> rows, String statement) {
        if (rows.isEmpty()) return;
        var batch = handle.prepareBatch(statement);
        rows.forEach(row -> add(batch, userId, row));
        batch.execute();
    }

    private static void add(PreparedBatch batch, String userId, Row row) {
        batch.bind("name", row.name())
                .bind("value", row.value())
                .bind("user", userId)
                .add();
    }

    private static Set<Row> without(Set<Row> rows, Set<Row> others) {
        var rest = new HashSet<>(rows);
        rest.removeAll(others);
        return rest;
    }

    /// For whoever may change the set.
    static Set<Row> rows(Map<String, Object> profile) {
        var rows = new HashSet<Row>();
        profile.forEach((name, value) -> {
            if (IN_COLUMNS.contains(name)) return;
            Folding.of(value).forEach(folded -> rows.add(new Row(name, folded)));
        });
        return rows;
    }
}
