package dev.narthex.store;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppStore;
import dev.narthex.cache.Changes;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.EmptyHandling;

/// Apps, and who is assigned to them. An app's client id never changes.
final class SqlAppStore implements AppStore {
    private static final String SELECT =
            "SELECT id, client_id, active, settings, version, created, last_updated FROM apps ";

    private static final int CHUNK = 200;

    private final Database database;
    private final Assignments users;
    private final Assignments groups;

    SqlAppStore(Database database) {
        this.database = database;
        this.users = new Assignments(database, "app_users", "user_id");
        this.groups = new Assignments(database, "app_groups", "group_id");
    }

    @Override
    public Optional<App> byClientId(String clientId) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE client_id = :client")
                .bind("client", clientId)
                .map((row, _) -> app(row))
                .findOne());
    }

    @Override
    public Optional<App> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> app(row))
                .findOne());
    }

    @Override
    public List<App> page(Optional<String> afterId, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", Columns.after(afterId))
                .bind("limit", limit)
                .map((row, _) -> app(row))
                .list());
    }

    @Override
    public List<App> search(AppSearch asked, Optional<String> afterId, int limit) {
        var found = new ArrayList<App>();
        var after = afterId;
        for (var chunk = chunk(asked, after); !chunk.isEmpty(); chunk = chunk(asked, after)) {
            chunk.stream()
                    .filter(app -> asked.prefix().map(it -> begins(app, it)).orElse(true))
                    .limit(limit - found.size())
                    .forEach(found::add);
            if (found.size() == limit || chunk.size() < CHUNK) break;
            after = Optional.of(chunk.getLast().id());
        }
        return found;
    }

    /// A label begins in whatever case of whatever script, which no two databases fold alike.
    private static boolean begins(App app, String prefix) {
        return app.label().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private List<App> chunk(AppSearch asked, Optional<String> afterId) {
        return database.read(handle -> handle.createQuery(SELECT + """
                        WHERE id > :after AND (:any OR active = :active) AND (:all
                            OR EXISTS (SELECT 1 FROM app_users u WHERE u.app_id = apps.id AND u.user_id = :user)
                            OR EXISTS (SELECT 1 FROM app_groups g
                                WHERE g.app_id = apps.id AND g.group_id IN (<groups>)))
                        ORDER BY id LIMIT :limit
                        """)
                .bind("after", Columns.after(afterId))
                .bind("any", asked.active().isEmpty())
                .bind("active", asked.active().orElse(true))
                .bind("all", !asked.byAssignment())
                .bind("user", asked.userId().orElse(""))
                .bindList(EmptyHandling.NULL_KEYWORD, "groups", List.copyOf(asked.groupIds()))
                .bind("limit", CHUNK)
                .map((row, _) -> app(row))
                .list());
    }

    @Override
    public Creation create(App app) {
        return database.write(tx -> {
            int inserted = tx.handle()
                    .createUpdate("""
                            INSERT INTO apps (id, client_id, active, settings, version, created, last_updated)
                            VALUES (:id, :client, :active, :settings, :version, :created, :lastUpdated)
                            ON CONFLICT (client_id) DO NOTHING
                            """)
                    .bind("id", app.id())
                    .bind("client", app.clientId())
                    .bind("active", app.active())
                    .bind("settings", AppDocument.write(app.settings()))
                    .bind("version", app.revision().version())
                    .bind("created", app.created().toEpochMilli())
                    .bind("lastUpdated", app.revision().lastUpdated().toEpochMilli())
                    .execute();
            if (inserted == 0) {
                return new Creation.ClientIdTaken();
            }
            tx.changed("app", app.clientId());
            return new Creation.Created();
        });
    }

    @Override
    public Replacement replace(App app) {
        return database.write(tx -> {
            int updated = tx.handle()
                    .createUpdate("""
                            UPDATE apps
                            SET active = :active, settings = :settings, version = :version, last_updated = :lastUpdated
                            WHERE id = :id AND client_id = :client AND version = :version - 1
                            """)
                    .bind("id", app.id())
                    .bind("client", app.clientId())
                    .bind("active", app.active())
                    .bind("settings", AppDocument.write(app.settings()))
                    .bind("version", app.revision().version())
                    .bind("lastUpdated", app.revision().lastUpdated().toEpochMilli())
                    .execute();
            if (updated == 0) {
                return new Replacement.Stale();
            }
            tx.changed("app", app.clientId());
            return new Replacement.Replaced();
        });
    }

    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            // Assignments go with the row.
            Optional<String> clientId = tx.handle()
                    .createQuery("DELETE FROM apps WHERE id = :id RETURNING client_id")
                    .bind("id", id)
                    .map((row, _) -> row.getString("client_id"))
                    .findOne();
            clientId.ifPresent(client -> forget(tx, client));
            tx.changed("assignment", id);
            return clientId.isPresent();
        });
    }

    /// Grants and refresh tokens name a client by its id, which another app may have later. So many people may have
    /// granted something that all caches are emptied instead of told of each.
    private static void forget(Tx tx, String clientId) {
        tx.handle().execute("DELETE FROM grants WHERE client_id = ?", clientId);
        tx.handle().execute("DELETE FROM refresh_families WHERE client_id = ?", clientId);
        tx.changed("app", clientId);
        tx.changed(Changes.EVERYTHING, "");
    }

    @Override
    public void assignUser(String appId, String userId) {
        users.add(appId, userId);
    }

    @Override
    public void assignGroup(String appId, String groupId) {
        groups.add(appId, groupId);
    }

    @Override
    public boolean unassignUser(String appId, String userId) {
        return users.remove(appId, userId);
    }

    @Override
    public boolean unassignGroup(String appId, String groupId) {
        return groups.remove(appId, groupId);
    }

    @Override
    public List<String> assignedUsers(String appId, Optional<String> afterId, int limit) {
        return users.page(appId, afterId, limit);
    }

    @Override
    public List<String> assignedGroups(String appId, Optional<String> afterId, int limit) {
        return groups.page(appId, afterId, limit);
    }

    @Override
    public boolean isAssigned(String appId, String userId, Set<String> groupIds) {
        return database.read(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM app_users WHERE app_id = :app AND user_id = :user)
                            OR EXISTS (SELECT 1 FROM app_groups WHERE app_id = :app AND group_id IN (<groups>))
                        """)
                .bind("app", appId)
                .bind("user", userId)
                .bindList(EmptyHandling.NULL_KEYWORD, "groups", List.copyOf(groupIds))
                .map((row, _) -> row.getBoolean(1))
                .one());
    }

    private static App app(ResultSet row) throws SQLException {
        return new App(
                row.getString("id"),
                row.getString("client_id"),
                row.getBoolean("active"),
                AppDocument.read(row.getString("settings")),
                Columns.instant(row, "created"),
                new App.Revision(row.getLong("version"), Columns.instant(row, "last_updated")));
    }

    /// Assignments of one kind: `table` has a row for each app and `column`.
    private record Assignments(Database database, String table, String column) {

        void add(String appId, String id) {
            database.write(tx -> {
                tx.changed("assignment", appId);
                return tx.handle()
                        .createUpdate("""
                                INSERT INTO <table> (app_id, <column>) VALUES (:app, :id) ON CONFLICT DO NOTHING
                                """)
                        .define("table", table)
                        .define("column", column)
                        .bind("app", appId)
                        .bind("id", id)
                        .execute();
            });
        }

        boolean remove(String appId, String id) {
            return database.write(tx -> {
                tx.changed("assignment", appId);
                return tx.handle()
                                .createUpdate("DELETE FROM <table> WHERE app_id = :app AND <column> = :id")
                                .define("table", table)
                                .define("column", column)
                                .bind("app", appId)
                                .bind("id", id)
                                .execute()
                        > 0;
            });
        }

        List<String> page(String appId, Optional<String> afterId, int limit) {
            return database.read(handle -> handle.createQuery("""
                            SELECT <column> FROM <table> WHERE app_id = :app AND <column> > :after
                            ORDER BY <column> LIMIT :limit
                            """)
                    .define("table", table)
                    .define("column", column)
                    .bind("app", appId)
                    .bind("after", Columns.after(afterId))
                    .bind("limit", limit)
                    .map((row, _) -> row.getString(1))
                    .list());
        }
    }
}
