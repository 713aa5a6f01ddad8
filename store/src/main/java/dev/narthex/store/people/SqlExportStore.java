package dev.narthex.store.people;

import dev.narthex.imports.ExportStore;
import dev.narthex.password.StoredPassword;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Everybody with passwords and groups, in two statements a page.
public final class SqlExportStore implements ExportStore {
    private final Database database;

    public SqlExportStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Exported> page(Optional<String> afterId, int limit) {
        return database.read(handle -> {
            var found = handle.createQuery(UserRows.COLUMNS + """
                            , c.password FROM users u JOIN credentials c ON c.user_id = u.id
                            WHERE u.id > :after ORDER BY u.id LIMIT :limit
                            """)
                    .bind("after", Columns.after(afterId))
                    .bind("limit", limit)
                    .map((row, _) -> new Exported(
                            UserRows.user(row),
                            Optional.ofNullable(row.getString("password")).map(StoredPassword::new),
                            List.of()))
                    .list();
            return found.isEmpty() ? found : withGroups(handle, found);
        });
    }

    private static List<Exported> withGroups(Handle handle, List<Exported> page) {
        Map<String, List<String>> groups = new HashMap<>();
        handle.createQuery("""
                        SELECT m.user_id, g.name FROM memberships m JOIN groups g ON g.id = m.group_id
                        WHERE m.user_id >= :first AND m.user_id <= :last AND m.by_hand ORDER BY g.name
                        """)
                .bind("first", page.getFirst().user().id())
                .bind("last", page.getLast().user().id())
                .map((row, _) -> Map.entry(row.getString("user_id"), row.getString("name")))
                .forEach(each -> groups.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
        return page.stream()
                .map(each -> new Exported(
                        each.user(),
                        each.password(),
                        groups.getOrDefault(each.user().id(), List.of())))
                .toList();
    }

    @Override
    public long count() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM users")
                .mapTo(Long.class)
                .one());
    }
}
