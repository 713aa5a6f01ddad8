package dev.narthex.store.tokens;

import dev.narthex.clientauth.AssertionStore;
import dev.narthex.store.database.Database;
import java.time.Instant;

/// Ids of client assertions that have been used.
public final class SqlAssertionStore implements AssertionStore {
    private final Database database;

    public SqlAssertionStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean use(String clientId, String jti, Instant until) {
        return database.write(tx -> tx.handle()
                        .createUpdate("""
                                INSERT INTO used_assertions (client_id, jti, used_until) VALUES (:client, :jti, :until)
                                ON CONFLICT (client_id, jti) DO NOTHING
                                """)
                        .bind("client", clientId)
                        .bind("jti", jti)
                        .bind("until", until.toEpochMilli())
                        .execute()
                > 0);
    }

    @Override
    public boolean isUsed(String clientId, String jti) {
        return database.read(
                handle -> handle.createQuery("SELECT 1 FROM used_assertions WHERE client_id = :client AND jti = :jti")
                        .bind("client", clientId)
                        .bind("jti", jti)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    @Override
    public int purge(Instant now) {
        return database.write(
                tx -> tx.handle().execute("DELETE FROM used_assertions WHERE used_until < ?", now.toEpochMilli()));
    }
}
