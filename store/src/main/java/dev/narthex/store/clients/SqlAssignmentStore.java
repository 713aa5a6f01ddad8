package dev.narthex.store.clients;

import dev.narthex.apps.AppGroup;
import dev.narthex.apps.AppUser;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.http.Json;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept about each assignment. Rows that only say that somebody is assigned have the app's time.
public final class SqlAssignmentStore implements AssignmentStore {
    private static final String TOPIC = "assignment";

    /// Of each kind no more rows than the page needs, so that large groups cost no more than small ones.
    private static final String PAGE_OF_USERS = """
            SELECT page.user_id, a.app_id AS direct, a.user_name, a.profile, a.created, a.last_updated,
                p.created AS app_created
            FROM (
                SELECT user_id FROM (
                    SELECT user_id FROM app_users WHERE app_id = :app AND user_id > :after
                    ORDER BY user_id LIMIT :limit) direct
                UNION
                SELECT user_id FROM (
                    SELECT DISTINCT m.user_id FROM app_groups g JOIN memberships m ON m.group_id = g.group_id
                    WHERE g.app_id = :app AND m.user_id > :after ORDER BY m.user_id LIMIT :limit) by_group
                ORDER BY user_id LIMIT :limit) page
            JOIN apps p ON p.id = :app
            LEFT JOIN app_users a ON a.app_id = :app AND a.user_id = page.user_id
            ORDER BY page.user_id
            """;

    private static final String ONE_USER = """
            SELECT :user AS user_id, a.app_id AS direct, a.user_name, a.profile, a.created, a.last_updated,
                p.created AS app_created
            FROM apps p LEFT JOIN app_users a ON a.app_id = p.id AND a.user_id = :user
            WHERE p.id = :app AND (a.user_id IS NOT NULL OR EXISTS (
                SELECT 1 FROM app_groups g JOIN memberships m ON m.group_id = g.group_id
                WHERE g.app_id = :app AND m.user_id = :user))
            """;

    private static final String GROUPS = """
            SELECT g.group_id, g.priority, g.profile, g.last_updated, p.created AS app_created
            FROM app_groups g JOIN apps p ON p.id = g.app_id WHERE g.app_id = :app
            """;

    private final Database database;

    public SqlAssignmentStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean assign(String appId, AppUser user) {
        return written(appId, user, """
                INSERT INTO app_users (app_id, user_id, user_name, profile, created, last_updated)
                VALUES (:app, :user, :userName, :profile, :created, :lastUpdated)
                ON CONFLICT (app_id, user_id) DO NOTHING
                """);
    }

    @Override
    public boolean update(String appId, AppUser user) {
        return written(appId, user, """
                UPDATE app_users
                SET user_name = :userName, profile = :profile, created = :created, last_updated = :lastUpdated
                WHERE app_id = :app AND user_id = :user
                """);
    }

    private boolean written(String appId, AppUser user, String statement) {
        return database.write(tx -> {
            tx.changed(TOPIC, appId);
            return tx.handle()
                            .createUpdate(statement)
                            .bind("app", appId)
                            .bind("user", user.userId())
                            .bind("userName", user.userName())
                            .bind("profile", Json.text(user.profile()))
                            .bind("created", user.created().toEpochMilli())
                            .bind("lastUpdated", user.lastUpdated().toEpochMilli())
                            .execute()
                    > 0;
        });
    }

    @Override
    public Optional<AppUser> user(String appId, String userId) {
        return database.read(handle -> handle.createQuery(ONE_USER)
                .bind("app", appId)
                .bind("user", userId)
                .map((row, _) -> user(row))
                .findOne());
    }

    @Override
    public List<AppUser> users(String appId, Optional<String> afterUserId, int limit) {
        return database.read(handle -> handle.createQuery(PAGE_OF_USERS)
                .bind("app", appId)
                .bind("after", Columns.after(afterUserId))
                .bind("limit", limit)
                .map((row, _) -> user(row))
                .list());
    }

    @Override
    public void assign(String appId, AppGroup group) {
        database.write(tx -> {
            tx.changed(TOPIC, appId);
            return tx.handle()
                    .createUpdate("""
                            INSERT INTO app_groups (app_id, group_id, priority, profile, last_updated)
                            VALUES (:app, :group, :priority, :profile, :lastUpdated)
                            ON CONFLICT (app_id, group_id) DO UPDATE
                            SET priority = :priority, profile = :profile, last_updated = :lastUpdated
                            """)
                    .bind("app", appId)
                    .bind("group", group.groupId())
                    .bind("priority", group.priority())
                    .bind("profile", Json.text(group.profile()))
                    .bind("lastUpdated", group.lastUpdated().toEpochMilli())
                    .execute();
        });
    }

    @Override
    public Optional<AppGroup> group(String appId, String groupId) {
        return database.read(handle -> handle.createQuery(GROUPS + "AND g.group_id = :group")
                .bind("app", appId)
                .bind("group", groupId)
                .map((row, _) -> group(row))
                .findOne());
    }

    @Override
    public List<AppGroup> groups(String appId, Optional<String> afterGroupId, int limit) {
        return database.read(
                handle -> handle.createQuery(GROUPS + "AND g.group_id > :after ORDER BY g.group_id LIMIT :limit")
                        .bind("app", appId)
                        .bind("after", Columns.after(afterGroupId))
                        .bind("limit", limit)
                        .map((row, _) -> group(row))
                        .list());
    }

    private static AppUser user(ResultSet row) throws SQLException {
        return new AppUser(
                row.getString("user_id"),
                row.getString("direct") != null,
                Optional.ofNullable(row.getString("user_name")),
                profile(row),
                instant(row, "created"),
                instant(row, "last_updated"));
    }

    private static AppGroup group(ResultSet row) throws SQLException {
        return new AppGroup(
                row.getString("group_id"), row.getInt("priority"), profile(row), instant(row, "last_updated"));
    }

    private static Map<String, Object> profile(ResultSet row) throws SQLException {
        String profile = row.getString("profile");
        return profile == null ? Map.of() : Document.read(profile).members();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var noted = Columns.maybeInstant(row, column);
        return noted.isPresent() ? noted.get() : Columns.instant(row, "app_created");
    }
}
