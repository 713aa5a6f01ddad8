package dev.narthex.bench.load;

import dev.narthex.bench.cost.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Many people who do the same at once, from this process: each begins anew when done. For what is slow by itself, so
/// that
/// this process hardly counts.
public final class Storm implements AutoCloseable {
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final long from;
    private final long until;
    private final long server;
    private final ArrayList<Future<Latencies>> all = new ArrayList<>();
    private final Future<CpuTimes> used;
    private final AtomicLong turnedAway = new AtomicLong();

    /// What the person with this number does once.
    public interface Deed {
        /// @return false if the server had no time for it, and said so
        boolean run(int person) throws IOException, InterruptedException;
    }

    /// @param turnedAway how many times the server had no time
    public record Figures(LoadFigures done, long turnedAway) {}

    private Storm(ServerProcess server, int warmUp, int seconds) {
        this.server = server.pid();
        from = System.nanoTime() + Duration.ofSeconds(warmUp).toNanos();
        until = from + Duration.ofSeconds(seconds).toNanos();
        used = people.submit(this::measure);
    }

    /// Begins one that ends by itself.
    public static Storm begin(ServerProcess server, int callers, int warmUp, int seconds, Deed deed) {
        var storm = new Storm(server, warmUp, seconds);
        for (int i = 0; i < callers; i++) {
            int person = i;
            storm.all.add(storm.people.submit((Callable<Latencies>) () -> storm.repeat(person, deed)));
        }
        return storm;
    }

    private CpuTimes measure() throws InterruptedException {
        sleepUntil(from);
        var before = CpuTimes.now(server);
        sleepUntil(until);
        return CpuTimes.now(server).since(before);
    }

    private static void sleepUntil(long instant) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, instant - System.nanoTime())));
    }

    private Latencies repeat(int person, Deed deed) throws IOException, InterruptedException {
        var latencies = new Latencies();
        for (long now = System.nanoTime(); now < until; ) {
            long begun = now;
            boolean done = deed.run(person);
            now = System.nanoTime();
            // Who came in before the window, and who leaves after it, make up for each other.
            if (now < from || now >= until) continue;
            if (done) latencies.add(now - begun);
            else turnedAway.incrementAndGet();
        }
        return latencies;
    }

    /// Waits for its end.
    public Figures figures() throws InterruptedException, ExecutionException {
        var latencies = new ArrayList<Latencies>();
        for (var one : all) latencies.add(one.get());
        return new Figures(LoadFigures.of(Latencies.sorted(latencies), used.get()), turnedAway.get());
    }

    @Override
    public void close() {
        people.close();
    }
}
