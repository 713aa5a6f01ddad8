package dev.narthex.apps;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/// Counts, by app and day, how often tokens were handed out at `/authorize`, and whether the request had a
/// `code_challenge` beside: an app that always sends one is ready for codes.
///
/// Counted in memory and written now and then, so that no request waits for it; a node that dies loses a minute's
/// count.
public final class ImplicitUse {
    /// What "lately" means.
    public static final int DAYS = 30;

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final ConcurrentHashMap<Day, Tally> unwritten = new ConcurrentHashMap<>();
    private final ImplicitUseStore store;
    private final InstantSource clock;

    private record Day(String clientId, long number) {}

    /// `challenged`: how many of the requests had a challenge.
    public record Tally(long requests, long challenged) {
        public Tally plus(Tally other) {
            return new Tally(requests + other.requests, challenged + other.challenged);
        }
    }

    public ImplicitUse(ImplicitUseStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public void count(String clientId, boolean challenged) {
        unwritten.merge(new Day(clientId, today()), new Tally(1, challenged ? 1 : 0), Tally::plus);
    }

    private long today() {
        return Math.floorDiv(clock.instant().getEpochSecond(), DAY);
    }

    /// Writes what was counted, and forgets what is long past.
    public void flush() {
        for (Day day : unwritten.keySet()) {
            Tally tally = unwritten.remove(day);
            if (tally != null) store.add(day.clientId(), day.number(), tally);
        }
    }

    public void purge() {
        store.purge(today() - DAYS);
    }

    /// Of the last [#DAYS], what was counted on this node just now included.
    public Tally lately(String clientId) {
        flush();
        return store.since(clientId, today() - DAYS);
    }
}
