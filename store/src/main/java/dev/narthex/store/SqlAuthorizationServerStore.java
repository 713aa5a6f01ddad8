package dev.narthex.store;

import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServerStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Authorization servers, a document each.
final class SqlAuthorizationServerStore implements AuthorizationServerStore {
    private static final String SELECT =
            "SELECT id, definition, version, created, last_updated FROM authorization_servers ";

    private final Database database;

    SqlAuthorizationServerStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<AuthorizationServer> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> server(row))
                .findOne());
    }

    @Override
    public List<AuthorizationServer> all() {
        return database.read(handle -> handle.createQuery(SELECT + "ORDER BY id")
                .map((row, _) -> server(row))
                .list());
    }

    @Override
    public boolean create(AuthorizationServer server) {
        return database.write(tx -> {
            tx.changed("server", server.id());
            return tx.handle()
                            .createUpdate("""
                                    INSERT INTO authorization_servers (id, definition, version, created, last_updated)
                                    VALUES (:id, :definition, :version, :created, :lastUpdated)
                                    ON CONFLICT (id) DO NOTHING
                                    """)
                            .bind("id", server.id())
                            .bind("definition", ServerDocument.write(server))
                            .bind("version", server.revision().version())
                            .bind("created", server.revision().created().toEpochMilli())
                            .bind("lastUpdated", server.revision().lastUpdated().toEpochMilli())
                            .execute()
                    > 0;
        });
    }

    @Override
    public Replacement replace(AuthorizationServer server) {
        return database.write(tx -> {
            int updated = tx.handle()
                    .createUpdate("""
                            UPDATE authorization_servers
                            SET definition = :definition, version = :version, last_updated = :lastUpdated
                            WHERE id = :id AND version = :version - 1
                            """)
                    .bind("id", server.id())
                    .bind("definition", ServerDocument.write(server))
                    .bind("version", server.revision().version())
                    .bind("lastUpdated", server.revision().lastUpdated().toEpochMilli())
                    .execute();
            if (updated == 0) {
                return new Replacement.Stale();
            }
            tx.changed("server", server.id());
            return new Replacement.Replaced();
        });
    }

    /// The server's keys go with it, and what people gave to apps there: one made later under the same id must not be
    /// trusted with the old one's tokens.
    @Override
    public boolean delete(String id) {
        return database.write(tx -> {
            tx.changed("server", id);
            tx.changed("keys", id);
            tx.handle()
                    .createQuery("DELETE FROM grants WHERE server_id = :server RETURNING user_id")
                    .bind("server", id)
                    .mapTo(String.class)
                    .list()
                    .forEach(user -> tx.changed("grants", user));
            tx.handle().execute("DELETE FROM refresh_families WHERE server_id = ?", id);
            tx.handle().execute("DELETE FROM signing_keys WHERE server_id = ?", id);
            return tx.handle().execute("DELETE FROM authorization_servers WHERE id = ?", id) > 0;
        });
    }

    private static AuthorizationServer server(ResultSet row) throws SQLException {
        var revision = new AuthorizationServer.Revision(
                row.getLong("version"), Columns.instant(row, "created"), Columns.instant(row, "last_updated"));
        return ServerDocument.read(row.getString("id"), row.getString("definition"), revision);
    }
}
