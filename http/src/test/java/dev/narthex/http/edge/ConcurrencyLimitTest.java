package dev.narthex.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Handler;
import dev.narthex.http.Requests;
import dev.narthex.http.Response;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static ConcurrencyLimit five(Handler inner) {
        return new ConcurrencyLimit(
                inner,
                request -> request.header("key").map(Key::of),
                ConcurrencyLimit.AUTHORIZE,
                () -> Instant.EPOCH,
                true);
    }

    private static Response ask(Handler limit, String key) {
        return limit.handle(Requests.get("/x", "key", key));
    }

    @Test
    @DisplayName("the sixth of one key at once is refused, others are not, and the next after one has left is let in")
    void sixthIsRefused() throws Exception {
        var inside = new CountDownLatch(5);
        var leave = new CountDownLatch(1);
        var limit = five(request -> {
            inside.countDown();
            if (request.headers().has("wait")) await(leave);
            return Response.empty(204);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) threads.submit(() -> limit.handle(Requests.get("/x", "key", "a", "wait", "")));
            assertTrue(inside.await(5, TimeUnit.SECONDS));
            var refused = ask(limit, "a");
            assertEquals(429, refused.status());
            assertEquals("5", refused.first("X-Rate-Limit-Limit").orElseThrow());
            assertEquals("0", refused.first("X-Rate-Limit-Remaining").orElseThrow());
            assertEquals("1", refused.first("X-Rate-Limit-Reset").orElseThrow());
            assertEquals(204, ask(limit, "b").status());
            assertEquals(204, limit.handle(Requests.get("/x")).status());
            assertEquals(
                    204,
                    limit.handle(Requests.of("GET", "/x", "127.0.0.1", "key", "a"))
                            .status());
            leave.countDown();
        }
        assertEquals(204, ask(limit, "a").status());
    }

    @Test
    @DisplayName("one that fails leaves its place, too")
    void failureLeavesItsPlace() {
        var limit = five(_ -> {
            throw new IllegalStateException();
        });
        for (int i = 0; i < 10; i++) assertThrows(IllegalStateException.class, () -> ask(limit, "a"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
