package dev.narthex.store;

import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Json;
import dev.narthex.session.Session;
import dev.narthex.session.SessionStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.store.people.SignedOut;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Sessions by the hash of their cookie.
final class SqlSessionStore implements SessionStore {
    private static final int PURGED_AT_ONCE = 500;
    private static final String SELECT =
            "SELECT hash, id, user_id, created, authenticated, last_used, persistent, amr FROM sessions ";

    private final Database database;

    SqlSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Session> byHash(SecretHash hash) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE hash = :hash")
                .bind("hash", hash.bytes())
                .map((row, _) -> session(row))
                .findOne());
    }

    @Override
    public Optional<Session> byId(String id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> session(row))
                .findOne());
    }

    @Override
    public List<Session> ofUser(String userId) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE user_id = :user ORDER BY id")
                .bind("user", userId)
                .map((row, _) -> session(row))
                .list());
    }

    @Override
    public boolean start(Session session, Optional<SecretHash> replaced) {
        return database.write(tx -> {
            Instant authenticated = session.times().authenticated();
            if (!SignedOut.isBefore(tx.handle(), session.userId(), authenticated)) return false;
            insert(tx.handle(), session);
            replaced.ifPresent(hash -> {
                SqlParticipantStore.goOver(tx.handle(), hash, session);
                end(tx, hash);
            });
            return true;
        });
    }

    @Override
    public void touch(SecretHash hash, Instant now) {
        database.write(tx -> tx.handle()
                .createUpdate("UPDATE sessions SET last_used = :now WHERE hash = :hash AND last_used < :now")
                .bind("now", now.toEpochMilli())
                .bind("hash", hash.bytes())
                .execute());
    }

    @Override
    public boolean end(SecretHash hash) {
        return database.write(tx -> end(tx, hash));
    }

    @Override
    public int endAllOf(String userId, Instant now) {
        return database.<Integer>write(
                tx -> SignedOut.everywhere(tx, userId, now).size());
    }

    // Looked for by readers and removed a few at a time, so that nobody who signs in waits for the cleaner.
    @Override
    public int purge(Instant idleSince, Instant createdBefore) {
        int purged = 0;
        for (List<byte[]> found = overdue(idleSince, createdBefore);
                !found.isEmpty();
                found = overdue(idleSince, createdBefore)) {
            List<byte[]> hashes = found;
            purged += database.<Integer>write(tx -> remove(tx.handle(), hashes, idleSince, createdBefore));
        }
        return purged;
    }

    private List<byte[]> overdue(Instant idleSince, Instant createdBefore) {
        return database.read(handle -> handle.createQuery("""
                        SELECT hash FROM sessions WHERE last_used < :idle OR created < :created LIMIT :limit
                        """)
                .bind("idle", idleSince.toEpochMilli())
                .bind("created", createdBefore.toEpochMilli())
                .bind("limit", PURGED_AT_ONCE)
                .map((row, _) -> row.getBytes("hash"))
                .list());
    }

    // The conditions again: some may have been used since they were found.
    private static int remove(Handle handle, List<byte[]> hashes, Instant idleSince, Instant createdBefore) {
        var batch = handle.prepareBatch(
                "DELETE FROM sessions WHERE hash = :hash AND (last_used < :idle OR created < :created)");
        hashes.forEach(hash -> batch.bind("hash", hash)
                .bind("idle", idleSince.toEpochMilli())
                .bind("created", createdBefore.toEpochMilli())
                .add());
        return IntStream.of(batch.execute()).sum();
    }

    private static boolean end(Tx tx, SecretHash hash) {
        tx.changed("session", hash.hex());
        SqlParticipantStore.end(tx.handle(), hash);
        return tx.handle()
                        .createUpdate("DELETE FROM sessions WHERE hash = :hash")
                        .bind("hash", hash.bytes())
                        .execute()
                > 0;
    }

    private static void insert(Handle handle, Session session) {
        handle.createUpdate("""
                INSERT INTO sessions (hash, id, user_id, created, authenticated, last_used, persistent, amr)
                VALUES (:hash, :id, :user, :created, :authenticated, :lastUsed, :persistent, :amr)
                """)
                .bind("hash", session.hash().bytes())
                .bind("id", session.id())
                .bind("user", session.userId())
                .bind("created", session.times().created().toEpochMilli())
                .bind("authenticated", session.times().authenticated().toEpochMilli())
                .bind("lastUsed", session.times().lastUsed().toEpochMilli())
                .bind("persistent", session.persistent())
                .bind("amr", Json.text(session.amr()))
                .execute();
    }

    private static Session session(ResultSet row) throws SQLException {
        List<Object> amr = Json.readArray(row.getString("amr").getBytes(StandardCharsets.UTF_8));
        return new Session(
                SecretHash.ofStored(row.getBytes("hash")),
                row.getString("id"),
                row.getString("user_id"),
                new Session.Times(
                        Columns.instant(row, "created"),
                        Columns.instant(row, "authenticated"),
                        Columns.instant(row, "last_used")),
                row.getBoolean("persistent"),
                amr.stream().map(String.class::cast).toList());
    }
}
