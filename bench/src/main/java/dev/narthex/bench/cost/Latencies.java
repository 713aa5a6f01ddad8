package dev.narthex.bench.cost;

import java.util.Arrays;
import java.util.List;

/// Durations in nanoseconds, all of them kept: a run has some hundred thousand. For one thread.
public final class Latencies {
    private long[] values = new long[4096];
    private int size;

    public void add(long nanoseconds) {
        if (size == values.length) values = Arrays.copyOf(values, 2 * size);
        values[size++] = nanoseconds;
    }

    /// All of several threads, in order.
    public static long[] sorted(List<Latencies> all) {
        return all.stream()
                .flatMapToLong(one -> Arrays.stream(one.values, 0, one.size))
                .sorted()
                .toArray();
    }

    /// The smallest value that so many per cent do not exceed; 0 if there is none.
    public static long percentile(long[] sorted, double percent) {
        if (sorted.length == 0) return 0;
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }
}
