package dev.narthex.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Bounds how often something may be done in somebody's name or from somewhere. Held in memory, per node, bounded.
public final class Throttle {
    private static final int REMEMBERED = 100_000;
    private static final int MAX_KEY = 150;

    private final InstantSource clock;
    private final Cache<String, Instant> fullAgain =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /// At most `burst` at once, then one each `interval`.
    public record Rate(int burst, Duration interval) {}

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether it may be done once more now. If so, it counts.
    public boolean admits(String key, Rate rate) {
        Instant now = clock.instant();
        Instant limit = now.plus(rate.interval().multipliedBy(rate.burst()));
        var admitted = new boolean[1];
        // Enough to tell keys apart, so that strangers can't fill the memory with long ones.
        String start = key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY);
        fullAgain.asMap().compute(start, (_, full) -> {
            Instant next = (full == null || full.isBefore(now) ? now : full).plus(rate.interval());
            admitted[0] = !next.isAfter(limit);
            return admitted[0] ? next : full;
        });
        return admitted[0];
    }
}
