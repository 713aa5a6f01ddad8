package dev.narthex.store;

import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.keys.KeyStore;
import dev.narthex.keys.SigningKey;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Signing keys. An index keeps a server from having two keys that are ACTIVE, or two that are NEXT.
final class SqlKeyStore implements KeyStore {
    private final Database database;

    SqlKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public List<SigningKey> keysOf(String serverId) {
        return database.read(handle -> select(handle, serverId));
    }

    @Override
    public List<SigningKey> install(String serverId, List<SigningKey> first) {
        return database.write(tx -> {
            if (select(tx.handle(), serverId).isEmpty()) {
                first.forEach(key -> insert(tx.handle(), key));
                tx.changed("keys", serverId);
            }
            return select(tx.handle(), serverId);
        });
    }

    @Override
    public Rotation rotate(String serverId, String expectedActiveKid, SigningKey newNext, Instant now) {
        return database.write(tx -> {
            if (retire(tx.handle(), serverId, expectedActiveKid, now) == 0) {
                return new Rotation.Stale();
            }
            tx.handle()
                    .execute(
                            "UPDATE signing_keys SET status = 'ACTIVE', activated = ?"
                                    + " WHERE server_id = ? AND status = 'NEXT'",
                            now.toEpochMilli(),
                            serverId);
            insert(tx.handle(), newNext);
            tx.changed("keys", serverId);
            return new Rotation.Rotated();
        });
    }

    @Override
    public void replaceAll(String serverId, List<SigningKey> activeAndNext, Instant now) {
        database.write(tx -> {
            retire(tx.handle(), serverId, now);
            tx.handle().execute("DELETE FROM signing_keys WHERE server_id = ? AND status = 'NEXT'", serverId);
            activeAndNext.forEach(key -> insert(tx.handle(), key));
            tx.changed("keys", serverId);
            return null;
        });
    }

    @Override
    public void dropRetiredBefore(Instant instant) {
        database.write(tx -> dropped(tx, instant));
    }

    private static int dropped(Tx tx, Instant before) {
        List<String> servers = tx.handle()
                .createQuery("""
                        DELETE FROM signing_keys WHERE status = 'EXPIRED' AND retired < :before RETURNING server_id
                        """)
                .bind("before", before.toEpochMilli())
                .map((row, _) -> row.getString("server_id"))
                .list();
        servers.stream().distinct().forEach(server -> tx.changed("keys", server));
        return servers.size();
    }

    private static int retire(Handle handle, String serverId, String kid, Instant now) {
        return handle.createUpdate("""
                        UPDATE signing_keys SET status = 'EXPIRED', retired = :now
                        WHERE server_id = :server AND status = 'ACTIVE' AND kid = :kid
                        """)
                .bind("now", now.toEpochMilli())
                .bind("server", serverId)
                .bind("kid", kid)
                .execute();
    }

    private static void retire(Handle handle, String serverId, Instant now) {
        handle.createUpdate("""
                        UPDATE signing_keys SET status = 'EXPIRED', retired = :now
                        WHERE server_id = :server AND status = 'ACTIVE'
                        """)
                .bind("now", now.toEpochMilli())
                .bind("server", serverId)
                .execute();
    }

    // Nodes that install at once: whoever waits for the other's ACTIVE key adds none of its own.
    private static void insert(Handle handle, SigningKey key) {
        handle.createUpdate("""
                INSERT INTO signing_keys (kid, server_id, status, algorithm, spki, sealed, created, activated, retired)
                VALUES (:kid, :server, :status, :algorithm, :spki, :sealed, :created, :activated, :retired)
                ON CONFLICT DO NOTHING
                """)
                .bind("kid", key.kid())
                .bind("server", key.serverId())
                .bind("status", key.status().name())
                .bind("algorithm", key.material().algorithm().name())
                .bind("spki", key.material().spki())
                .bind("sealed", key.material().sealed())
                .bind("created", key.times().created().toEpochMilli())
                .bind("activated", Columns.millis(key.times().activated()))
                .bind("retired", Columns.millis(key.times().retired()))
                .execute();
    }

    private static List<SigningKey> select(Handle handle, String serverId) {
        return handle.createQuery("""
                SELECT kid, server_id, status, algorithm, spki, sealed, created, activated, retired
                FROM signing_keys WHERE server_id = :server
                ORDER BY CASE status WHEN 'ACTIVE' THEN 1 WHEN 'NEXT' THEN 2 ELSE 3 END, retired DESC, kid
                """)
                .bind("server", serverId)
                .map((row, _) -> key(row))
                .list();
    }

    private static SigningKey key(ResultSet row) throws SQLException {
        return new SigningKey(
                row.getString("kid"),
                row.getString("server_id"),
                SigningKey.Status.valueOf(row.getString("status")),
                new SigningKey.Material(
                        SigningAlgorithm.valueOf(row.getString("algorithm")),
                        row.getBytes("spki"),
                        row.getBytes("sealed")),
                new SigningKey.Times(
                        Columns.instant(row, "created"),
                        Columns.maybeInstant(row, "activated"),
                        Columns.maybeInstant(row, "retired")));
    }
}
