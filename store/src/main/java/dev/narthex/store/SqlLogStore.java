package dev.narthex.store;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogStore;
import dev.narthex.store.database.Columns;
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
            // Made by the caller: there is one writer for all.
            List<String> documents = events.stream().map(LogDocument::write).toList();
            database.write(tx -> insert(tx.handle(), events, documents));
        }
    }

    @Override
    public List<LogEvent> read(Query query) {
        return database.read(handle ->
                window(handle, query).map(window -> page(handle, query, window)).orElse(List.of()));
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

    /// As part of another store's transaction.
    static void insert(Handle handle, List<LogEvent> events) {
        if (!events.isEmpty())
            insert(handle, events, events.stream().map(LogDocument::write).toList());
    }

    private static int insert(Handle handle, List<LogEvent> events, List<String> documents) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO log_events (published, id, event_type, actor_id, event)
                VALUES (:published, :id, :type, :actor, :event)
                """);
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            batch.bind("published", event.published().toEpochMilli())
                    .bind("id", event.id())
                    .bind("type", event.kind().type())
                    .bind("actor", event.actor().id())
                    .bind("event", documents.get(i))
                    .add();
        }
        return batch.execute().length;
    }

    /// Where the page may lie: what was asked for, less what lies before the row after which it continues.
    private static Optional<Window> window(Handle handle, Query query) {
        var whole = new Window(
                new Place(query.since().toEpochMilli(), ""),
                new Place(query.until().toEpochMilli(), ""));
        if (query.page().afterId().isEmpty()) {
            return Optional.of(whole);
        }
        Optional<Place> place = place(handle, query.page().afterId().get());
        if (query.page().ascending()) {
            // A row that was purged is older than all that are there: the page begins at the first of them.
            return Optional.of(place.map(whole::after).orElse(whole));
        }
        return place.map(whole::before);
    }

    private static Optional<Place> place(Handle handle, String id) {
        return handle.createQuery("SELECT published FROM log_events WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Place(row.getLong("published"), id))
                .findOne();
    }

    private static List<LogEvent> page(Handle handle, Query query, Window window) {
        String direction = query.page().ascending() ? "" : " DESC";
        var statement = handle.createQuery("""
                SELECT published, id, event FROM log_events
                WHERE published >= :from AND (published > :from OR id > :fromId)
                  AND published <= :to AND (published < :to OR id < :toId)
                """
                + filter("event_type", query.eventType())
                + filter("actor_id", query.actorId())
                + "ORDER BY published" + direction + ", id" + direction + " LIMIT :limit");
        query.eventType().ifPresent(type -> statement.bind("event_type", type));
        query.actorId().ifPresent(actor -> statement.bind("actor_id", actor));
        return statement
                .bind("from", window.from().published())
                .bind("fromId", window.from().id())
                .bind("to", window.to().published())
                .bind("toId", window.to().id())
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

    /// A row's place in the order of the log. The empty id comes before all rows of its millisecond.
    private record Place(long published, String id) {
        boolean isBefore(Place other) {
            return published < other.published || published == other.published && id.compareTo(other.id) < 0;
        }
    }

    /// What lies between two places, neither of them included.
    private record Window(Place from, Place to) {
        Window after(Place place) {
            return from.isBefore(place) ? new Window(place, to) : this;
        }

        Window before(Place place) {
            return place.isBefore(to) ? new Window(from, place) : this;
        }
    }
}
