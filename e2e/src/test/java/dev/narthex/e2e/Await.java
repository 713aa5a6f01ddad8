package dev.narthex.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what is true soon, asking often.
public final class Await {
    private Await() {}

    public static void until(String what, BooleanSupplier isTrue) {
        within(Duration.ofSeconds(10), what, isTrue);
    }

    public static void within(Duration time, String what, BooleanSupplier isTrue) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!isTrue.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within " + time + ": " + what);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
