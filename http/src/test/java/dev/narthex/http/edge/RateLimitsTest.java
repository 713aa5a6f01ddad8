package dev.narthex.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Request;
import dev.narthex.http.Requests;
import dev.narthex.http.Response;
import dev.narthex.http.edge.Limit.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Limit THREE = new Limit("three", 3, Duration.ofSeconds(10));

    private Instant now = Instant.parse("2026-01-01T00:00:03.500Z");
    private final AtomicInteger handled = new AtomicInteger();

    private RateLimits limits(Function<Request, List<Bucket>> bucketsOf, boolean exemptLoopback) {
        return new RateLimits(
                _ -> {
                    handled.incrementAndGet();
                    return Response.empty(204);
                },
                bucketsOf,
                () -> now,
                exemptLoopback);
    }

    private final RateLimits byAddress = limits(request -> List.of(THREE.per(request.remoteAddress())), true);

    private static Request from(String address) {
        return Requests.of("GET", "/x", address);
    }

    private static String pace(Response response) {
        var values = List.of("X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset").stream()
                .map(name -> response.fields().stream()
                        .filter(f -> f.name().equals(name))
                        .map(Response.Field::value)
                        .toList())
                .toList();
        values.forEach(all -> assertEquals(1, all.size()));
        return response.status() + " " + values.get(0).getFirst() + "/"
                + values.get(1).getFirst() + " until "
                + (Long.parseLong(values.get(2).getFirst())
                        - Instant.parse("2026-01-01T00:00:00Z").getEpochSecond());
    }

    @Test
    @DisplayName(
            "requests count down, one numeric value a field, and the one too many is refused without being handled")
    void requestsCountDown() {
        assertEquals("204 3/2 until 10", pace(byAddress.handle(from("8.8.8.8"))));
        assertEquals("204 3/1 until 10", pace(byAddress.handle(from("8.8.8.8"))));
        assertEquals("204 3/0 until 10", pace(byAddress.handle(from("8.8.8.8"))));
        assertEquals("429 3/0 until 10", pace(byAddress.handle(from("8.8.8.8"))));
        assertEquals(3, handled.get());
        assertEquals("204 3/2 until 10", pace(byAddress.handle(from("9.9.9.9"))));
    }

    @Test
    @DisplayName("the next window begins anew")
    void nextWindowBeginsAnew() {
        for (int i = 0; i < 4; i++) byAddress.handle(from("8.8.8.8"));
        now = Instant.parse("2026-01-01T00:00:09.999Z");
        assertEquals("429 3/0 until 10", pace(byAddress.handle(from("8.8.8.8"))));
        now = Instant.parse("2026-01-01T00:00:10Z");
        assertEquals("204 3/2 until 20", pace(byAddress.handle(from("8.8.8.8"))));
    }

    @Test
    @DisplayName("429 has the error object that SDKs know, and the Date from which they wait")
    void refusalIsKnownToSdks() {
        Response response = byAddress.handle(from("8.8.8.8"));
        for (int i = 0; i < 3; i++) response = byAddress.handle(from("8.8.8.8"));
        assertEquals("Thu, 1 Jan 2026 00:00:03 GMT", response.first("Date").orElseThrow());
        assertEquals(
                "{\"errorCode\":\"E0000047\",\"errorSummary\":\"API call exceeded rate limit due to too many requests.\","
                        + "\"errorLink\":\"E0000047\",\"errorId\":\"oaeAAAAAAAAAAAAAAAAAAAAAA\",\"errorCauses\":[]}",
                new String(response.body()));
    }

    @Test
    @DisplayName("of several buckets the one with the least left is told, and each of them can refuse")
    void tightestBucketIsTold() {
        var two = new Limit("two", 2, Duration.ofSeconds(1));
        var both = limits(request -> List.of(THREE.per("all"), two.per(request.remoteAddress())), true);
        assertEquals("204 2/1 until 4", pace(both.handle(from("8.8.8.8"))));
        assertEquals("204 3/1 until 10", pace(both.handle(from("9.9.9.9"))));
        both.handle(from("9.9.9.9"));
        assertEquals("429 3/0 until 10", pace(both.handle(from("7.7.7.7"))));
    }

    @Test
    @DisplayName("this machine is exempt by default and counted on demand; what has no bucket is not limited")
    void loopbackIsExempt() {
        for (String address : List.of("127.0.0.1", "::1", "127.8.8.8")) {
            for (int i = 0; i < 9; i++) {
                var response = byAddress.handle(from(address));
                assertEquals(204, response.status());
                assertTrue(response.first("X-Rate-Limit-Limit").isEmpty());
            }
        }
        assertEquals(
                "204 3/2 until 10",
                pace(limits(_ -> List.of(THREE.per("a")), false).handle(from("::1"))));
        assertTrue(limits(_ -> List.of(), false)
                .handle(from("8.8.8.8"))
                .first("X-Rate-Limit-Limit")
                .isEmpty());
    }

    @Test
    @DisplayName("parts of a key can't be shifted into one another")
    void keysAreUnambiguous() {
        assertTrue(!Key.of("a", "b").equals(Key.of("ab", "")) && !Key.of("a").equals(Key.of("a", "")));
        assertEquals(Key.of("a", "b"), Key.of("a", "b"));
    }

    @Test
    @DisplayName("a flood of keys takes bounded memory and refuses nobody who is new")
    void floodOfKeysIsBounded() {
        for (int i = 0; i < RateLimits.MAX_COUNTERS + 1_000; i++)
            byAddress.handle(from("2001:db8::" + Integer.toHexString(i >> 8) + ":" + Integer.toHexString(i & 255)));
        assertEquals(204, byAddress.handle(from("8.8.8.8")).status());
    }

    @Test
    @DisplayName("abuse case 84: parallel requests are all counted")
    void parallelRequestsAreCounted() throws Exception {
        var limit = new Limit("fifty", 50, Duration.ofSeconds(10));
        var limits = limits(_ -> List.of(limit.per("one")), true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 200)
                    .mapToObj(_ ->
                            threads.submit(() -> limits.handle(from("8.8.8.8")).status()))
                    .toList();
            int passed = 0;
            for (var answer : answers) if (answer.get() == 204) passed++;
            assertEquals(50, passed);
        }
    }
}
