package dev.narthex.store.database;

import dev.narthex.cache.Changes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The feed of a database that several nodes share: a table of changes, read four times a second, and at once when
/// the database notifies.
///
/// Rows become visible in another order than they are stamped, as each waits for its commit. So every poll goes back
/// [#OVERLAP] before the last one, and what was told already is known by its id. A node that needs longer than that
/// from stamp to commit is cut off by the database ([PostgresqlConnections]). All times are the database's.
final class SharedFeed extends Feed {
    static final Duration OVERLAP = Duration.ofSeconds(6);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration STALE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration PURGE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(SharedFeed.class);

    private final Jdbi jdbi;
    private final Map<Long, Long> told = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean notifies;
    private volatile long freshAt = System.nanoTime() - STALE.toNanos();
    private long readUpTo;
    private long purgedAt = System.nanoTime();

    SharedFeed(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.thread = Thread.ofPlatform().name("narthex-changes").daemon().unstarted(this::follow);
    }

    /// Begins to read; the table must be there.
    void start() {
        thread.start();
    }

    @Override
    void record(Handle handle, List<Change> changes) {
        refuseFailed(handle);
        if (!changes.isEmpty()) {
            insert(handle, changes);
        }
    }

    // PostgreSQL answers the COMMIT of a transaction in which a statement failed with a quiet ROLLBACK, and nothing
    // between us and it complains: whoever hid the failure would have its work and that of all others acknowledged.
    private static void refuseFailed(Handle handle) {
        try {
            var connection = handle.getConnection().unwrap(BaseConnection.class);
            if (connection.getTransactionState() == TransactionState.FAILED) {
                throw new IllegalStateException("a statement failed, and its unit of work hid it");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Handle handle, List<Change> changes) {
        var batch = handle.prepareBatch("""
                INSERT INTO changes (at, id, topic, key)
                VALUES (CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT), :id, :topic, :key)
                """);
        changes.forEach(change -> batch.bind("id", change.id())
                .bind("topic", change.topic())
                .bind("key", change.key())
                .add());
        batch.execute();
        if (notifies) {
            handle.execute("NOTIFY narthex_changes");
        }
    }

    @Override
    void tell(List<Change> changes) {
        long now = System.nanoTime();
        changes.forEach(change -> told.put(change.id(), now));
        super.tell(changes);
    }

    @Override
    public boolean fresh() {
        return System.nanoTime() - freshAt < STALE.toNanos();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void follow() {
        while (!closed) {
            try (Handle handle = jdbi.open()) {
                listen(handle);
                while (!closed) {
                    poll(handle);
                    purge(handle);
                    pause(handle);
                }
            } catch (JdbiException | SQLException e) {
                if (closed) {
                    return;
                }
                LOG.warn("the feed of changes cannot be read; nothing is remembered until it can", e);
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    // Some engines that speak PostgreSQL cannot notify. Polling alone is enough.
    private void listen(Handle handle) {
        try {
            handle.execute("LISTEN narthex_changes");
            notifies = true;
        } catch (JdbiException e) {
            if (Faults.broken(e)) {
                throw e;
            }
            notifies = false;
        }
    }

    private void poll(Handle handle) {
        long asked = System.nanoTime();
        long now = handle.createQuery("SELECT CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT)")
                .map((row, _) -> row.getLong(1))
                .one();
        if (readUpTo > 0 && mayHaveMissed(now)) {
            tell(List.of(new Change(0, Changes.EVERYTHING, "")));
        }
        tell(unseen(handle, Math.min(readUpTo, now) - OVERLAP.toMillis()));
        readUpTo = now;
        freshAt = asked;
    }

    /// After an outage so long that rows may have been purged, or when the database's clock went back.
    private boolean mayHaveMissed(long now) {
        return now < readUpTo || now - readUpTo > KEPT.toMillis() / 2;
    }

    private List<Change> unseen(Handle handle, long since) {
        return handle
                .createQuery("SELECT id, topic, key FROM changes WHERE at >= :since ORDER BY at")
                .bind("since", since)
                .map((row, _) -> new Change(row.getLong("id"), row.getString("topic"), row.getString("key")))
                .stream()
                .filter(change -> !told.containsKey(change.id()))
                .toList();
    }

    private void purge(Handle handle) {
        long now = System.nanoTime();
        if (now - purgedAt < PURGE.toNanos()) {
            return;
        }
        purgedAt = now;
        told.values().removeIf(at -> now - at > PURGE.toNanos());
        handle.createUpdate("DELETE FROM changes WHERE at < :before")
                .bind("before", readUpTo - KEPT.toMillis())
                .execute();
    }

    private void pause(Handle handle) throws SQLException {
        if (notifies) {
            var connection = handle.getConnection().unwrap(PGConnection.class);
            connection.getNotifications((int) POLL.toMillis());
            LockSupport.parkNanos(BREATH.toNanos());
        } else {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
