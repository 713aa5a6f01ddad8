package dev.narthex.jose.dpop;

import java.time.Instant;
import java.util.LinkedHashMap;

/// The proofs that were used, each until it is too old to be used again. Their number is bounded: beyond it nobody
/// could
/// say whether a proof is new, so none is.
final class SeenProofs {
    /// Some 10 MB.
    static final int MOST = 100_000;

    private final int most;
    /// By when they came, which is nearly by when they end.
    private final LinkedHashMap<String, Instant> ends = new LinkedHashMap<>();

    SeenProofs(int most) {
        this.most = most;
    }

    /// Whether this one is new.
    synchronized boolean add(String name, Instant end, Instant now) {
        var oldest = ends.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().isBefore(now)) oldest.remove();
        return ends.size() < most && ends.putIfAbsent(name, end) == null;
    }
}
