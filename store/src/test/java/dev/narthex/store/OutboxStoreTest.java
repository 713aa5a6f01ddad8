package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.mail.OutboxStore;
import dev.narthex.mail.OutboxStore.Taken;
import dev.narthex.mail.SealedMail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OutboxStoreTest extends StoreContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private OutboxStore outbox;

    @BeforeEach
    void empty() {
        outbox = storage.outbox();
        outbox.take(Instant.EPOCH.plus(Duration.ofDays(100_000)), NOW, 10_000)
                .forEach(it -> outbox.done(it.mail().id()));
    }

    private String added(Instant written) {
        var mail = new SealedMail(IDS.next("eml"), new byte[] {1, 2, 3}, written);
        outbox.add(mail);
        return mail.id();
    }

    private List<String> take(Instant now) {
        return ids(outbox.take(now, now.plus(HOUR), 100));
    }

    private static List<String> ids(List<Taken> taken) {
        return taken.stream().map(it -> it.mail().id()).toList();
    }

    @Test
    void aMailIsAsItWasAddedAndCountsItsAttempts() {
        String id = added(NOW);
        var first = outbox.take(NOW, NOW.plus(HOUR), 10).getFirst();
        assertEquals(id, first.mail().id());
        assertEquals(NOW, first.mail().written());
        assertArrayEquals(new byte[] {1, 2, 3}, first.mail().content());
        assertEquals(1, first.attempt());
        assertEquals(
                2, outbox.take(NOW.plus(HOUR), NOW.plus(HOUR), 10).getFirst().attempt());
    }

    @Test
    @DisplayName("A mail that is with one is kept from others until its time is up, as when a node dies with it")
    void whatIsTakenComesBackIfNobodyAnswers() {
        String id = added(NOW);
        assertEquals(List.of(id), take(NOW));
        assertEquals(List.of(), take(NOW.plus(HOUR).minusMillis(1)));
        assertEquals(List.of(id), take(NOW.plus(HOUR)));
    }

    @Test
    void theOldestComeFirstAndNoMoreThanAskedFor() {
        String second = added(NOW.plusMillis(1));
        String first = added(NOW);
        added(NOW.plusMillis(2));
        assertEquals(
                List.of(first, second).stream().sorted().toList(),
                ids(outbox.take(NOW.plusSeconds(1), NOW.plus(HOUR), 2)));
    }

    @Test
    void whatIsDoneIsGone() {
        outbox.done(added(NOW));
        assertEquals(List.of(), take(NOW));
    }

    @Test
    void aRetryIsDueWhenItIsSaid() {
        String id = added(NOW);
        take(NOW);
        outbox.retry(id, NOW.plusSeconds(60), "busy");
        assertEquals(List.of(), take(NOW.plusSeconds(59)));
        assertEquals(List.of(id), take(NOW.plusSeconds(60)));
    }

    @Test
    void whatIsGivenUpIsNotTakenAgainAndIsPurgedInTime() {
        String id = added(NOW);
        outbox.giveUp(id, "no such box");
        assertEquals(List.of(), take(NOW.plus(Duration.ofDays(365))));
        assertEquals(0, outbox.purge(NOW));
        assertEquals(1, outbox.purge(NOW.plusMillis(1)));
    }

    @Test
    void whatWaitsIsNeverPurged() {
        String id = added(NOW);
        outbox.purge(NOW.plus(Duration.ofDays(365)));
        assertEquals(List.of(id), take(NOW));
    }

    @Test
    @DisplayName("Of 32 that take at once, on all nodes, each mail goes to one, and none is left")
    void eachIsTakenOnce() throws Exception {
        var added = Stream.generate(() -> added(NOW)).limit(100).sorted().toList();
        var taken = race((node, _) -> ids(node.outbox().take(NOW, NOW.plus(HOUR), 10)));
        var all = Stream.concat(
                        taken.stream().flatMap(List::stream),
                        // A loser of a race may have come back with less than there was.
                        take(NOW).stream())
                .sorted()
                .toList();
        assertEquals(added, all);
    }
}
