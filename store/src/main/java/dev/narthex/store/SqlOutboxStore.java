package dev.narthex.store;

import dev.narthex.mail.OutboxStore;
import dev.narthex.mail.SealedMail;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Mails on their way. Taking one and keeping others from it is one statement: who comes second finds it due later.
final class SqlOutboxStore implements OutboxStore {
    private final Database database;

    SqlOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(SealedMail mail) {
        database.write(tx -> insert(tx.handle(), mail));
    }

    /// As part of another store's transaction.
    static int insert(Handle handle, SealedMail mail) {
        return handle.createUpdate("""
                INSERT INTO outbox (id, content, written, due, attempts) VALUES (:id, :content, :written, :written, 0)
                """)
                .bind("id", mail.id())
                .bind("content", mail.content())
                .bind("written", mail.written().toEpochMilli())
                .execute();
    }

    @Override
    public List<Taken> take(Instant now, Instant until, int limit) {
        if (!anyDue(now)) return List.of();
        List<Taken> taken = database.write(tx -> tx.handle()
                .createQuery("""
                        UPDATE outbox SET due = :until, attempts = attempts + 1
                        WHERE due <= :now AND id IN (SELECT id FROM outbox WHERE due <= :now ORDER BY due, id LIMIT :limit)
                        RETURNING id, content, written, attempts
                        """)
                .bind("now", now.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .bind("limit", limit)
                .map((row, _) -> taken(row))
                .list());
        return taken.stream().sorted(Comparator.comparing(it -> it.mail().id())).toList();
    }

    /// Asked often and mostly in vain: that must not cost a write.
    private boolean anyDue(Instant now) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM outbox WHERE due <= :now LIMIT 1")
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void done(String id) {
        database.write(tx -> tx.handle().execute("DELETE FROM outbox WHERE id = ?", id));
    }

    @Override
    public void retry(String id, Instant due, String reason) {
        database.write(tx -> tx.handle()
                .execute("UPDATE outbox SET due = ?, reason = ? WHERE id = ?", due.toEpochMilli(), reason, id));
    }

    @Override
    public void giveUp(String id, String reason) {
        database.write(tx -> tx.handle()
                .execute(
                        "UPDATE outbox SET due = NULL, content = ?, reason = ? WHERE id = ?", new byte[0], reason, id));
    }

    @Override
    public int purge(Instant writtenBefore) {
        return database.write(tx -> tx.handle()
                .execute("DELETE FROM outbox WHERE due IS NULL AND written < ?", writtenBefore.toEpochMilli()));
    }

    private static Taken taken(ResultSet row) throws SQLException {
        var mail = new SealedMail(row.getString("id"), row.getBytes("content"), Columns.instant(row, "written"));
        return new Taken(mail, row.getInt("attempts"));
    }
}
