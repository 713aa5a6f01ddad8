package dev.narthex.server;

import dev.narthex.server.wiring.Features;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second whether rules of groups have something to do for everybody, and does it a slice at a time
/// until nothing is left. Stopped between two slices, whoever comes next goes on.
final class PlacementRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlacementRounds.class);

    private final Features features;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("group-rules").factory());
    private volatile boolean closing;

    private PlacementRounds(Features features) {
        this.features = features;
    }

    static PlacementRounds of(Features features) {
        var rounds = new PlacementRounds(features);
        rounds.timer.scheduleWithFixedDelay(rounds::round, 1, 1, TimeUnit.SECONDS);
        return rounds;
    }

    private void round() {
        try {
            boolean more = true;
            while (more && !closing) more = features.placePeople();
        } catch (RuntimeException e) {
            // An exception that left here would end the timer for good.
            LOG.warn("group rules did not finish a slice; it is done again", e);
        }
    }

    /// Finishes the slice it is at.
    @Override
    public void close() {
        closing = true;
        timer.close();
    }
}
