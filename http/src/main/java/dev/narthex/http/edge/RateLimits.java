package dev.narthex.http.edge;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.http.edge.Limit.Bucket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Counts requests in fixed windows and refuses what is too many, 429.
///
/// A request may count in several buckets; the answer names the one with the least left, in exactly one value a field.
/// Memory is bounded: a window's counters are dropped together when it ends, and it has at most so many.
public final class RateLimits implements Handler {
    static final int MAX_COUNTERS = 100_000;

    private final Handler inner;
    private final Function<Request, List<Bucket>> bucketsOf;
    private final InstantSource clock;
    private final boolean exemptLoopback;
    private final Map<Limit, Window> windows = new ConcurrentHashMap<>();

    private record Window(long index, Map<Key, AtomicInteger> counters) {}

    private record Standing(Limit limit, int used, long resetsAt) {
        private int left() {
            return limit.requests() - used;
        }
    }

    /// @param bucketsOf where a request counts; nowhere, if the list is empty
    /// @param exemptLoopback whether requests from this machine count nowhere
    public RateLimits(
            Handler inner, Function<Request, List<Bucket>> bucketsOf, InstantSource clock, boolean exemptLoopback) {
        this.inner = inner;
        this.bucketsOf = bucketsOf;
        this.clock = clock;
        this.exemptLoopback = exemptLoopback;
    }

    @Override
    public Response handle(Request request) {
        if (exemptLoopback && TooMany.isLoopback(request.remoteAddress())) return inner.handle(request);
        var now = clock.instant();
        var tightest = bucketsOf.apply(request).stream()
                .map(bucket -> count(bucket, now))
                .min(Comparator.comparingInt(Standing::left));
        if (tightest.isEmpty()) return inner.handle(request);
        var standing = tightest.get();
        var response = standing.left() < 0 ? TooMany.answer(request, now) : inner.handle(request);
        return TooMany.describe(
                response, standing.limit().requests(), Math.max(0, standing.left()), standing.resetsAt());
    }

    private Standing count(Bucket bucket, Instant now) {
        var limit = bucket.limit();
        long length = limit.window().toSeconds();
        long index = Math.floorDiv(now.getEpochSecond(), length);
        var window = windows.compute(limit, (_, old) -> old != null && old.index() >= index ? old : fresh(index));
        return new Standing(limit, used(window, bucket.key()), (window.index() + 1) * length);
    }

    private static Window fresh(long index) {
        return new Window(index, new ConcurrentHashMap<>());
    }

    private static int used(Window window, Key key) {
        var counter = window.counters().get(key);
        if (counter == null) {
            // Whoever fills the table has as many keys as he likes, so refusing newcomers would only hurt the others.
            if (window.counters().size() >= MAX_COUNTERS) return 1;
            counter = window.counters().computeIfAbsent(key, _ -> new AtomicInteger());
        }
        return counter.updateAndGet(used -> used == Integer.MAX_VALUE ? used : used + 1);
    }
}
