package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RevocationStoreTest extends StoreContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void oneRevokedIdAmongSeveralIsEnough() {
        storage.revocations().revoke("AT.one", NOW.plus(HOUR));
        assertTrue(storage.revocations().isAnyRevoked(List.of("AT.one", "oarother"), NOW));
        assertTrue(storage.revocations().isAnyRevoked(List.of("AT.other", "AT.one"), NOW));
        assertFalse(storage.revocations().isAnyRevoked(List.of("AT.other", "AT.One"), NOW));
        assertFalse(storage.revocations().isAnyRevoked(List.of(), NOW));
    }

    @Test
    @DisplayName("Abuse 69: what is revoked is so on every node when the answer is given")
    void everyNodeKnowsAtOnce() throws Exception {
        storage.revocations().revoke("AT.everywhere", NOW.plus(HOUR));
        var answers = race((node, _) -> node.revocations().isAnyRevoked(List.of("AT.everywhere"), NOW));
        assertEquals(32, answers.stream().filter(it -> it).count());
    }

    @Test
    void whatAPersonGivesAfterARevocationCounts() {
        storage.revocations().revoke("00u app", NOW, NOW.plus(HOUR));
        assertTrue(storage.revocations().isAnyRevoked(List.of("00u app"), NOW));
        assertTrue(storage.revocations().isAnyRevoked(List.of("00u app"), NOW.minus(HOUR)));
        assertFalse(storage.revocations().isAnyRevoked(List.of("00u app"), NOW.plusMillis(1)));
        storage.revocations().revoke("00u app", NOW.plusMillis(5), NOW.plus(HOUR));
        storage.revocations().revoke("00u app", NOW.plusMillis(3), NOW.plus(HOUR));
        assertTrue(storage.revocations().isAnyRevoked(List.of("00u app"), NOW.plusMillis(5)));
        assertFalse(storage.revocations().isAnyRevoked(List.of("00u app"), NOW.plusMillis(6)));
    }

    @Test
    void theLongerOfTwoRevocationsStays() throws Exception {
        race((node, number) -> {
            node.revocations().revoke("oarlong", NOW.plus(Duration.ofMinutes(number)));
            return 0;
        });
        storage.revocations().purge(NOW.plus(Duration.ofMinutes(30)));
        assertTrue(storage.revocations().isAnyRevoked(List.of("oarlong"), NOW));
        storage.revocations().purge(NOW.plus(Duration.ofMinutes(32)));
        assertFalse(storage.revocations().isAnyRevoked(List.of("oarlong"), NOW));
    }

    @Test
    @DisplayName("RFC 7523 §3: Abuse 56: of 32 threads on all nodes that show one assertion one is let in")
    void anAssertionWorksOnce() throws Exception {
        var answers = race((node, _) -> node.assertions().use("app", "jti", NOW.plus(HOUR)));
        assertEquals(1, answers.stream().filter(it -> it).count());
        assertTrue(storage.assertions().use("other app", "jti", NOW.plus(HOUR)));
        assertTrue(storage.assertions().use("app", "other jti", NOW.plus(HOUR)));
    }

    @Test
    void assertionsAreRememberedUntilTheyExpire() {
        storage.assertions().use("app", "purged", NOW);
        storage.assertions().purge(NOW);
        assertFalse(storage.assertions().use("app", "purged", NOW));
        storage.assertions().purge(NOW.plusMillis(1));
        assertTrue(storage.assertions().use("app", "purged", NOW));
    }
}
