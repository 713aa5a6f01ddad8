package dev.narthex.store.people;

import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.users.schema.ProfileUpkeep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Walks through all people in the order of their ids. A profile is locked before it is read, so that whoever
/// changes it at the same time comes before or after.
public final class SqlProfileUpkeep implements ProfileUpkeep {
    private static final int PEOPLE = 250;
    private static final int VALUES = 1_000;
    private static final String ROWS = "rows";
    private static final String REMOVE = "remove ";

    private final Database database;
    private final Placing placing;

    public SqlProfileUpkeep(Database database, Placing placing) {
        this.database = database;
        this.placing = placing;
    }

    private record Task(String name, String after) {}

    /// Attributes that were taken out of the schema are to be taken out of all profiles.
    static void remove(Handle handle, Set<String> attributes) {
        attributes.forEach(attribute -> handle.execute(
                "INSERT INTO profile_upkeep (task, after_id) VALUES (?, '') ON CONFLICT (task) DO NOTHING",
                REMOVE + attribute));
    }

    @Override
    public Set<String> leaving() {
        return database.read(handle ->
                handle.createQuery("SELECT task FROM profile_upkeep").map((row, _) -> row.getString("task")).stream()
                        .filter(task -> task.startsWith(REMOVE))
                        .map(task -> task.substring(REMOVE.length()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public boolean advance() {
        // Asked every second: nothing is written where there is nothing to do.
        return database.read(SqlProfileUpkeep::next).isPresent()
                && database.write(tx -> {
                    next(tx.handle()).ifPresent(task -> step(tx, task));
                    return true;
                });
    }

    private static Optional<Task> next(Handle handle) {
        return handle.createQuery("SELECT task, after_id FROM profile_upkeep ORDER BY task LIMIT 1")
                .map((row, _) -> new Task(row.getString("task"), row.getString("after_id")))
                .findOne();
    }

    private void step(Tx tx, Task task) {
        Handle handle = tx.handle();
        var ids = handle.createQuery("SELECT id FROM users WHERE id > :after ORDER BY id LIMIT :most")
                .bind("after", task.after())
                .bind("most", PEOPLE)
                .map((row, _) -> row.getString("id"))
                .list();
        if (ids.isEmpty()) {
            finish(tx, task);
        } else if (isNext(handle, task, ids.getLast())) {
            if (task.name().equals(ROWS)) ids.forEach(id -> writeRows(handle, id));
            else takeOut(tx, task.name().substring(REMOVE.length()), ids);
        }
    }

    /// Of two nodes that want to do the same step, one does it.
    private static boolean isNext(Handle handle, Task task, String last) {
        return handle.createUpdate("""
                        UPDATE profile_upkeep SET after_id = :last WHERE task = :task AND after_id = :after
                        """)
                        .bind("last", last)
                        .bind("task", task.name())
                        .bind("after", task.after())
                        .execute()
                > 0;
    }

    /// What is left of values are those of people who are gone.
    private void finish(Tx tx, Task task) {
        Handle handle = tx.handle();
        if (task.name().startsWith(REMOVE)) {
            int left = handle.createUpdate("""
                            DELETE FROM unique_values WHERE name = :name AND value IN (
                                SELECT value FROM unique_values WHERE name = :name LIMIT :most)
                            """)
                    .bind("name", task.name().substring(REMOVE.length()))
                    .bind("most", VALUES)
                    .execute();
            if (left == VALUES) return;
            placing.forget(tx, task.name().substring(REMOVE.length()));
        }
        handle.execute("DELETE FROM profile_upkeep WHERE task = ?", task.name());
    }

    private static void writeRows(Handle handle, String id) {
        UserAttributes.replace(handle, id, Map.of(), locked(handle, id));
    }

    private static void takeOut(Tx tx, String attribute, List<String> ids) {
        var names = Set.of(attribute);
        for (String id : having(tx.handle(), attribute, ids)) {
            var before = locked(tx.handle(), id);
            var after = new LinkedHashMap<>(before);
            after.remove(attribute);
            UserRows.setProfile(tx.handle(), id, after);
            UserAttributes.replace(tx.handle(), id, before, after);
            new UniqueValues(tx.handle(), id, names).leave(before, after);
            tx.changed("user", id);
        }
    }

    private static List<String> having(Handle handle, String attribute, List<String> ids) {
        return UserRows.inOrder(handle, ids).stream()
                .filter(user -> user.profile().containsKey(attribute))
                .map(user -> user.id())
                .toList();
    }

    private static Map<String, Object> locked(Handle handle, String id) {
        handle.execute("UPDATE users SET version = version WHERE id = ?", id);
        return UserRows.profile(handle, id);
    }
}
