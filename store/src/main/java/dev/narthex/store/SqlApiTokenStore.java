package dev.narthex.store;

import dev.narthex.access.ApiToken;
import dev.narthex.access.ApiTokenStore;
import dev.narthex.crypt.SecretHash;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// API tokens by their hash.
final class SqlApiTokenStore implements ApiTokenStore {
    private static final String TOPIC = "api-token";

    private final Database database;

    SqlApiTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<ApiToken> byHash(SecretHash hash) {
        return database.read(
                handle -> handle.createQuery("SELECT hash, id, name, created FROM api_tokens WHERE hash = :hash")
                        .bind("hash", hash.bytes())
                        .map((row, _) -> token(row))
                        .findOne());
    }

    @Override
    public void create(ApiToken token) {
        database.write(tx -> {
            tx.changed(TOPIC, token.hash().hex());
            return tx.handle()
                    .createUpdate("""
                            INSERT INTO api_tokens (hash, id, name, created) VALUES (:hash, :id, :name, :created)
                            ON CONFLICT (hash) DO NOTHING
                            """)
                    .bind("hash", token.hash().bytes())
                    .bind("id", token.id())
                    .bind("name", token.name())
                    .bind("created", token.created().toEpochMilli())
                    .execute();
        });
    }

    @Override
    public List<ApiToken> all() {
        return database.read(handle -> handle.createQuery("SELECT hash, id, name, created FROM api_tokens ORDER BY id")
                .map((row, _) -> token(row))
                .list());
    }

    @Override
    public boolean revoke(String id) {
        return database.write(tx -> {
            Optional<SecretHash> revoked = tx.handle()
                    .createQuery("DELETE FROM api_tokens WHERE id = :id RETURNING hash")
                    .bind("id", id)
                    .map((row, _) -> SecretHash.ofStored(row.getBytes("hash")))
                    .findOne();
            revoked.ifPresent(hash -> tx.changed(TOPIC, hash.hex()));
            return revoked.isPresent();
        });
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                SecretHash.ofStored(row.getBytes("hash")),
                Columns.instant(row, "created"));
    }
}
