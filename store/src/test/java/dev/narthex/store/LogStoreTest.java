package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogStore.Page;
import dev.narthex.log.LogStore.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogStoreTest extends StoreContract {
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));

    @BeforeEach
    void empty() {
        storage.log().purge(Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Test
    void anEventIsReadAsItWasWritten() {
        var event = new LogEvent(
                IDS.next("log"),
                NOW,
                new LogEvent.Kind("user.session.start", "Somebody \"signed\" in", LogEvent.Severity.WARN),
                new LogEvent.Actor("00u1", "User", "ada@example.org", "Ada Løvelace"),
                new LogEvent.Origin("req", "192.0.2.1", "curl/8\u0001", "/oauth2", Optional.of("102abc")),
                new LogEvent.Details(
                        "FAILURE",
                        Optional.of("INVALID_CREDENTIALS"),
                        List.of(new LogEvent.Target("0oa1", "AppInstance", "app", "App")),
                        Map.of("a", "1", "b", "")));
        storage.log().append(List.of(event));
        assertEquals(List.of(event), all());
    }

    @Test
    void nothingIsAppendedForNoEvents() {
        storage.log().append(List.of());
        assertEquals(List.of(), all());
    }

    @Test
    void eventsOfATimeAreReadFromItsBeginningToBeforeItsEnd() {
        List<LogEvent> events = appended(5, "a", "00u1");
        assertEquals(
                events.subList(1, 3),
                read(events.get(1).published(), events.get(3).published(), page()));
    }

    @Test
    void eventsAreFilteredByTypeAndActor() {
        List<LogEvent> first = appended(2, "a", "00u1");
        List<LogEvent> second = appended(2, "b", "00u1");
        List<LogEvent> third = appended(2, "b", "00u2");
        assertEquals(first, filtered(Optional.of("a"), Optional.empty()));
        assertEquals(second, filtered(Optional.of("b"), Optional.of("00u1")));
        assertEquals(third, filtered(Optional.empty(), Optional.of("00u2")));
    }

    @Test
    void pagesFollowEachOtherInBothDirections() {
        List<LogEvent> events = appended(7, "a", "00u1");
        assertEquals(events.subList(0, 3), read(NOW, LATER, new Page(Optional.empty(), 3, true)));
        assertEquals(
                events.subList(3, 6),
                read(NOW, LATER, new Page(Optional.of(events.get(2).id()), 3, true)));
        assertEquals(events.subList(4, 7).reversed(), read(NOW, LATER, new Page(Optional.empty(), 3, false)));
        assertEquals(
                events.subList(1, 4).reversed(),
                read(NOW, LATER, new Page(Optional.of(events.get(4).id()), 3, false)));
        assertEquals(
                List.of(), read(NOW, LATER, new Page(Optional.of(events.get(6).id()), 3, true)));
    }

    @Test
    void eventsOfOneMillisecondAreEachReadOnce() {
        List<LogEvent> events = IntStream.range(0, 6)
                .mapToObj(_ -> event(NOW, "a", "00u1"))
                .sorted(Comparator.comparing(LogEvent::id))
                .toList();
        storage.log().append(events);
        var first = read(NOW, LATER, new Page(Optional.empty(), 4, true));
        var second = read(NOW, LATER, new Page(Optional.of(first.getLast().id()), 4, true));
        assertEquals(events.subList(0, 4), first);
        assertEquals(events.subList(4, 6), second);
    }

    @Test
    void aPageThatContinuesOutsideOfTheTimeAskedForStaysWithinIt() {
        List<LogEvent> events = appended(6, "a", "00u1");
        Instant since = events.get(2).published();
        Instant until = events.get(4).published();
        Page afterFirst = new Page(Optional.of(events.get(0).id()), 10, true);
        Page beforeLast = new Page(Optional.of(events.get(5).id()), 10, false);
        assertEquals(events.subList(2, 4), read(since, until, afterFirst));
        assertEquals(events.subList(2, 4).reversed(), read(since, until, beforeLast));
    }

    @Test
    void whoStoppedAtAnEventThatWasPurgedGoesOnWithTheOldestThatIsThere() {
        List<LogEvent> events = appended(6, "a", "00u1");
        assertEquals(3, storage.log().purge(events.get(3).published()));
        String gone = events.get(1).id();
        assertEquals(events.subList(3, 6), read(NOW, LATER, new Page(Optional.of(gone), 10, true)));
        assertEquals(List.of(), read(NOW, LATER, new Page(Optional.of(gone), 10, false)));
    }

    @Test
    void manyAreAppendedAtOnceByMany() throws Exception {
        race((node, number) -> {
            node.log().append(List.of(event(NOW.plusMillis(number), "a", "00u1"), event(NOW, "b", "00u1")));
            return 0;
        });
        assertEquals(64, all().size());
    }

    @Test
    void moreThanAHandfulArePurged() {
        appended(2_500, "a", "00u1");
        assertEquals(2_400, storage.log().purge(NOW.plusMillis(2_400)));
        assertEquals(100, all().size());
    }

    private static List<LogEvent> appended(int number, String type, String actor) {
        Instant begin = NOW.plusMillis(all().size());
        List<LogEvent> events = IntStream.range(0, number)
                .mapToObj(i -> event(begin.plusMillis(i), type, actor))
                .toList();
        storage.log().append(events);
        return events;
    }

    private static LogEvent event(Instant published, String type, String actor) {
        return new LogEvent(
                IDS.next("log"),
                published,
                new LogEvent.Kind(type, "message", LogEvent.Severity.INFO),
                new LogEvent.Actor(actor, "User", "ada", "Ada"),
                new LogEvent.Origin("req", "192.0.2.1", "curl", "/", Optional.empty()),
                new LogEvent.Details("SUCCESS", Optional.empty(), List.of(), Map.of()));
    }

    private static Page page() {
        return new Page(Optional.empty(), 10_000, true);
    }

    private static List<LogEvent> all() {
        return read(NOW.minus(Duration.ofDays(1)), LATER, page());
    }

    private static List<LogEvent> read(Instant since, Instant until, Page page) {
        return storage.log().read(new Query(since, until, Optional.empty(), Optional.empty(), page));
    }

    private static List<LogEvent> filtered(Optional<String> type, Optional<String> actor) {
        return storage.log().read(new Query(NOW, LATER, type, actor, page()));
    }
}
