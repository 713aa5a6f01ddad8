package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.signin.AttemptStore.Admission;
import dev.narthex.signin.AttemptStore.Admission.Admitted;
import dev.narthex.signin.AttemptStore.Admission.Locked;
import dev.narthex.signin.AttemptStore.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AttemptStoreTest extends StoreContract {
    private static final Limits LIMITS = new Limits(3, Duration.ofMinutes(10));
    private static final Instant UNLOCKED = NOW.plus(LIMITS.lock());

    @Test
    void attemptsAreCountedAndLockTheSourceAtTheLimit() {
        assertEquals(new Admitted(1), admit("counted", NOW));
        assertEquals(new Admitted(2), admit("counted", NOW));
        assertEquals(Optional.empty(), locked("counted", NOW));
        assertEquals(new Admitted(3), admit("counted", NOW));
        assertEquals(Optional.of(UNLOCKED), locked("counted", NOW));
        assertEquals(new Locked(UNLOCKED), admit("counted", NOW));
    }

    @Test
    void theLockRunsFromTheLastAttemptThatCountedAndRefusedOnesDoNotProlongIt() {
        exhaust("lock", NOW);
        assertEquals(new Locked(UNLOCKED), admit("lock", UNLOCKED.minusMillis(1)));
        assertEquals(Optional.of(UNLOCKED), locked("lock", UNLOCKED.minusMillis(1)));
    }

    @Test
    void whenTheLockHasPassedCountingStartsAnew() {
        exhaust("anew", NOW);
        assertEquals(Optional.empty(), locked("anew", UNLOCKED));
        assertEquals(new Admitted(1), admit("anew", UNLOCKED));
        assertEquals(new Admitted(2), admit("anew", UNLOCKED));
        assertEquals(new Admitted(3), admit("anew", UNLOCKED));
        assertEquals(new Locked(UNLOCKED.plus(LIMITS.lock())), admit("anew", UNLOCKED));
    }

    @Test
    void aLimitOfOneLocksAtTheFirstAttempt() {
        var once = new Limits(1, LIMITS.lock());
        assertEquals(new Admitted(1), storage.attempts().admit("once", "stranger", once, NOW));
        assertEquals(new Locked(UNLOCKED), storage.attempts().admit("once", "stranger", once, NOW));
        assertEquals(new Admitted(1), storage.attempts().admit("once", "stranger", once, UNLOCKED));
        assertEquals(
                new Locked(UNLOCKED.plus(LIMITS.lock())), storage.attempts().admit("once", "stranger", once, UNLOCKED));
    }

    @Test
    @DisplayName(
            "Abuse case 81: attempts are written while the source is locked, as for everybody, and it stays locked")
    void aLockedSourceIsCountedOn() {
        exhaust("written", NOW);
        var more = new Limits(100, LIMITS.lock());
        for (int i = 0; i < 2; i++) {
            assertEquals(new Locked(UNLOCKED), storage.attempts().admit("written", "stranger", more, NOW));
        }
        assertEquals(new Locked(UNLOCKED), admit("written", NOW));
        assertEquals(new Admitted(1), admit("written", UNLOCKED));
    }

    @Test
    @DisplayName("Abuse case 84: of 32 guesses made at once, as many are admitted as the limit says")
    void parallelGuessesCannotOutrunTheCount() throws Exception {
        var answers = race((node, _) -> node.attempts().admit("raced", "stranger", LIMITS, NOW));
        assertEquals(3, answers.stream().filter(Admitted.class::isInstance).count());
        assertEquals(29, answers.stream().filter(Locked.class::isInstance).count());
    }

    @Test
    @DisplayName("Abuse case 85: what strangers guess does not lock the owner's own browser")
    void sourcesAreCountedApart() {
        exhaust("owner", NOW);
        assertEquals(new Admitted(1), storage.attempts().admit("owner", "device", LIMITS, NOW));
    }

    @Test
    void aRightPasswordForgetsItsSourceAndAnUnlockForgetsAll() {
        exhaust("cleared", NOW);
        storage.attempts().admit("cleared", "device", LIMITS, NOW);
        storage.attempts().clear("cleared", "device");
        assertEquals(new Admitted(1), storage.attempts().admit("cleared", "device", LIMITS, NOW));
        assertTrue(locked("cleared", NOW).isPresent());
        storage.attempts().clearAll("cleared");
        assertEquals(Optional.empty(), locked("cleared", NOW));
        assertEquals(new Admitted(1), admit("cleared", NOW));
    }

    @Test
    void aDeviceIsKnownOnceItIsRememberedAndForItsUserOnly() {
        assertFalse(storage.attempts().isKnown("rememberer", "device"));
        storage.attempts().remember("rememberer", "device", NOW);
        storage.attempts().remember("rememberer", "device", NOW.plusSeconds(1));
        assertTrue(storage.attempts().isKnown("rememberer", "device"));
        assertFalse(storage.attempts().isKnown("another", "device"));
    }

    private static void exhaust(String user, Instant now) {
        for (int i = 0; i < LIMITS.attempts(); i++) {
            admit(user, now);
        }
    }

    private static Admission admit(String user, Instant now) {
        return storage.attempts().admit(user, "stranger", LIMITS, now);
    }

    private static Optional<Instant> locked(String user, Instant now) {
        return storage.attempts().lockedUntil(user, "stranger", now);
    }

    @Test
    void aDeviceIsForgottenThatNobodyHasSignedInFromForLong() {
        String ada = storedUser("forgetful@example.org").id();
        storage.attempts().remember(ada, "old", NOW.minusSeconds(1));
        storage.attempts().remember(ada, "older, and back", NOW.minusSeconds(2));
        storage.attempts().remember(ada, "older, and back", NOW);
        assertEquals(1, storage.attempts().purge(NOW));
        assertFalse(storage.attempts().isKnown(ada, "old"));
        assertTrue(storage.attempts().isKnown(ada, "older, and back"));
    }
}
