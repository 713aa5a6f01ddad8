package dev.narthex.bench.cost;

import dev.narthex.log.LogEvent;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Details;
import dev.narthex.log.LogEvent.Kind;
import dev.narthex.log.LogEvent.Origin;
import dev.narthex.log.LogEvent.Severity;
import dev.narthex.store.Storage;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// What one durable write costs that shares its commit with others: a row of the System Log, by the writer that the
/// server uses, from as many callers as the load has, and nothing else.
///
/// @param perSecond writes that became durable
/// @param cpu seconds of processor time of this process for each
public record WriteCost(double perSecond, double cpu) {
    private static final long LENGTH = Duration.ofMillis(1500).toNanos();

    public static WriteCost measure(String databaseUrl, int callers) throws Exception {
        long begin = System.nanoTime();
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var storage = Storage.open(databaseUrl, new SecureRandom());
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var number = new AtomicLong(System.nanoTime());
            // Until the compilers have seen enough.
            all(pool, callers, () -> writeUntil(begin + 2 * LENGTH, storage, number));
            long begun = System.nanoTime();
            long before = process.getProcessCpuTime();
            long written = all(pool, callers, () -> writeUntil(begun + LENGTH, storage, number));
            double cpu = (process.getProcessCpuTime() - before) / 1e9 / written;
            return new WriteCost(written / ((System.nanoTime() - begun) / 1e9), cpu);
        }
    }

    private static long all(ExecutorService pool, int callers, Callable<Long> work) throws Exception {
        long sum = 0;
        var everybody = IntStream.range(0, callers).mapToObj(_ -> work).toList();
        for (var each : pool.invokeAll(everybody)) sum += each.get();
        return sum;
    }

    private static long writeUntil(long end, Storage storage, AtomicLong number) {
        long written = 0;
        for (; System.nanoTime() < end; written++) {
            storage.log().append(List.of(event(number.incrementAndGet())));
        }
        return written;
    }

    private static LogEvent event(long number) {
        return new LogEvent(
                "evt%017x".formatted(number),
                Instant.now(),
                new Kind("app.oauth2.as.token.grant.access_token", "OAuth2 access token is granted", Severity.INFO),
                new Actor("bench-web", "PublicClientApp", "bench-web", "Bench"),
                new Origin("request", "127.0.0.1", "narthex-bench", "/oauth2/default/v1/token", Optional.empty()),
                new Details(
                        "SUCCESS",
                        Optional.empty(),
                        List.of(),
                        Map.of("issuer", "http://localhost/oauth2/default", "grantType", "client_credentials")));
    }
}
