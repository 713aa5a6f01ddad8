package dev.narthex.store;

import dev.narthex.signin.AttemptStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Attempts to sign in, counted by the database in one statement, so that parallel guesses cannot outrun the count.
final class SqlAttemptStore implements AttemptStore {
    private final Database database;

    SqlAttemptStore(Database database) {
        this.database = database;
    }

    @Override
    public Admission admit(String userId, String source, Limits limits, Instant now) {
        return database.write(tx -> count(tx.handle(), new Key(userId, source), limits, now));
    }

    @Override
    public void clear(String userId, String source) {
        database.write(
                tx -> tx.handle().execute("DELETE FROM attempts WHERE user_id = ? AND source = ?", userId, source));
    }

    @Override
    public void clearAll(String userId) {
        database.write(tx -> tx.handle().execute("DELETE FROM attempts WHERE user_id = ?", userId));
    }

    @Override
    public Optional<Instant> lockedUntil(String userId, String source, Instant now) {
        return database.read(handle -> locked(handle, new Key(userId, source), now));
    }

    @Override
    public void remember(String userId, String deviceHash, Instant now) {
        database.write(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO known_devices (user_id, device, last_seen) VALUES (:user, :device, :now)
                        ON CONFLICT (user_id, device) DO UPDATE SET last_seen = excluded.last_seen
                        """)
                .bind("user", userId)
                .bind("device", deviceHash)
                .bind("now", now.toEpochMilli())
                .execute());
    }

    @Override
    public void forgetDevices(String userId) {
        database.write(tx -> tx.handle().execute("DELETE FROM known_devices WHERE user_id = ?", userId));
    }

    @Override
    public int purge(Instant before) {
        return database.write(
                tx -> tx.handle().execute("DELETE FROM known_devices WHERE last_seen < ?", before.toEpochMilli()));
    }

    @Override
    public boolean isKnown(String userId, String deviceHash) {
        return database.read(
                handle -> handle.createQuery("SELECT 1 FROM known_devices WHERE user_id = :user AND device = :device")
                        .bind("user", userId)
                        .bind("device", deviceHash)
                        .map((row, _) -> row.getInt(1))
                        .findOne()
                        .isPresent());
    }

    /// Counts on while the source is locked, so that this takes one write, whoever is asked for and however often. A
    /// lock
    /// that has passed begins the count anew.
    private static Admission count(Handle handle, Key key, Limits limits, Instant now) {
        return handle.createQuery("""
                INSERT INTO attempts (user_id, source, attempts, locked_until)
                VALUES (:user, :source, 1, CASE WHEN 1 >= :limit THEN CAST(:lockedUntil AS BIGINT) END)
                ON CONFLICT (user_id, source) DO UPDATE SET
                    attempts = CASE
                        WHEN attempts.locked_until <= :now THEN 1
                        WHEN attempts.locked_until > :now AND attempts.attempts < :limit THEN :limit + 1
                        ELSE attempts.attempts + 1 END,
                    locked_until = CASE
                        WHEN attempts.locked_until > :now THEN attempts.locked_until
                        WHEN attempts.locked_until IS NULL AND attempts.attempts + 1 >= :limit OR 1 >= :limit
                        THEN CAST(:lockedUntil AS BIGINT) END
                RETURNING attempts, locked_until
                """)
                .bind("user", key.userId())
                .bind("source", key.source())
                .bind("limit", limits.attempts())
                .bind("lockedUntil", now.plus(limits.lock()).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> admission(row, limits))
                .one();
    }

    private static Admission admission(ResultSet row, Limits limits) throws SQLException {
        int attempts = row.getInt("attempts");
        return attempts <= limits.attempts()
                ? new Admission.Admitted(attempts)
                : new Admission.Locked(Columns.instant(row, "locked_until"));
    }

    private static Optional<Instant> locked(Handle handle, Key key, Instant now) {
        return handle.createQuery("""
                SELECT locked_until FROM attempts
                WHERE user_id = :user AND source = :source AND locked_until > :now
                """)
                .bind("user", key.userId())
                .bind("source", key.source())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> Columns.instant(row, "locked_until"))
                .findOne();
    }

    private record Key(String userId, String source) {}
}
