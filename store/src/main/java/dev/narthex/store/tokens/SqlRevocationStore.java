package dev.narthex.store.tokens;

import dev.narthex.store.database.Database;
import dev.narthex.token.RevocationStore;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/// What has been revoked. Asked of the database each time, so that every node knows at once.
public final class SqlRevocationStore implements RevocationStore {
    private final Database database;

    public SqlRevocationStore(Database database) {
        this.database = database;
    }

    @Override
    public void revoke(String id, Instant until) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO revocations (id, revoked_until) VALUES (:id, :until)
                        ON CONFLICT (id) DO UPDATE SET revoked_until = excluded.revoked_until
                        WHERE excluded.revoked_until > revocations.revoked_until
                        """)
                .bind("id", id)
                .bind("until", until.toEpochMilli())
                .execute());
    }

    @Override
    public void revoke(String id, Instant issued, Instant until) {
        database.write(tx -> insert(tx.handle(), id, issued, until));
    }

    @Override
    public void revokeAllOf(Holder holder, String id, Instant issued, Instant until) {
        database.write(tx -> {
            insert(tx.handle(), id, issued, until);
            return tx.handle()
                    .createUpdate("""
                            DELETE FROM refresh_families
                            WHERE user_id = :user AND (CAST(:client AS TEXT) IS NULL OR client_id = :client)
                            """)
                    .bind("user", holder.userId())
                    .bind("client", holder.clientId().orElse(null))
                    .execute();
        });
    }

    private static int insert(Handle handle, String id, Instant issued, Instant until) {
        return handle.createUpdate("""
                INSERT INTO revocations (id, revoked_until, issued_until) VALUES (:id, :until, :issued)
                ON CONFLICT (id) DO UPDATE
                SET revoked_until = excluded.revoked_until, issued_until = excluded.issued_until
                WHERE excluded.issued_until > revocations.issued_until
                """)
                .bind("id", id)
                .bind("until", until.toEpochMilli())
                .bind("issued", issued.toEpochMilli())
                .execute();
    }

    @Override
    public boolean isAnyRevoked(Collection<String> ids, Instant issued) {
        if (ids.isEmpty()) return false;
        return database.read(handle -> handle.createQuery("""
                        SELECT 1 FROM revocations
                        WHERE id IN (<ids>) AND (issued_until IS NULL OR issued_until >= :issued) LIMIT 1
                        """)
                .bindList("ids", ids)
                .bind("issued", issued.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public int purge(Instant now) {
        return database.write(
                tx -> tx.handle().execute("DELETE FROM revocations WHERE revoked_until < ?", now.toEpochMilli()));
    }
}
