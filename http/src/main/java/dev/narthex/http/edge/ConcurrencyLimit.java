package dev.narthex.http.edge;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Lets only so many requests of one key be under way at once; the next one is refused, 429.
public final class ConcurrencyLimit implements Handler {
    /// At `/authorize`, per client, address and device.
    public static final int AUTHORIZE = 5;

    private final Handler inner;
    private final Function<Request, Optional<Key>> keyOf;
    private final int most;
    private final InstantSource clock;
    private final boolean exemptLoopback;
    private final Map<Key, Integer> underWay = new ConcurrentHashMap<>();

    /// @param keyOf who a request counts for; nobody, if empty
    /// @param exemptLoopback whether requests from this machine count for nobody
    public ConcurrencyLimit(
            Handler inner,
            Function<Request, Optional<Key>> keyOf,
            int most,
            InstantSource clock,
            boolean exemptLoopback) {
        this.inner = inner;
        this.keyOf = keyOf;
        this.most = most;
        this.clock = clock;
        this.exemptLoopback = exemptLoopback;
    }

    @Override
    public Response handle(Request request) {
        if (exemptLoopback && TooMany.isLoopback(request.remoteAddress())) return inner.handle(request);
        var key = keyOf.apply(request);
        if (key.isEmpty()) return inner.handle(request);
        if (!enter(key.get())) return refuse(request);
        try {
            return inner.handle(request);
        } finally {
            underWay.computeIfPresent(key.get(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean enter(Key key) {
        var entered = new boolean[1];
        underWay.compute(key, (_, count) -> {
            entered[0] = count == null || count < most;
            return entered[0] ? Integer.valueOf(count == null ? 1 : count + 1) : count;
        });
        return entered[0];
    }

    private Response refuse(Request request) {
        var now = clock.instant();
        return TooMany.describe(TooMany.answer(request, now), most, 0, now.getEpochSecond() + 1);
    }
}
