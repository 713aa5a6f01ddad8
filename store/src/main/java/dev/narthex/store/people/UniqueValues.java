package dev.narthex.store.people;

import dev.narthex.store.people.UserAttributes.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The values that one person takes of attributes that no two people share. Each is taken in one statement, so that of
/// two who want it at once, on whatever node, one gets it.
final class UniqueValues {
    /// In one order, so that two transactions never wait for each other.
    private static final Comparator<Row> ORDER = Comparator.comparing(Row::name).thenComparing(Row::value);

    private final Handle handle;
    private final String userId;
    private final Set<String> names;
    private final List<Row> taken = new ArrayList<>();

    /// @param names of the attributes, as [#names] read them in the same transaction
    UniqueValues(Handle handle, String userId, Set<String> names) {
        this.handle = handle;
        this.userId = userId;
        this.names = names;
    }

    static Set<String> names(Handle handle) {
        return new HashSet<>(handle.createQuery("SELECT name FROM unique_attributes")
                .map((row, _) -> row.getString("name"))
                .list());
    }

    /// Says which attributes have values that no two people share. What is known of others is forgotten later.
    static void declare(Handle handle, Set<String> names) {
        handle.execute("DELETE FROM unique_attributes");
        names.forEach(name -> handle.execute("INSERT INTO unique_attributes (name) VALUES (?)", name));
    }

    /// Takes what `after` has beyond `before`. Answers with an attribute whose value somebody else has; then nothing
    /// was taken.
    Optional<String> take(Map<String, Object> before, Map<String, Object> after) {
        for (Row row : beyond(before, after)) {
            int inserted = handle.createUpdate("""
                            INSERT INTO unique_values (name, value, user_id) VALUES (:name, :value, :user)
                            ON CONFLICT (name, value) DO NOTHING
                            """)
                    .bind("name", row.name())
                    .bind("value", row.value())
                    .bind("user", userId)
                    .execute();
            if (inserted > 0) {
                taken.add(row);
            } else if (!isOurs(row)) {
                giveBack();
                return Optional.of(row.name());
            }
        }
        return Optional.empty();
    }

    /// An attribute whose value somebody else has. Takes nothing.
    Optional<String> inTheWay(Map<String, Object> profile) {
        return beyond(Map.of(), profile).stream()
                .filter(row -> handle.createQuery("SELECT 1 FROM unique_values WHERE name = :name AND value = :value")
                        .bind("name", row.name())
                        .bind("value", row.value())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent())
                .map(Row::name)
                .findFirst();
    }

    private boolean isOurs(Row row) {
        return handle.createQuery("SELECT user_id FROM unique_values WHERE name = :name AND value = :value")
                .bind("name", row.name())
                .bind("value", row.value())
                .map((it, _) -> it.getString("user_id"))
                .findOne()
                .filter(userId::equals)
                .isPresent();
    }

    /// Undoes [#take]: the profile was not written after all.
    void giveBack() {
        taken.forEach(this::leave);
        taken.clear();
    }

    /// Leaves to others what `before` has beyond `after`.
    void leave(Map<String, Object> before, Map<String, Object> after) {
        beyond(after, before).forEach(this::leave);
    }

    private void leave(Row row) {
        handle.execute(
                "DELETE FROM unique_values WHERE name = ? AND value = ? AND user_id = ?",
                row.name(),
                row.value(),
                userId);
    }

    private List<Row> beyond(Map<String, Object> less, Map<String, Object> more) {
        if (names.isEmpty()) return List.of();
        var rows = UserAttributes.rows(more);
        rows.removeAll(UserAttributes.rows(less));
        return rows.stream()
                .filter(row -> names.contains(row.name()))
                .sorted(ORDER)
                .toList();
    }
}
