package dev.narthex.store.tokens;

import dev.narthex.consent.Grant;
import dev.narthex.consent.GrantStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What people have agreed to, in the order in which it is asked for: user, client, server, scope.
public final class SqlGrantStore implements GrantStore {
    private static final String SELECT = "SELECT id, user_id, client_id, server_id, scope, created FROM grants ";
    private static final String OF_CLIENT = "(CAST(:client AS TEXT) IS NULL OR client_id = :client) ";

    private final Database database;

    public SqlGrantStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Grant> granted(String userId) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE user_id = :user ORDER BY id")
                .bind("user", userId)
                .map((row, _) -> grant(row))
                .list());
    }

    @Override
    public void grant(List<Grant> grants) {
        database.write(tx -> {
            grants.forEach(grant -> insert(tx.handle(), grant));
            grants.stream().map(Grant::userId).distinct().forEach(user -> tx.changed("grants", user));
            return null;
        });
    }

    @Override
    public List<Grant> ofUser(String userId, Optional<String> clientId, Optional<String> afterId, int limit) {
        return database.read(handle -> handle.createQuery(
                        SELECT + "WHERE user_id = :user AND id > :after AND " + OF_CLIENT + "ORDER BY id LIMIT :limit")
                .bind("user", userId)
                .bind("client", clientId.orElse(null))
                .bind("after", Columns.after(afterId))
                .bind("limit", limit)
                .map((row, _) -> grant(row))
                .list());
    }

    @Override
    public Optional<Grant> byId(String userId, String grantId) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE user_id = :user AND id = :id")
                .bind("user", userId)
                .bind("id", grantId)
                .map((row, _) -> grant(row))
                .findOne());
    }

    @Override
    public boolean revoke(String userId, String grantId) {
        return database.write(tx -> {
            tx.changed("grants", userId);
            return tx.handle().execute("DELETE FROM grants WHERE user_id = ? AND id = ?", userId, grantId) > 0;
        });
    }

    @Override
    public int revokeAll(String userId, Optional<String> clientId) {
        return database.write(tx -> {
            tx.changed("grants", userId);
            return tx.handle()
                    .createUpdate("DELETE FROM grants WHERE user_id = :user AND " + OF_CLIENT)
                    .bind("user", userId)
                    .bind("client", clientId.orElse(null))
                    .execute();
        });
    }

    private static void insert(Handle handle, Grant grant) {
        handle.createUpdate("""
                INSERT INTO grants (id, user_id, client_id, server_id, scope, created)
                VALUES (:id, :user, :client, :server, :scope, :created)
                ON CONFLICT (user_id, client_id, server_id, scope) DO NOTHING
                """)
                .bind("id", grant.id())
                .bind("user", grant.userId())
                .bind("client", grant.clientId())
                .bind("server", grant.serverId())
                .bind("scope", grant.scope())
                .bind("created", grant.created().toEpochMilli())
                .execute();
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                row.getString("id"),
                row.getString("user_id"),
                row.getString("client_id"),
                row.getString("server_id"),
                row.getString("scope"),
                Columns.instant(row, "created"));
    }
}
