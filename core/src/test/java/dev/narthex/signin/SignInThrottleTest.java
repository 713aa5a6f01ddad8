package dev.narthex.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SignInThrottleTest {
    private Instant now = Example.NOW;
    private final SignInThrottle throttle = new SignInThrottle(() -> now, "127.0.0.1"::equals);

    private void wait(Duration time) {
        now = now.plus(time);
    }

    /// How many of `tries` are admitted, each from an address of its own or all from one.
    private long admitted(int tries, String address, String username) {
        return IntStream.range(0, tries)
                .filter(i -> throttle.admits(address.replace("*", String.valueOf(i)), username))
                .count();
    }

    @Test
    @DisplayName("The world has eight tries at once for one login, then four a second")
    void perLogin() {
        assertEquals(8, admitted(20, "a*", "ada"));
        wait(Duration.ofMillis(249));
        assertEquals(0, admitted(5, "b*", "ada"));
        wait(Duration.ofMillis(1));
        assertEquals(1, admitted(5, "c*", "ada"));
        wait(Duration.ofSeconds(1));
        assertEquals(4, admitted(20, "d*", "ada"));
        wait(Duration.ofHours(1));
        assertEquals(8, admitted(20, "e*", "ada"));
    }

    @Test
    @DisplayName("One address has forty tries at once for all logins, then one a second")
    void perAddress() {
        long admitted = IntStream.range(0, 100)
                .filter(i -> throttle.admits("192.0.2.1", "user" + i))
                .count();
        assertEquals(40, admitted);
        wait(Duration.ofSeconds(1));
        assertTrue(throttle.admits("192.0.2.1", "x"));
        assertFalse(throttle.admits("192.0.2.1", "y"));
    }

    @Test
    @DisplayName("Abuse case 85: an address that tries on and on leaves room for the owner of the login")
    void aStrangerDoesNotKeepTheOwnerOut() {
        for (int second = 0; second < 120; second++) {
            admitted(50, "192.0.2.66", "ada");
            // At first the stranger has a burst; what counts is that it does not last.
            if (second > 3) assertTrue(throttle.admits("198.51.100." + second, "ada"), "second " + second);
            wait(Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName("Other spellings of one login share its tries; other logins have their own")
    void spellings() {
        assertEquals(8, admitted(8, "a*", "ada"));
        assertFalse(throttle.admits("b", " ADA"));
        assertTrue(throttle.admits("b", "adb"));
    }

    @Test
    @DisplayName("Abuse case 83: of a name that is too long only the start is remembered")
    void longNames() {
        assertEquals(8, admitted(8, "a*", "a".repeat(100)));
        assertFalse(throttle.admits("b", "a".repeat(100_000)));
    }

    @Test
    @DisplayName("An exempt address is not bounded and takes nothing from others")
    void exempt() {
        assertEquals(1000, admitted(1000, "127.0.0.1", "ada"));
        assertEquals(8, admitted(8, "a*", "ada"));
    }

    @Test
    @DisplayName("Abuse case 84: tries at the same moment are counted one by one")
    void atTheSameMoment() throws InterruptedException, ExecutionException {
        var tries = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(i -> () -> throttle.admits("a" + i, "ada"))
                .toList();
        int admitted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tries)) admitted += done.get() ? 1 : 0;
        }
        assertEquals(8, admitted);
    }
}
