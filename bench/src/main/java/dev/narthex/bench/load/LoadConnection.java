package dev.narthex.bench.load;

import dev.narthex.bench.cost.Latencies;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// One client of many: holds its dialogue over one kept connection, again and again.
final class LoadConnection implements Runnable {
    private final int port;
    private final Dialogue dialogue;
    private final Window window;
    private final Latencies latencies = new Latencies();
    private final AtomicReference<String> fault;

    /// When answers count, in `System.nanoTime`.
    ///
    /// @param every nanoseconds between two requests of a connection, each timed from when it was due;
    ///     0 if the next follows the answer
    record Window(long from, long until, long every) {}

    /// @param fault where the first thing that went wrong is told, and seen by all
    LoadConnection(int port, Dialogue dialogue, Window window, AtomicReference<String> fault) {
        this.port = port;
        this.dialogue = dialogue;
        this.window = window;
        this.fault = fault;
    }

    Latencies latencies() {
        return latencies;
    }

    @Override
    public void run() {
        try (var connection = new KeptConnection(port)) {
            long now = System.nanoTime();
            for (long due = first(now); now < window.until() && fault.get() == null; due += window.every()) {
                sleepUntil(due);
                long sent = window.every() == 0 ? now : due;
                dialogue.hold(connection);
                now = System.nanoTime();
                if (sent >= window.from() && now < window.until()) latencies.add(now - sent);
            }
        } catch (IOException e) {
            fault.compareAndSet(null, e.toString());
        }
    }

    /// Connections begin apart.
    private long first(long now) {
        return window.every() == 0 ? now : now + ThreadLocalRandom.current().nextLong(window.every());
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }
}
