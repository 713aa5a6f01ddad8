package dev.narthex.store.tokens;

import dev.narthex.crypt.SecretHash;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import dev.narthex.store.database.Tx;
import dev.narthex.token.RefreshFamily;
import dev.narthex.token.RefreshTokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Refresh tokens in families. To revoke a family is to delete it, and its tokens with it.
public final class SqlRefreshTokenStore implements RefreshTokenStore {
    private static final String FAMILY = "f.definition, f.created, f.ends, f.use_window";

    /// A family that is revoked while it begins, on another node, is here and under the revocations: that counts.
    private static final String LIVING =
            "(f.ends IS NULL OR f.ends > :now) AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.id = f.id)";

    private static final String USABLE = "rotated IS NULL AND last_used + f.use_window > :now AND " + LIVING;

    private final Database database;

    public SqlRefreshTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void begin(RefreshFamily family, SecretHash first, Instant now) {
        database.write(tx -> {
            tx.handle()
                    .createUpdate("""
                            INSERT INTO refresh_families
                                (id, user_id, client_id, server_id, definition, created, ends, use_window)
                            VALUES (:id, :user, :client, :server, :definition, :created, :ends, :window)
                            """)
                    .bind("id", family.authorization().id())
                    .bind("user", family.authorization().userId())
                    .bind("client", family.authorization().clientId())
                    .bind("server", family.authorization().serverId())
                    .bind("definition", AuthorizationDocument.write(family))
                    .bind("created", family.created().toEpochMilli())
                    .bind("ends", Columns.millis(family.end()))
                    .bind("window", family.window().toMillis())
                    .execute();
            insert(tx.handle(), first, family.authorization().id(), now);
            return null;
        });
    }

    private static void insert(Handle handle, SecretHash hash, String familyId, Instant now) {
        handle.execute(
                "INSERT INTO refresh_tokens (hash, family_id, last_used) VALUES (?, ?, ?)",
                hash.bytes(),
                familyId,
                now.toEpochMilli());
    }

    @Override
    public Rotation rotate(SecretHash used, Successor successor, Duration leeway, Instant now) {
        return database.write(tx -> {
            var family = claimed(tx.handle(), used, successor, now);
            if (family.isEmpty()) return rotatedBefore(tx, used, leeway, now);
            insert(tx.handle(), successor.hash(), family.get().authorization().id(), now);
            return new Rotation.Rotated(family.get());
        });
    }

    private static Optional<RefreshFamily> claimed(Handle handle, SecretHash used, Successor successor, Instant now) {
        int claimed = handle.createUpdate("""
                UPDATE refresh_tokens SET rotated = :now, successor = :successor
                WHERE hash = :hash AND rotated IS NULL AND EXISTS (
                    SELECT 1 FROM refresh_families f WHERE f.id = refresh_tokens.family_id AND\s""" + USABLE + ")")
                .bind("now", now.toEpochMilli())
                .bind("successor", successor.sealed())
                .bind("hash", used.bytes())
                .execute();
        return claimed == 0 ? Optional.empty() : token(handle, used, now).map(Token::family);
    }

    private static Rotation rotatedBefore(Tx tx, SecretHash used, Duration leeway, Instant now) {
        var found =
                token(tx.handle(), used, now).filter(token -> token.rotated().isPresent());
        if (found.isEmpty()) return new Rotation.Unknown();
        var token = found.get();
        if (token.rotated().get().plus(leeway).isAfter(now)) {
            return new Rotation.Repeated(token.family(), token.successor());
        }
        String family = token.family().authorization().id();
        // Of several that reveal the copy at once, one ends the family.
        boolean ended = tx.handle().execute("DELETE FROM refresh_families WHERE id = ?", family) > 0;
        return ended ? new Rotation.Reused(token.family()) : new Rotation.Unknown();
    }

    private record Token(RefreshFamily family, Optional<Instant> rotated, byte[] successor) {}

    private static Optional<Token> token(Handle handle, SecretHash hash, Instant now) {
        return handle.createQuery("SELECT " + FAMILY + """
                , t.rotated, t.successor FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family_id
                WHERE t.hash = :hash AND\s""" + LIVING)
                .bind("hash", hash.bytes())
                .bind("now", now.toEpochMilli())
                .map((row, _) ->
                        new Token(family(row), Columns.maybeInstant(row, "rotated"), row.getBytes("successor")))
                .findOne();
    }

