package dev.narthex.server;

import dev.narthex.server.wiring.Features;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second whether a file of people waits to be brought in, and does so; one at a time.
final class ImportRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRounds.class);

    private final ScheduledExecutorService carrier = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("imports").factory());

    private ImportRounds() {}

    static ImportRounds of(Features features) {
        var rounds = new ImportRounds();
        rounds.carrier.scheduleWithFixedDelay(() -> rounds.round(features), 1, 1, TimeUnit.SECONDS);
        return rounds;
    }

    private void round(Features features) {
        try {
            features.bringIn(() -> !carrier.isShutdown());
        } catch (RuntimeException e) {
            // An exception that left here would end the timer for good.
            LOG.warn("imports could not be looked for; they are in a second", e);
        }
    }

    /// Ends after the batch that is under way; another node, or this one after its next start, goes on behind it.
    @Override
    public void close() {
        carrier.shutdown();
        try {
            if (!carrier.awaitTermination(10, TimeUnit.SECONDS)) carrier.shutdownNow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
