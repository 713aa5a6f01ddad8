package dev.narthex.flow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Lets an answer go only when a whole number of steps has passed, so that its time does not tell what was found on the
/// way to it. `docs/adr/0014-refusals-take-even-time.md` says against whom.
///
/// Usually one step is enough. Whatever takes longer makes everybody wait as long for an hour: who was slow once, be it
/// an imported hash or the system that a hook asks, can't be told apart by being slow again.
///
/// Waiting holds neither a processor nor a thread of the system.
public final class EvenTime {
    private static final int MOST_STEPS = 16;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final long step;
    private final AtomicReference<Pace> pace = new AtomicReference<>(new Pace(1, 0));

    /// How many steps an answer takes, and until when, by `System.nanoTime`.
    private record Pace(int steps, long until) {}

    /// @param step zero if nothing is to be held back
    public EvenTime(Duration step) {
        this.step = step.toNanos();
    }

    public Span begin() {
        return new Span();
    }

    /// One answer on its way.
    public final class Span {
        private long from = System.nanoTime();

        private Span() {}

        /// Does work that takes the same time whatever it finds, so that it need not be covered: a wait in a queue of
        /// all, say.
        public <T> T beside(Supplier<T> work) {
            long before = System.nanoTime();
            T result = work.get();
            from += System.nanoTime() - before;
            return result;
        }

        /// Returns when the answer may go.
        public void hold() {
            if (step == 0) return;
            long now = System.nanoTime();
            sleep(from + step * steps(now - from, now) - now);
        }
    }

    /// The steps for an answer that could go after so many nanoseconds.
    int steps(long spent, long now) {
        int needed = Math.clamp(Math.ceilDiv(spent, step), 1, Integer.MAX_VALUE);
        int raised = Math.min(needed, MOST_STEPS);
        var next = pace.updateAndGet(last -> {
            int kept = now - last.until() < 0 ? last.steps() : 1;
            return raised < kept ? last : new Pace(raised, now + REMEMBERED.toNanos());
        });
        return Math.max(needed, next.steps());
    }

    private static void sleep(long nanoseconds) {
        try {
            Thread.sleep(Duration.ofNanos(nanoseconds));
        } catch (InterruptedException _) {
            // The server stops: it answers at once.
            Thread.currentThread().interrupt();
        }
    }
}
