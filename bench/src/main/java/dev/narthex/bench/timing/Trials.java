package dev.narthex.bench.timing;

import dev.narthex.bench.load.KeptConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/// Asks for people of several kinds in an order that chance makes, so that whatever else happens to the machine happens
/// to all kinds alike.
public record Trials(int port, int connections, RandomGenerator random) {

    /// What is asked, and timed, for the n-th of a kind.
    public interface Trial {
        /// @return nanoseconds
        long time(KeptConnection connection, Somebody kind, int n) throws IOException;
    }

    /// The times in milliseconds, by kind, in the order of kinds.
    public Map<Somebody, double[]> run(List<Somebody> kinds, int each, int first, Trial trial)
            throws InterruptedException, ExecutionException {
        var order = new ArrayList<Try>();
        for (var kind : kinds) for (int n = 0; n < each; n++) order.add(new Try(kind, first + n));
        Collections.shuffle(order, java.util.Random.from(random));
        var open = new ConcurrentLinkedQueue<>(order);
        var done = new ConcurrentLinkedQueue<Timed>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < connections; i++) all.add(pool.submit(() -> work(open, done, trial)));
            for (var one : all) one.get();
        }
        return byKind(kinds, List.copyOf(done));
    }

    private record Try(Somebody kind, int n) {}

    private record Timed(Somebody kind, double milliseconds) {}

    private void work(Queue<Try> open, Queue<Timed> done, Trial trial) {
        try (var connection = new KeptConnection(port)) {
            for (var next = open.poll(); next != null; next = open.poll()) {
                done.add(new Timed(next.kind(), trial.time(connection, next.kind(), next.n()) / 1e6));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Somebody, double[]> byKind(List<Somebody> kinds, List<Timed> all) {
        var times = new LinkedHashMap<Somebody, double[]>();
        for (var kind : kinds) {
            times.put(
                    kind,
                    all.stream()
                            .filter(it -> it.kind() == kind)
                            .mapToDouble(Timed::milliseconds)
                            .toArray());
        }
        return times;
    }
}
