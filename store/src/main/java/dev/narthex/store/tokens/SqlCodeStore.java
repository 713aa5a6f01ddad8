package dev.narthex.store.tokens;

import dev.narthex.crypt.SecretHash;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import dev.narthex.token.AuthorizationCode;
import dev.narthex.token.CodeStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Authorization codes by their hash.
public final class SqlCodeStore implements CodeStore {
    private final Database database;

    public SqlCodeStore(Database database) {
        this.database = database;
    }

    @Override
    public void issue(AuthorizationCode code) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO codes (hash, authorization_id, definition, expires)
                        VALUES (:hash, :authorization, :definition, :expires)
                        """)
                .bind("hash", code.hash().bytes())
                .bind("authorization", code.authorization().id())
                .bind("definition", AuthorizationDocument.writeCode(code.authorization(), code.binding()))
                .bind("expires", code.expires().toEpochMilli())
                .execute());
    }

    @Override
    public Redemption redeem(SecretHash hash, Instant now) {
        return database.write(tx -> claimed(tx.handle(), hash, now)
                .<Redemption>map(Redemption.Redeemed::new)
                .or(() -> authorizationOf(tx.handle(), hash).map(Redemption.Replayed::new))
                .orElseGet(Redemption.Unknown::new));
    }

    private static Optional<AuthorizationCode> claimed(Handle handle, SecretHash hash, Instant now) {
        return handle.createQuery("""
                UPDATE codes SET redeemed = :now WHERE hash = :hash AND redeemed IS NULL
                RETURNING hash, definition, expires
                """)
                .bind("now", now.toEpochMilli())
                .bind("hash", hash.bytes())
                .map((row, _) -> code(row))
                .findOne();
    }

    private static Optional<String> authorizationOf(Handle handle, SecretHash hash) {
        return handle.createQuery("SELECT authorization_id FROM codes WHERE hash = :hash")
                .bind("hash", hash.bytes())
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public int purge(Instant before) {
        return database.write(tx -> tx.handle().execute("DELETE FROM codes WHERE expires < ?", before.toEpochMilli()));
    }

    private static AuthorizationCode code(ResultSet row) throws SQLException {
        var definition = Document.read(row.getString("definition"));
        return new AuthorizationCode(
                SecretHash.ofStored(row.getBytes("hash")),
                AuthorizationDocument.ofCode(definition),
                AuthorizationDocument.binding(definition),
                Columns.instant(row, "expires"));
    }
}
