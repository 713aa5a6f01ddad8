package dev.narthex.bench.cost;

import dev.narthex.password.Argon2Cost;
import dev.narthex.password.HashGate;
import dev.narthex.password.Passwords;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// What one password hash of the house costs, with so many computed at once and nothing else.
///
/// @param perSecond of all threads together
/// @param cpu seconds of processor time of this process for each
public record HashCost(double perSecond, double cpu) {
    private static final Duration LENGTH = Duration.ofMillis(1500);
    private static final Duration WARM_UP = Duration.ofMillis(300);

    public static HashCost measure(int threads) throws Exception {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var gate = new HashGate(threads, threads, Duration.ofMinutes(1))) {
            var passwords = new Passwords(Argon2Cost.HOUSE, gate, new SecureRandom());
            hash(passwords, threads, WARM_UP);
            long begun = System.nanoTime();
            long before = process.getProcessCpuTime();
            long hashes = hash(passwords, threads, LENGTH);
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new HashCost(hashes / seconds, (process.getProcessCpuTime() - before) / 1e9 / hashes);
        }
    }

    private static long hash(Passwords passwords, int threads, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        Callable<Long> work = () -> {
            long hashes = 0;
            for (; System.nanoTime() < end; hashes++) passwords.hash("correct horse battery staple");
            return hashes;
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            long sum = 0;
            for (var one : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(_ -> work).toList())) sum += one.get();
            return sum;
        }
    }
}
