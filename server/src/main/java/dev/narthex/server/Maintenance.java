package dev.narthex.server;

import dev.narthex.server.wiring.Features;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does, once an hour, what nobody asks for: rotates keys that are due, forgets what is over.
///
/// Every node does it; what one has done the others find done.
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("maintenance").factory());

    private Maintenance() {}

    static Maintenance of(Features features) {
        var maintenance = new Maintenance();
        // Not before the first requests: it reads every app.
        maintenance.timer.schedule(() -> run(features::warn), 5, TimeUnit.SECONDS);
        maintenance.timer.scheduleWithFixedDelay(() -> run(features::note), 1, 1, TimeUnit.MINUTES);
        maintenance.timer.scheduleWithFixedDelay(() -> run(features::maintain), 1, 60, TimeUnit.MINUTES);
        return maintenance;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // An exception that left here would end the timer for good.
            LOG.warn("maintenance did not finish and is tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
