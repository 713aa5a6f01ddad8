package dev.narthex.password;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The one place where passwords are hashed: a few threads, and a queue before them, first come first served.
///
/// There are two such lanes. In one the house's own hashes are made and checked, once for every attempt, whoever it is
/// for. Hashes that came from elsewhere have the other, so that nobody has to wait, and nobody can see by waiting, that
/// an expensive one is being checked for somebody else.
///
/// Hashing is made to be slow and takes 19 MiB at a time, so a storm of sign-ins must neither take all processors from
/// the token traffic nor all memory. It runs on platform threads of its own. On the virtual threads that serve requests
/// it would hold a carrier for the whole hash (a native call can't be unmounted, and Java code that computes is not),
/// and there are as many carriers as processors: that many hashes at once, and no other request moves. Threads of our
/// own share the processors with the carriers by the scheduler of the system, in slices of milliseconds.
/// `docs/adr/0008-hashing-on-its-own-threads.md` has the figures.
///
/// Whoever finds the queue full, or waits in it for longer than the deadline, is turned away with [Unavailable]. Work
/// that has begun is waited for.
public final class HashGate implements AutoCloseable {
    private static final int WAITING_PER_THREAD = 256;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Lane own;
    private final Lane foreign;

    /// @param concurrent how many hashes are computed at a time, in each lane
    /// @param waiting how many callers may wait beyond those
    /// @param deadline how long each may wait
    public HashGate(int concurrent, int waiting, Duration deadline) {
        this(
                new Lane("hash-", concurrent, waiting, deadline),
                new Lane("foreign-hash-", concurrent, waiting, deadline));
    }

    private HashGate(Lane own, Lane foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    /// A gate that leaves one of the processors to everybody else, if there are two or more. Half of them, at most,
    /// check
    /// what came from elsewhere.
    public static HashGate forProcessors(int processors) {
        return new HashGate(
                lane("hash-", Math.max(1, processors - 1)), lane("foreign-hash-", Math.max(1, processors / 2)));
    }

    private static Lane lane(String name, int concurrent) {
        return new Lane(name, concurrent, concurrent * WAITING_PER_THREAD, DEADLINE);
    }

    /// Does the work of an own hash when it is its turn.
    ///
    /// @throws Unavailable if its turn does not come
    <T> T pass(Supplier<T> work) {
        return own.pass(work);
    }

    /// Does the work of a hash that came from elsewhere when it is its turn.
    ///
    /// @throws Unavailable if its turn does not come
    <T> T passForeign(Supplier<T> work) {
        return foreign.pass(work);
    }

    /// @throws Unavailable if there is no room for another own hash now
    void requireRoom() {
        if (own.threads.getQueue().remainingCapacity() == 0) throw Lane.busy(null);
    }

    /// How many own hashes are computed at a time.
    public int concurrent() {
        return own.threads.getCorePoolSize();
    }

    /// How many callers wait at this moment: what an operator wants to see in a storm.
    public int waiting() {
        return own.threads.getQueue().size() + foreign.threads.getQueue().size();
    }

    /// Lets the work end that has begun; whoever waits is turned away.
    @Override
    public void close() {
        own.threads.shutdown();
        foreign.threads.shutdown();
    }

    private static final class Lane {
        private final ThreadPoolExecutor threads;
        private final Duration deadline;

        Lane(String name, int concurrent, int waiting, Duration deadline) {
            var factory = Thread.ofPlatform().name(name, 1).daemon().factory();
            var queue = new LinkedBlockingQueue<Runnable>(waiting);
            this.threads = new ThreadPoolExecutor(concurrent, concurrent, 0, TimeUnit.SECONDS, queue, factory);
            this.deadline = deadline;
        }

        <T> T pass(Supplier<T> work) {
            var begun = new AtomicBoolean();
            var task = new FutureTask<>(() -> begun.compareAndSet(false, true) ? work.get() : null);
            try {
                threads.execute(task);
                return await(task, begun);
            } catch (RejectedExecutionException full) {
                throw busy(full);
            }
        }

        private <T> T await(FutureTask<T> task, AtomicBoolean begun) {
            try {
                return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                if (begun.compareAndSet(false, true)) {
                    threads.remove(task);
                    throw busy(late);
                }
                return awaitBegun(task);
            } catch (InterruptedException interruption) {
                if (begun.compareAndSet(false, true)) threads.remove(task);
                throw interrupted(interruption);
            } catch (ExecutionException failure) {
                throw unwrapped(failure);
            }
        }

        private <T> T awaitBegun(FutureTask<T> task) {
            try {
                return task.get();
            } catch (InterruptedException interruption) {
                throw interrupted(interruption);
            } catch (ExecutionException failure) {
                throw unwrapped(failure);
            }
        }

        private static Unavailable interrupted(InterruptedException why) {
            Thread.currentThread().interrupt();
            return busy(why);
        }

        private static RuntimeException unwrapped(ExecutionException failure) {
            return switch (failure.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> exception;
                case Throwable other -> new IllegalStateException(other);
            };
        }

        private static Unavailable busy(Exception why) {
            return new Unavailable("too many passwords are being hashed", why);
        }
    }
}
