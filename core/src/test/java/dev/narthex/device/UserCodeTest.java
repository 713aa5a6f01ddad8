package dev.narthex.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.MasterKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserCodeTest {
    private static final Optional<UserCode> KNOWN = Optional.of(new UserCode("WDJBMJHT"));

    @ParameterizedTest
    @ValueSource(strings = {"WDJB-MJHT", "WDJBMJHT", "wdjb-mjht", " wdjb mjht ", "W-D-J-B-M-J-H-T", "WDJB–MJHT"})
    @DisplayName("RFC 8628 §6.1: case, spaces and hyphens don't count")
    void typedSomehow(String typed) {
        assertEquals(KNOWN, UserCode.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WDJBMJH", "WDJBMJHTT", "WDJBMJHA", "WDJBMJH0", "WDJB/MJHT", "ẞDJBMJHT", "WDJBMJHT%00"})
    @DisplayName("RFC 8628 §6.1: another length or another letter is no code")
    void notACode(String typed) {
        assertEquals(Optional.empty(), UserCode.parse(typed));
        assertEquals(Optional.empty(), UserCode.parse("-".repeat(100_000)));
    }

    @RepeatedTest(50)
    @DisplayName("RFC 8628 §6.1: a new code has no vowel, and is read as it is shown")
    void made() {
        var code = UserCode.next(new SecureRandom());
        assertFalse(code.text().matches(".*[AEIOUY0-9].*"), code.text());
        assertEquals(Optional.of(code), UserCode.parse(code.text()));
    }

    @Test
    @DisplayName("RFC 8628 §5.1: Abuse 105: a browser has five guesses, an address ten, and more come back slowly")
    void guesses() {
        var now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        var throttle = new GuessThrottle(now::get, "exempt"::equals);
        for (int i = 0; i < 5; i++) assertTrue(throttle.admits("192.0.2.1", "one"));
        assertFalse(throttle.admits("192.0.2.1", "one"));
        for (int i = 0; i < 4; i++) assertTrue(throttle.admits("192.0.2.1", "drops its cookie " + i));
        assertFalse(throttle.admits("192.0.2.1", "and again"));
        assertTrue(throttle.admits("192.0.2.2", "elsewhere"));
        for (int i = 0; i < 100; i++) assertTrue(throttle.admits("exempt", "one"));
        now.set(now.get().plus(Duration.ofMinutes(1)));
        assertTrue(throttle.admits("192.0.2.1", "one"));
    }

    @Test
    @DisplayName("A tag tells two codes apart, and is another under another key")
    void tags() {
        var code = new UserCode("WDJBMJHT");
        var codes = new UserCodes(new MasterKey(new byte[32]), new SecureRandom());
        var otherKey = new byte[32];
        otherKey[0] = 1;
        var others = new UserCodes(new MasterKey(otherKey), new SecureRandom());
        assertEquals(codes.tag(code), codes.tag(UserCode.parse("wdjb mjht").orElseThrow()));
        assertFalse(codes.tag(code).equals(codes.tag(new UserCode("WDJBMJHX"))));
        assertFalse(codes.tag(code).equals(others.tag(code)));
    }
}
