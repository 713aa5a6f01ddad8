package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HashGateTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    @DisplayName("abuse case 83: no more work is done at a time than there are threads, however many ask")
    void boundsConcurrency() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var gate = new HashGate(2, 1000, LONG);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 500; i++) {
                all.add(callers.submit(() -> gate.pass(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    return now.decrementAndGet();
                })));
            }
            for (var one : all) one.get();
        }
        assertEquals(2, most.get());
    }

    @Test
    @DisplayName("the work is done on platform threads: no carrier of virtual threads is held by a hash")
    void hashesOnPlatformThreads() throws Exception {
        try (var gate = new HashGate(1, 1, LONG);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertFalse(
                    callers.submit(() -> gate.pass(() -> Thread.currentThread().isVirtual()))
                            .get());
        }
    }

    @Test
    @DisplayName("first come, first served")
    void isFair() throws Exception {
        try (var blocked = new Blocked(1, 10, LONG)) {
            var order = Collections.synchronizedList(new ArrayList<Integer>());
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                all.add(blocked.waiting(i + 1, () -> order.add(number)));
            }
            blocked.release();
            for (var one : all) one.get();
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), order);
        }
    }

    @Test
    @DisplayName("who finds the queue full is turned away at once, and who waits in it is served")
    void refusesBeyondTheQueue() throws Exception {
        try (var blocked = new Blocked(1, 1, LONG)) {
            blocked.gate.requireRoom();
            var waiting = blocked.waiting(1, () -> "served");
            assertThrows(Unavailable.class, () -> blocked.gate.pass(() -> "never"));
            assertThrows(Unavailable.class, blocked.gate::requireRoom);
            blocked.release();
            assertEquals("served", waiting.get());
        }
    }

    @Test
    @DisplayName("who waits longer than the deadline is turned away, and their work is never done")
    void refusesAfterTheDeadline() throws Exception {
        var done = new AtomicInteger();
        try (var blocked = new Blocked(1, 1, Duration.ofMillis(20))) {
            assertThrows(Unavailable.class, () -> blocked.gate.pass(done::incrementAndGet));
            assertEquals(0, blocked.gate.waiting());
            blocked.release();
            assertEquals("next", blocked.gate.pass(() -> "next"));
        }
        assertEquals(0, done.get());
    }

    @Test
    @DisplayName("work that has begun is waited for, beyond the deadline too")
    void waitsForWorkThatHasBegun() throws Exception {
        try (var blocked = new Blocked(1, 1, Duration.ofMillis(20))) {
            assertThrows(Unavailable.class, () -> blocked.gate.pass(() -> "later"));
            assertFalse(blocked.holders.getFirst().isDone());
            blocked.release();
            assertEquals("held", blocked.holders.getFirst().get());
        }
    }

    @Test
    @DisplayName("abuse case 81: nobody waits for a hash from elsewhere, or such a one for the house's own")
    void lanesAreApart() throws Exception {
        try (var blocked = new Blocked(1, 1, LONG)) {
            assertEquals("passed", blocked.gate.passForeign(() -> "passed"));
            blocked.release();
        }
    }

    @Test
    @DisplayName("what the work throws comes out as it is")
    void failuresPass() {
        try (var gate = new HashGate(1, 1, LONG)) {
            var failure = new IllegalStateException("out of memory, say");
            assertEquals(
                    failure,
                    assertThrows(
                            IllegalStateException.class,
                            () -> gate.pass(() -> {
                                throw failure;
                            })));
            assertThrows(
                    OutOfMemoryError.class,
                    () -> gate.pass(() -> {
                        throw new OutOfMemoryError("made up");
                    }));
            assertEquals("alive", gate.pass(() -> "alive"));
        }
    }

    @Test
    @DisplayName("a caller that is interrupted is turned away, stays interrupted, and leaves the queue")
    void interruptedCallersLeave() throws Exception {
        var done = new AtomicInteger();
        try (var blocked = new Blocked(1, 1, LONG)) {
            var interrupted = new CompletableFuture<Boolean>();
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    blocked.gate.pass(done::incrementAndGet);
                } catch (Unavailable _) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            blocked.awaitWaiting(1);
            caller.interrupt();
            assertTrue(interrupted.get(10, TimeUnit.SECONDS));
            assertEquals(0, blocked.gate.waiting());
            blocked.release();
        }
        assertEquals(0, done.get());
    }

    @Test
    @DisplayName("a closed gate turns everybody away")
    void closedGateRefuses() {
        var gate = new HashGate(1, 1, LONG);
        gate.close();
        assertThrows(Unavailable.class, () -> gate.pass(() -> "never"));
    }

    @Test
    @DisplayName("on one processor and on two, one hash is computed at a time; on eight, seven")
    void leavesAProcessor() throws Exception {
        for (int[] expected : new int[][] {{1, 1}, {2, 1}, {8, 7}}) {
            try (var gate = HashGate.forProcessors(expected[0])) {
                assertEquals(expected[1], gate.concurrent());
            }
        }
    }

    /// A gate whose threads are all held until they are released.
    private static final class Blocked implements AutoCloseable {
        private final HashGate gate;
        private final CountDownLatch release = new CountDownLatch(1);
        private final List<Future<String>> holders = new ArrayList<>();
        private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

        Blocked(int concurrent, int waiting, Duration deadline) throws InterruptedException {
            gate = new HashGate(concurrent, waiting, deadline);
            var held = new CountDownLatch(concurrent);
            for (int i = 0; i < concurrent; i++) {
                holders.add(callers.submit(() -> gate.pass(() -> hold(held))));
            }
            assertTrue(held.await(10, TimeUnit.SECONDS));
        }

        private String hold(CountDownLatch held) {
            held.countDown();
            try {
                release.await();
                return "held";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Asks for work, and returns once it waits in the queue, as the nth.
        <T> Future<T> waiting(int nth, Supplier<T> work) {
            var future = callers.submit(() -> gate.pass(work));
            awaitWaiting(nth);
            return future;
        }

        void awaitWaiting(int count) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (gate.waiting() < count) {
                assertTrue(System.nanoTime() < deadline, "nobody waits");
                Thread.onSpinWait();
            }
        }

        void release() {
            release.countDown();
        }

        @Override
        public void close() {
            release();
            callers.close();
            for (var holder : holders) assertEquals("held", holder.resultNow());
            gate.close();
        }
    }
}
