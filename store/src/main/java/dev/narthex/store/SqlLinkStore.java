package dev.narthex.store;

import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Json;
import dev.narthex.mail.SealedMail;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.LinkStore;
import dev.narthex.recovery.OneTimeLink;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// One-time links by the hash of their secret.
final class SqlLinkStore implements LinkStore {
    private final Database database;

    SqlLinkStore(Database database) {
        this.database = database;
    }

    @Override
    public void issue(SecretHash hash, OneTimeLink link, Optional<SealedMail> mail) {
        database.write(tx -> {
            insert(tx.handle(), hash, link);
            return mail.map(it -> SqlOutboxStore.insert(tx.handle(), it)).orElse(0);
        });
    }

    private static int insert(Handle handle, SecretHash hash, OneTimeLink link) {
        return handle.createUpdate("""
                INSERT INTO one_time_links (user_id, purpose, hash, facts, made, expires)
                VALUES (:user, :purpose, :hash, :facts, :made, :expires)
                ON CONFLICT (user_id, purpose) DO UPDATE SET
                    hash = excluded.hash, facts = excluded.facts, made = excluded.made, expires = excluded.expires
                """)
                .bind("user", link.userId())
                .bind("purpose", link.purpose().name())
                .bind("hash", hash.bytes())
                .bind("facts", Json.text(link.facts()))
                .bind("made", link.made().toEpochMilli())
                .bind("expires", link.expires().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<OneTimeLink> find(LinkPurpose purpose, SecretHash hash, Instant now) {
        return database.read(handle -> working(
                handle,
                "SELECT user_id, purpose, facts, made, expires FROM one_time_links WHERE <works>",
                purpose,
                hash,
                now));
    }

    @Override
    public Optional<OneTimeLink> redeem(LinkPurpose purpose, SecretHash hash, Instant now) {
        return database.write(tx -> working(
                tx.handle(),
                "DELETE FROM one_time_links WHERE <works> RETURNING user_id, purpose, facts, made, expires",
                purpose,
                hash,
                now));
    }

    private static Optional<OneTimeLink> working(
            Handle handle, String statement, LinkPurpose purpose, SecretHash hash, Instant now) {
        Query query =
                handle.createQuery(statement).define("works", "hash = :hash AND purpose = :purpose AND expires > :now");
        return query.bind("hash", hash.bytes())
                .bind("purpose", purpose.name())
                .bind("now", now.toEpochMilli())
                .map((row, _) -> link(row))
                .findOne();
    }

    @Override
    public void forget(String userId) {
        database.write(tx -> tx.handle().execute("DELETE FROM one_time_links WHERE user_id = ?", userId));
    }

    @Override
    public int purge(Instant now) {
        return database.write(
                tx -> tx.handle().execute("DELETE FROM one_time_links WHERE expires < ?", now.toEpochMilli()));
    }

    private static OneTimeLink link(ResultSet row) throws SQLException {
        var facts = new LinkedHashMap<String, String>();
        Document.read(row.getString("facts")).members().forEach((name, value) -> facts.put(name, (String) value));
        return new OneTimeLink(
                LinkPurpose.valueOf(row.getString("purpose")),
                row.getString("user_id"),
                facts,
                Columns.instant(row, "made"),
                Columns.instant(row, "expires"));
    }
}
