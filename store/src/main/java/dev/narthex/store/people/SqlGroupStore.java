package dev.narthex.store.people;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Groups and memberships.
public final class SqlGroupStore implements GroupStore {
    private static final String SELECT = "SELECT g.id, g.name, g.description, g.built_in, g.created, g.last_updated,"
            + " COALESCE(g.last_membership_updated, g.created) AS last_membership_updated FROM groups g ";

    private final Database database;

    public SqlGroupStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Group> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE g.id = :id")
                .bind("id", id)
                .map((row, _) -> group(row))
                .findOne());
    }

    @Override
    public Optional<Group> byName(String name) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE g.name = :name")
                .bind("name", name)
                .map((row, _) -> group(row))
                .findOne());
    }

    @Override
    public Creation create(Group group) {
        return database.write(tx -> {
            int inserted = tx.handle()
                    .createUpdate("""
                            INSERT INTO groups (id, name, description, built_in, created, last_updated)
                            VALUES (:id, :name, :description, :builtIn, :created, :lastUpdated)
                            ON CONFLICT (name) DO NOTHING
                            """)
                    .bind("id", group.id())
                    .bind("name", group.name())
                    .bind("description", group.description().orElse(null))
                    .bind("builtIn", group.builtIn())
                    .bind("created", group.created().toEpochMilli())
                    .bind("lastUpdated", group.lastUpdated().toEpochMilli())
                    .execute();
            if (inserted == 0) {
                return new Creation.NameTaken();
            }
            tx.changed("group", group.id());
            return new Creation.Created();
        });
    }

    // In one statement, so that of two who want a name one is told that it is taken.
    @Override
    public Replacement replace(Group group) {
        return database.write(tx -> {
            int updated = tx.handle()
                    .createUpdate("""
                            UPDATE groups SET name = :name, description = :description, last_updated = :lastUpdated
                            WHERE id = :id
                              AND NOT EXISTS (SELECT 1 FROM groups other WHERE other.name = :name AND other.id <> :id)
                            """)
                    .bind("id", group.id())
                    .bind("name", group.name())
                    .bind("description", group.description().orElse(null))
                    .bind("lastUpdated", group.lastUpdated().toEpochMilli())
                    .execute();
            if (updated > 0) {
                tx.changed("group", group.id());
                return new Replacement.Replaced();
            }
            return isThere(tx.handle(), group.id()) ? new Replacement.NameTaken() : new Replacement.Gone();
        });
    }

    private static boolean isThere(Handle handle, String id) {
        return handle.createQuery("SELECT 1 FROM groups WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> row.getInt(1))
                .findOne()
                .isPresent();
    }

    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            tx.handle()
                    .createQuery("DELETE FROM app_groups WHERE group_id = :id RETURNING app_id")
                    .bind("id", id)
                    .map((row, _) -> row.getString("app_id"))
                    .forEach(app -> tx.changed("assignment", app));
            // Memberships go with the row. The group's change stands for those of its members, who may be millions.
            tx.changed("group", id);
            return tx.handle().execute("DELETE FROM groups WHERE id = ?", id) > 0;
        });
    }

    @Override
    public List<Group> page(Optional<String> afterId, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE g.id > :after ORDER BY g.id LIMIT :limit")
                .bind("after", Columns.after(afterId))
                .bind("limit", limit)
                .map((row, _) -> group(row))
                .list());
    }

    @Override
    public boolean addMember(String groupId, String userId, Instant now) {
        return membership(
                groupId,
                userId,
                now,
                "INSERT INTO memberships (user_id, group_id) VALUES (:user, :group) ON CONFLICT DO NOTHING");
    }

    @Override
    public boolean removeMember(String groupId, String userId, Instant now) {
        return membership(groupId, userId, now, "DELETE FROM memberships WHERE user_id = :user AND group_id = :group");
    }

    private boolean membership(String groupId, String userId, Instant now, String statement) {
        return database.write(tx -> {
            boolean changed = tx.handle()
                            .createUpdate(statement)
                            .bind("user", userId)
                            .bind("group", groupId)
                            .execute()
                    > 0;
            if (changed) {
                touch(tx.handle(), groupId, now);
                tx.changed("user", userId);
            }
            return changed;
        });
    }

    /// Notes that somebody came or went.
    static void touch(Handle handle, String groupId, Instant now) {
        handle.execute("UPDATE groups SET last_membership_updated = ? WHERE id = ?", now.toEpochMilli(), groupId);
    }

    @Override
    public List<Group> groupsOf(String userId) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        JOIN memberships m ON m.group_id = g.id WHERE m.user_id = :user ORDER BY g.id
                        """)
                .bind("user", userId)
                .map((row, _) -> group(row))
                .list());
    }

    @Override
    public List<String> members(String groupId, Optional<String> afterUserId, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT user_id FROM memberships WHERE group_id = :group AND user_id > :after
                        ORDER BY user_id LIMIT :limit
                        """)
                .bind("group", groupId)
                .bind("after", Columns.after(afterUserId))
                .bind("limit", limit)
                .map((row, _) -> row.getString("user_id"))
                .list());
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString("id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("description")),
                row.getBoolean("built_in"),
                Columns.instant(row, "created"),
                Columns.instant(row, "last_updated"),
                Columns.instant(row, "last_membership_updated"));
    }
}
