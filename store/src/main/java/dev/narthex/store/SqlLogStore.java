package dev.narthex.store;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogStore;
import dev.narthex.store.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The System Log, in the order of publication and, within a millisecond, of ids.
final class SqlLogStore implements LogStore {
    private static final int PURGED_AT_ONCE = 1_000;

    private final Database database;

    SqlLogStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<LogEvent> events) {
        if (!events.isEmpty()) {
            database.write(tx -> insert(tx.handle(), events));
        }
    }

    @Override
    public List<LogEvent> read(Query query) {
        return database.read(handle -> query.page().ascending() ? ascending(handle, query) : descending(handle, query));
    }

    @Override
    public int purge(Instant before) {
        int purged = 0;
        int removed;
        do {
            removed = database.write(tx -> remove(tx.handle(), before));
            purged += removed;
        } while (removed == PURGED_AT_ONCE);
        return purged;
    }

    private static int insert(Handle handle, List<LogEvent> events) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO log_events (published, id, event_type, actor_id, event)
                VALUES (:published, :id, :type, :actor, :event)
                """);
        events.forEach(event -> batch.bind("published", event.published().toEpochMilli())
                .bind("id", event.id())
                .bind("type", event.kind().type())
                .bind("actor", event.actor().id())
                .bind("event", LogDocument.write(event))
                .add());
        return batch.execute().length;
    }

    // A row that was purged is older than all that are there: ascending, the page begins at the first of them.
    private static List<LogEvent> ascending(Handle handle, Query query) {
        return page(handle, query, """
                AND (published, id) > (COALESCE((SELECT published FROM log_events WHERE id = :after), :since), :after)
                ORDER BY published, id LIMIT :limit
                """);
    }

    private static List<LogEvent> descending(Handle handle, Query query) {
        String continued = query.page().afterId().isEmpty()
                ? ""
                : "AND (published, id) < (COALESCE((SELECT published FROM log_events WHERE id = :after), -1), :after) ";
        return page(handle, query, continued + "ORDER BY published DESC, id DESC LIMIT :limit");
    }

    private static List<LogEvent> page(Handle handle, Query query, String continued) {
        var statement = handle.createQuery(
                """
                SELECT published, id, event FROM log_events
                WHERE published >= :since AND published < :until
                """ + filter("event_type", query.eventType()) + filter("actor_id", query.actorId()) + continued);
        query.eventType().ifPresent(type -> statement.bind("event_type", type));
        query.actorId().ifPresent(actor -> statement.bind("actor_id", actor));
        if (continued.contains(":after")) {
            statement.bind("after", Columns.after(query.page().afterId()));
        }
        return statement
                .bind("since", query.since().toEpochMilli())
                .bind("until", query.until().toEpochMilli())
                .bind("limit", query.page().limit())
                .map((row, _) -> LogDocument.read(
                        row.getString("id"), Columns.instant(row, "published"), row.getString("event")))
                .list();
    }

    private static String filter(String column, Optional<String> value) {
        return value.isPresent() ? "AND " + column + " = :" + column + " " : "";
    }

    private static int remove(Handle handle, Instant before) {
        return handle.createUpdate("""
                        DELETE FROM log_events WHERE id IN (
                            SELECT id FROM log_events WHERE published < :before ORDER BY published, id LIMIT :limit)
                        """)
                .bind("before", before.toEpochMilli())
                .bind("limit", PURGED_AT_ONCE)
                .execute();
    }
}