    @Override
    public Optional<RefreshFamily> use(SecretHash hash, Instant now) {
        return database.write(tx -> {
            var family = usable(tx.handle(), hash, now);
            if (family.isPresent()) {
                tx.handle()
                        .execute(
                                "UPDATE refresh_tokens SET last_used = ? WHERE hash = ?",
                                now.toEpochMilli(),
                                hash.bytes());
            }
            return family;
        });
    }

    @Override
    public Optional<RefreshFamily> familyOf(SecretHash hash, Instant now) {
        return database.read(handle -> token(handle, hash, now).map(Token::family));
    }

    @Override
    public Optional<RefreshFamily> find(SecretHash hash, Instant now) {
        return database.read(handle -> usable(handle, hash, now));
    }

    private static Optional<RefreshFamily> usable(Handle handle, SecretHash hash, Instant now) {
        return handle.createQuery("SELECT " + FAMILY + """
                 FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family_id
                WHERE t.hash = :hash AND\s""" + USABLE)
                .bind("hash", hash.bytes())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> family(row))
                .findOne();
    }

    @Override
    public boolean revoke(String authorizationId) {
        return database.write(
                tx -> tx.handle().execute("DELETE FROM refresh_families WHERE id = ?", authorizationId) > 0);
    }

    @Override
    public List<Held> held(Holding of, Optional<String> afterId, int limit, Instant now) {
        return database.read(
                handle -> held(handle, of, now, "AND f.id > :after GROUP BY f.id ORDER BY f.id LIMIT :limit")
                        .bind("after", Columns.after(afterId))
                        .bind("limit", limit)
                        .map((row, _) -> held(row))
                        .list());
    }

    @Override
    public Optional<Held> held(Holding of, String authorizationId, Instant now) {
        return database.read(handle -> held(handle, of, now, "AND f.id = :id GROUP BY f.id")
                .bind("id", authorizationId)
                .map((row, _) -> held(row))
                .findOne());
    }

    @Override
    public List<String> clients(Holding of, Instant now) {
        return database.read(handle -> query(handle, "SELECT DISTINCT f.client_id ", of, now, "ORDER BY f.client_id")
                .mapTo(String.class)
                .list());
    }

    private static Query held(Handle handle, Holding of, Instant now, String end) {
        return query(handle, "SELECT " + FAMILY + ", MAX(t.last_used) AS used ", of, now, end);
    }

    /// Of a family only the token that is not rotated could be used.
    private static Query query(Handle handle, String select, Holding of, Instant now, String end) {
        String wanted = condition("user_id", of.userId())
                + condition("client_id", of.clientId())
                + condition("server_id", of.serverId());
        var query =
                handle.createQuery(select + "FROM refresh_families f JOIN refresh_tokens t ON f.id = t.family_id WHERE "
                        + USABLE + " " + wanted + end);
        of.userId().ifPresent(user -> query.bind("user_id", user));
        of.clientId().ifPresent(client -> query.bind("client_id", client));
        of.serverId().ifPresent(server -> query.bind("server_id", server));
        return query.bind("now", now.toEpochMilli());
    }

    private static String condition(String column, Optional<String> value) {
        return value.isPresent() ? "AND f." + column + " = :" + column + " " : "";
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(family(row), Columns.instant(row, "used"));
    }

    @Override
    public int purge(Instant now) {
        return database.write(tx -> {
            purgeRotated(tx.handle(), now);
            return tx.handle().createUpdate("""
                    DELETE FROM refresh_families WHERE ends <= :now
                    OR id IN (SELECT id FROM revocations)
                    OR NOT EXISTS (
                        SELECT 1 FROM refresh_tokens t
                        WHERE t.family_id = refresh_families.id AND t.last_used + refresh_families.use_window > :now)
                    """).bind("now", now.toEpochMilli()).execute();
        });
    }

    /// Tokens that would have expired by now, had they not been rotated.
    private static void purgeRotated(Handle handle, Instant now) {
        handle.createUpdate("""
                DELETE FROM refresh_tokens WHERE rotated IS NOT NULL AND rotated + (
                    SELECT f.use_window FROM refresh_families f WHERE f.id = refresh_tokens.family_id) <= :now
                """).bind("now", now.toEpochMilli()).execute();
    }

    private static RefreshFamily family(ResultSet row) throws SQLException {
        var definition = Document.read(row.getString("definition"));
        return new RefreshFamily(
                AuthorizationDocument.ofFamily(definition),
                Columns.instant(row, "created"),
                Columns.maybeInstant(row, "ends"),
                Duration.ofMillis(row.getLong("use_window")),
                definition.maybeText("key"));
    }
}
