package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// What an input may cost: processor time of the thread, which other programs don't lengthen. Generous, for the first
/// inputs load classes, and Jazzer slows everything.
public final class Effort {
    private static final Duration MOST = Duration.ofSeconds(5);

    private Effort() {}

    public static void bounded(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        var took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertTrue(took.compareTo(MOST) < 0, () -> "took " + took);
    }
}
