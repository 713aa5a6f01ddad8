package dev.narthex.store;

import dev.narthex.crypt.SecretHash;
import dev.narthex.logout.Participant;
import dev.narthex.logout.ParticipantStore;
import dev.narthex.session.Session;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Participants of sessions. The same rows are the outbox of what they must be told: the end of a session makes them
/// due, in its own transaction.
final class SqlParticipantStore implements ParticipantStore {
    private final Database database;

    SqlParticipantStore(Database database) {
        this.database = database;
    }

    /// As part of the end of a session.
    static void end(Handle handle, SecretHash session) {
        handle.createUpdate("""
                UPDATE participants SET due = 0
                WHERE session_id = (SELECT id FROM sessions WHERE hash = :hash) AND due IS NULL
                """).bind("hash", session.bytes()).execute();
    }

    /// As part of signing in again: for the same person it goes on.
    static void goOver(Handle handle, SecretHash replaced, Session next) {
        handle.createUpdate("""
                UPDATE participants SET session_id = :next
                WHERE session_id = (SELECT id FROM sessions WHERE hash = :hash) AND user_id = :user AND due IS NULL
                """)
                .bind("next", next.id())
                .bind("hash", replaced.bytes())
                .bind("user", next.userId())
                .execute();
    }

    @Override
    public void join(Participant participant, Instant now) {
        database.write(tx -> bound(tx.handle().createUpdate("""
                        INSERT INTO participants (sid, client_id, server_id, session_id, user_id, joined, attempts)
                        VALUES (:sid, :client, :server, :sid, :user, :now, 0)
                        ON CONFLICT (sid, client_id, server_id) DO NOTHING
                        """), participant)
                .bind("user", participant.userId())
                .bind("now", now.toEpochMilli())
                .execute());
    }

    @Override
    public List<Participant> of(String sessionId) {
        return database.read(handle -> handle.createQuery("""
                        SELECT sid, client_id, server_id, user_id, attempts FROM participants
                        WHERE session_id = :session AND due IS NULL ORDER BY sid, client_id, server_id
                        """)
                .bind("session", sessionId)
                .map((row, _) -> due(row).participant())
                .list());
    }

    @Override
    public List<Due> take(Instant now, Instant until, int limit) {
        if (!anyDue(now)) return List.of();
        return database.write(tx -> tx.handle()
                .createQuery("""
                        UPDATE participants SET due = :until, attempts = attempts + 1
                        WHERE due <= :now AND (sid, client_id, server_id) IN (
                            SELECT sid, client_id, server_id FROM participants WHERE due <= :now
                            ORDER BY due, sid LIMIT :limit)
                        RETURNING sid, client_id, server_id, user_id, attempts
                        """)
                .bind("now", now.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("limit", limit)
                .map((row, _) -> due(row))
                .list());
    }

    /// Asked often and mostly in vain: that must not cost a write.
    private boolean anyDue(Instant now) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM participants WHERE due <= :now LIMIT 1")
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void done(Participant participant) {
        database.write(tx -> bound(tx.handle().createUpdate("""
                        DELETE FROM participants
                        WHERE sid = :sid AND client_id = :client AND server_id = :server
                        """), participant).execute());
    }

    @Override
    public void retry(Participant participant, Instant due) {
        database.write(tx -> bound(tx.handle().createUpdate("""
                        UPDATE participants SET due = :due
                        WHERE sid = :sid AND client_id = :client AND server_id = :server
                        """), participant)
                .bind("due", due.toEpochMilli())
                .execute());
    }

    @Override
    public int purge(Instant joinedBefore) {
        return database.write(tx -> tx.handle()
                .execute("DELETE FROM participants WHERE due IS NULL AND joined < ?", joinedBefore.toEpochMilli()));
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Participant participant) {
        return statement
                .bind("sid", participant.sid())
                .bind("client", participant.clientId())
                .bind("server", participant.serverId());
    }

    private static Due due(ResultSet row) throws SQLException {
        var participant = new Participant(
                row.getString("sid"), row.getString("client_id"), row.getString("server_id"), row.getString("user_id"));
        return new Due(participant, row.getInt("attempts"));
    }
}
