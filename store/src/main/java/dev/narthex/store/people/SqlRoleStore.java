package dev.narthex.store.people;

import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.roles.RoleStore;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Who holds which roles.
public final class SqlRoleStore implements RoleStore {
    private final Database database;

    public SqlRoleStore(Database database) {
        this.database = database;
    }

    @Override
    public List<RoleAssignment> of(String userId) {
        return database
                .read(handle -> handle.createQuery(
                                "SELECT id, user_id, role, created FROM user_roles WHERE user_id = :user")
                        .bind("user", userId)
                        .map((row, _) -> new RoleAssignment(
                                row.getString("id"),
                                row.getString("user_id"),
                                Role.valueOf(row.getString("role")),
                                Instant.ofEpochMilli(row.getLong("created"))))
                        .list())
                .stream()
                .sorted(Comparator.comparing(RoleAssignment::role))
                .toList();
    }

    @Override
    public Assignment assign(RoleAssignment assignment) {
        return database.write(tx -> {
            int inserted = tx.handle()
                    .createUpdate("""
                            INSERT INTO user_roles (user_id, role, id, created)
                            SELECT u.id, :role, :id, :created FROM users u WHERE u.id = :user
                            ON CONFLICT (user_id, role) DO NOTHING
                            """)
                    .bind("user", assignment.userId())
                    .bind("role", assignment.role().name())
                    .bind("id", assignment.id())
                    .bind("created", assignment.created().toEpochMilli())
                    .execute();
            if (inserted > 0) return new Assignment.Assigned();
            return isThere(tx, assignment.userId()) ? new Assignment.Held() : new Assignment.Nobody();
        });
    }

    private static boolean isThere(Tx tx, String userId) {
        return tx.handle()
                .createQuery("SELECT 1 FROM users WHERE id = :user")
                .bind("user", userId)
                .map((row, _) -> row.getInt(1))
                .findOne()
                .isPresent();
    }

    @Override
    public boolean remove(String userId, String assignmentId) {
        return database.write(tx ->
                tx.handle().execute("DELETE FROM user_roles WHERE user_id = ? AND id = ?", userId, assignmentId) > 0);
    }
}
