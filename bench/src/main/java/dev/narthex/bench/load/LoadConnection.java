package dev.narthex.bench.load;

import dev.narthex.bench.cost.Latencies;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/// One client of many: holds its dialogue over one kept connection, again and again.
final class LoadConnection implements Runnable {
    private final int port;
    private final Dialogue dialogue;
    private final Window window;
    private final Latencies latencies = new Latencies();
    private final AtomicReference<String> fault;

    /// When answers count, in `System.nanoTime`.
    record Window(long from, long until) {}

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
            for (long now = System.nanoTime(); now < window.until() && fault.get() == null; ) {
                long sent = now;
                dialogue.hold(connection);
                now = System.nanoTime();
                if (sent >= window.from() && now < window.until()) latencies.add(now - sent);
            }
        } catch (IOException e) {
            fault.compareAndSet(null, e.toString());
        }
    }
}
