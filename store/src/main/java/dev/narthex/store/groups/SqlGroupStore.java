package dev.narthex.store.groups;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.store.groups.RuleEnding.Membership;
import dev.narthex.store.people.Memberships;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Groups and memberships.
public final class SqlGroupStore implements GroupStore {
    private static final String SELECT = "SELECT g.id, g.name, g.description, g.built_in, g.created, g.last_updated,"
            + " COALESCE(g.last_membership_updated, g.created) AS last_membership_updated FROM groups g ";

    private final Database database;
    private final Placements placements;

    public SqlGroupStore(Database database, Placements placements) {
        this.database = database;
        this.placements = placements;
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
            boolean renamed =
                    name(tx.handle(), group.id()).filter(group.name()::equals).isEmpty();
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
                if (renamed) RuleRuns.lookAgain(tx, placements.active(), _ -> true, group.lastUpdated());
                return new Replacement.Replaced();
            }
            return name(tx.handle(), group.id()).isPresent() ? new Replacement.NameTaken() : new Replacement.Gone();
        });
    }

    private static Optional<String> name(Handle handle, String id) {
        return handle.createQuery("SELECT name FROM groups WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public boolean delete(String id, Instant now) {
        return database.write(tx -> {
            RuleEnding.invalidate(tx, placements, id, now);
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
        return database.write(tx -> {
            var kept = placements.keep(tx, userId);
            var handle = tx.handle();
            boolean added = membership(handle, groupId, userId, """
                    INSERT INTO memberships (user_id, group_id) VALUES (:user, :group) ON CONFLICT DO NOTHING
                    """);
            if (added) moved(tx, groupId, userId, now);
            // Whom a rule has put there stays, too, when the rule no longer holds.
            else membership(handle, groupId, userId, """
                    UPDATE memberships SET by_hand = TRUE WHERE user_id = :user AND group_id = :group AND NOT by_hand
                    """);
            placements.regroup(tx, kept, now);
            return added;
        });
    }

    @Override
    public boolean removeMember(String groupId, String userId, Instant now) {
        return database.write(tx -> {
            var kept = placements.keep(tx, userId);
            boolean excluded = RuleEnding.exclude(tx, placements, new Membership(userId, groupId), now);
            boolean removed = membership(
                    tx.handle(),
                    groupId,
                    userId,
                    "DELETE FROM memberships WHERE user_id = :user AND group_id = :group");
            if (removed) moved(tx, groupId, userId, now);
            // A rule that does not concern them any more may have given other groups, too.
            if (excluded) kept.ifPresent(user -> placements.place(tx, List.of(user), now));
            else placements.regroup(tx, kept, now);
            return removed;
        });
    }

    private static boolean membership(Handle handle, String groupId, String userId, String statement) {
        return handle.createUpdate(statement)
                        .bind("user", userId)
                        .bind("group", groupId)
                        .execute()
                > 0;
    }

    private static void moved(Tx tx, String groupId, String userId, Instant now) {
        Memberships.touch(tx.handle(), groupId, now);
        tx.changed("user", userId);
    }

    @Override
    public Map<String, Stats> stats(List<String> ids) {
        if (ids.isEmpty()) return Map.of();
        return database.read(handle -> handle.createQuery("""
                        SELECT g.id,
                               CASE WHEN g.built_in THEN (SELECT COUNT(*) FROM users WHERE status <> 'DEPROVISIONED')
                                    ELSE (SELECT COUNT(*) FROM memberships m WHERE m.group_id = g.id) END AS people,
                               (SELECT COUNT(*) FROM app_groups a WHERE a.group_id = g.id) AS apps
                        FROM groups g WHERE g.id IN (<ids>)
                        """)
                .bindList("ids", ids)
                .map((row, _) -> Map.entry(row.getString("id"), new Stats(row.getLong("people"), row.getLong("apps"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
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
