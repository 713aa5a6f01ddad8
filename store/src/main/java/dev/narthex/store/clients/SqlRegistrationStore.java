package dev.narthex.store.clients;

import dev.narthex.clients.RegistrationStore;
import dev.narthex.crypt.SecretHash;
import dev.narthex.store.database.Database;
import java.util.Optional;

/// Registration access tokens by their hash. Asked for rarely, so no cache is told of changes.
public final class SqlRegistrationStore implements RegistrationStore {
    private final Database database;

    public SqlRegistrationStore(Database database) {
        this.database = database;
    }

    @Override
    public void keep(String appId, SecretHash token) {
        database.write(tx -> tx.handle().execute("""
                        INSERT INTO registrations (app_id, hash) VALUES (?, ?)
                        ON CONFLICT (app_id) DO UPDATE SET hash = excluded.hash
                        """, appId, token.bytes()));
    }

    @Override
    public Optional<String> appOf(SecretHash token) {
        return database.read(handle -> handle.createQuery("SELECT app_id FROM registrations WHERE hash = :hash")
                .bind("hash", token.bytes())
                .map((row, _) -> row.getString("app_id"))
                .findOne());
    }

    @Override
    public boolean rotate(SecretHash from, SecretHash to) {
        return database.write(tx ->
                tx.handle().execute("UPDATE registrations SET hash = ? WHERE hash = ?", to.bytes(), from.bytes()) > 0);
    }
}
