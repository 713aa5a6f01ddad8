package dev.narthex.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Counts how often something happened lately. Held in memory, per node, bounded: under a flood of names the least used
/// are forgotten first.
public final class Buckets {
    private static final int REMEMBERED = 100_000;

    private final InstantSource clock;
    private final com.github.benmanes.caffeine.cache.Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /// At most `burst` at once, then one each `interval`.
    public record Rate(int burst, Duration interval) {}

    /// `fullAt`: when the bucket will be full again.
    private record Bucket(Instant fullAt) {}

    public Buckets(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether it may happen once more now; if so, it is counted.
    public boolean take(String key, Rate rate) {
        Instant now = clock.instant();
        Instant limit = now.plus(rate.interval().multipliedBy(rate.burst()));
        var admitted = new boolean[1];
        buckets.asMap().compute(key, (_, bucket) -> {
            Instant from = bucket == null || bucket.fullAt().isBefore(now) ? now : bucket.fullAt();
            Instant next = from.plus(rate.interval());
            admitted[0] = !next.isAfter(limit);
            return admitted[0] ? new Bucket(next) : bucket;
        });
        return admitted[0];
    }
}
