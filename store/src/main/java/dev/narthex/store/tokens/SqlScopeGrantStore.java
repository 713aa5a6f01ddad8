package dev.narthex.store.tokens;

import dev.narthex.apps.ScopeGrant;
import dev.narthex.apps.ScopeGrantStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Scopes granted to apps, in the order in which they are asked for: app, scope.
public final class SqlScopeGrantStore implements ScopeGrantStore {
    private static final String SELECT =
            "SELECT id, app_id, scope, created, created_by FROM app_scope_grants WHERE app_id = :app ";

    private final Database database;

    public SqlScopeGrantStore(Database database) {
        this.database = database;
    }

    @Override
    public ScopeGrant grant(ScopeGrant grant) {
        return database.write(tx -> {
            insert(tx.handle(), grant);
            tx.changed("scope-grants", grant.appId());
            return tx.handle()
                    .createQuery(SELECT + "AND scope = :scope")
                    .bind("app", grant.appId())
                    .bind("scope", grant.scope())
                    .map((row, _) -> read(row))
                    .one();
        });
    }

    private static void insert(Handle handle, ScopeGrant grant) {
        handle.createUpdate("""
                INSERT INTO app_scope_grants (app_id, scope, id, created, created_by)
                VALUES (:app, :scope, :id, :created, :by) ON CONFLICT (app_id, scope) DO NOTHING
                """)
                .bind("app", grant.appId())
                .bind("scope", grant.scope())
                .bind("id", grant.id())
                .bind("created", grant.created().toEpochMilli())
                .bind("by", grant.createdBy())
                .execute();
    }

    @Override
    public List<ScopeGrant> of(String appId) {
        return database.read(handle -> handle.createQuery(SELECT + "ORDER BY scope")
                .bind("app", appId)
                .map((row, _) -> read(row))
                .list());
    }

    @Override
    public Optional<ScopeGrant> byId(String appId, String grantId) {
        return database.read(handle -> handle.createQuery(SELECT + "AND id = :id")
                .bind("app", appId)
                .bind("id", grantId)
                .map((row, _) -> read(row))
                .findOne());
    }

    @Override
    public boolean revoke(String appId, String grantId) {
        return database.write(tx -> {
            tx.changed("scope-grants", appId);
            return tx.handle().execute("DELETE FROM app_scope_grants WHERE app_id = ? AND id = ?", appId, grantId) > 0;
        });
    }

    private static ScopeGrant read(ResultSet row) throws SQLException {
        return new ScopeGrant(
                row.getString("id"),
                row.getString("app_id"),
                row.getString("scope"),
                Columns.instant(row, "created"),
                row.getString("created_by"));
    }
}
