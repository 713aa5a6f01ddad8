package dev.narthex.store.database;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/// The one who writes. Callers wait; all who wait are served by one transaction, so the disk is waited for once.
///
/// What [#write] returned is durable. A unit that throws takes no other with it: its group is rolled back and each
/// unit is done again alone, so work must be repeatable and touch nothing but its transaction. While the database is
/// away, and when too many wait, callers get `Unavailable`, never silence.
final class Writer implements AutoCloseable {
    private static final int GROUP = 256;
    static final int WAITING = 8192;
    private static final int TRIES = 10;
    static final long APART = Duration.ofMillis(2).toNanos();
    private static final Unit<Void> STOP = new Unit<>(_ -> null);

    private final Jdbi jdbi;
    private final Feed feed;
    private final RandomGenerator random;
    private final BlockingQueue<Unit<?>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final ReentrantLock entrance = new ReentrantLock();
    private final Thread thread;
    private boolean closed;

    Writer(Jdbi jdbi, Feed feed, RandomGenerator random) {
        this.jdbi = jdbi;
        this.feed = feed;
        this.random = random;
        this.thread = Thread.ofPlatform().name("narthex-writer").daemon().start(this::serve);
    }

    /// Does `work` in a transaction and returns when it is durable.
    <T> T write(Function<Tx, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        var unit = new Unit<>(work);
        enqueue(unit);
        return unit.await();
    }

    /// Writes what waits, then stops. Later writes are refused.
    @Override
    public void close() {
        entrance.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            entrance.unlock();
        }
        finish();
    }

    /// How many units wait, beside those being written.
    int waiting() {
        return waiting.size();
    }

    private void enqueue(Unit<?> unit) {
        entrance.lock();
        try {
            if (closed) {
                throw new Unavailable("the database is closed", null);
            }
            if (!waiting.offer(unit)) {
                throw new Unavailable("too many writes wait for the database", null);
            }
        } finally {
            entrance.unlock();
        }
    }

    private void finish() {
        try {
            waiting.put(STOP);
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        var group = new ArrayList<Unit<?>>(GROUP);
        boolean stop = false;
        long begun = System.nanoTime();
        while (!stop) {
            boolean company = group.size() > 1;
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException _) {
                continue; // Nobody has a reason to interrupt this thread: close() asks politely.
            }
            if (company) gatherUntil(begun + APART);
            begun = System.nanoTime();
            waiting.drainTo(group, GROUP - 1);
            stop = group.removeIf(unit -> unit == STOP);
            commit(group);
        }
    }

    /// Where several write at once, more are about to, and a commit costs much more than what is in it: so commits
    /// begin a little apart. Who writes alone never waits for company.
    private static void gatherUntil(long instant) {
        long left = instant - System.nanoTime();
        if (left > 0) LockSupport.parkNanos(left);
    }

    private void commit(List<Unit<?>> group) {
        try {
            together(group);
        } catch (RuntimeException | Error fault) {
            if (Faults.broken(fault)) {
                var why = new Unavailable("the database did not commit", fault);
                group.forEach(unit -> unit.fail(why));
            } else {
                group.forEach(this::alone);
            }
        }
    }

    private void alone(Unit<?> unit) {
        for (int tries = 1; ; tries++) {
            try {
                together(List.of(unit));
                return;
            } catch (RuntimeException fault) {
                if (!Faults.mayGoOtherwise(fault) || tries == TRIES) {
                    unit.fail(Faults.seen(fault));
                    return;
                }
            } catch (Error fault) {
                unit.fail(fault);
                return;
            }
        }
    }

    private void together(List<Unit<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        List<Change> changes = jdbi.inTransaction(handle -> {
            var tx = new Tx(handle, random);
            group.forEach(unit -> unit.run(tx));
            feed.record(handle, tx.changes());
            return tx.changes();
        });
        feed.tell(changes);
        group.forEach(Unit::succeed);
    }
}
