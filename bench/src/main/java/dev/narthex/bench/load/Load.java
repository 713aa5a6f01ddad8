package dev.narthex.bench.load;

import dev.narthex.bench.cost.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The process that makes the load: a closed loop of so many connections on loopback, for a time set beforehand. Ends
/// by itself, and prints one line, a [LoadFigures].
public final class Load {
    private Load() {}

    /// Port, file of the scenario, connections, seconds of warm-up, seconds of measurement, process id of the server,
    /// requests a second (0: as many as it can).
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        var scenario = Scenario.read(Path.of(arguments[1]));
        long from = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[3])).toNanos();
        long until = from + Duration.ofSeconds(Long.parseLong(arguments[4])).toNanos();
        int perSecond = Integer.parseInt(arguments[6]);
        long every = perSecond == 0 ? 0 : Integer.parseInt(arguments[2]) * 1_000_000_000L / perSecond;
        var window = new LoadConnection.Window(from, until, every);
        var fault = new AtomicReference<String>();
        var connections = new ArrayList<LoadConnection>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            connections.add(new LoadConnection(port, scenario.dialogue(i), window, fault));
        }
        System.out.println(measure(connections, window, Long.parseLong(arguments[5]), fault));
    }

    private static String measure(
            List<LoadConnection> connections, LoadConnection.Window window, long server, AtomicReference<String> fault)
            throws InterruptedException {
        var threads = connections.stream().map(Thread.ofPlatform()::start).toList();
        sleepUntil(window.from());
        var before = CpuTimes.now(server);
        sleepUntil(window.until());
        var used = CpuTimes.now(server).since(before);
        for (Thread thread : threads) thread.join();
        if (fault.get() != null) return "fault " + fault.get().replaceAll("\\p{Cntrl}+", " ");
        long[] times = Latencies.sorted(
                connections.stream().map(LoadConnection::latencies).toList());
        return LoadFigures.of(times, used).line();
    }

    private static void sleepUntil(long instant) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, instant - System.nanoTime())));
    }
}
