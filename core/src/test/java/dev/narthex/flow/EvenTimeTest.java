package dev.narthex.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Abuse 81: answers go when a whole number of steps has passed")
final class EvenTimeTest {
    private static final long STEP = 100;
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private final EvenTime even = new EvenTime(Duration.ofNanos(STEP));

    @Test
    @DisplayName("usually after one, however soon they could have gone")
    void one() {
        assertEquals(1, even.steps(0, 0));
        assertEquals(1, even.steps(STEP - 1, 0));
        assertEquals(1, even.steps(STEP, 0));
    }

    @Test
    @DisplayName("once one was slow, all are as slow for an hour after the last that was")
    void raised() {
        assertEquals(3, even.steps(2 * STEP + 1, 0));
        assertEquals(3, even.steps(0, HOUR - 1));
        assertEquals(3, even.steps(3 * STEP, HOUR - 1));
        assertEquals(3, even.steps(0, 2 * HOUR - 2));
        assertEquals(1, even.steps(0, 2 * HOUR - 1));
        assertEquals(1, even.steps(0, 3 * HOUR));
    }

    @Test
    @DisplayName("what is slower than all else waits for its own step, and takes nobody else beyond sixteen")
    void bounded() {
        assertEquals(100, even.steps(100 * STEP, 0));
        assertEquals(16, even.steps(0, 0));
    }

    @Test
    @DisplayName("by a clock that may begin below zero")
    void negativeClock() {
        assertEquals(1, even.steps(0, -2 * HOUR));
        assertEquals(2, even.steps(STEP + 1, -2 * HOUR));
        assertEquals(2, even.steps(0, -HOUR - 1));
        assertEquals(1, even.steps(0, -HOUR));
    }

    @Test
    @DisplayName("and what takes everybody the same time does not count")
    void beside() {
        var real = new EvenTime(Duration.ofMillis(40));
        long begun = System.nanoTime();
        var span = real.begin();
        assertEquals("done", span.beside(() -> {
            while (System.nanoTime() - begun < Duration.ofMillis(30).toNanos()) Thread.onSpinWait();
            return "done";
        }));
        span.hold();
        assertTrue(System.nanoTime() - begun >= Duration.ofMillis(70).toNanos());
    }

    @Test
    @DisplayName("unless nothing is held back")
    void none() {
        var span = new EvenTime(Duration.ZERO).begin();
        span.hold();
    }
}
