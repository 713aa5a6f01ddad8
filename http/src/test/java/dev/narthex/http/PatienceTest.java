package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How long the server waits: for slow clients, for slow handlers, and for requests in flight when it stops.
class PatienceTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static HttpConfig config(Duration idle, Duration body, Duration stop) {
        return HttpConfig.loopback(0).withLimits(new HttpConfig.Limits(1024, 8192, 4096, idle, body, stop));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    @DisplayName("a body that stops coming is answered 408 with a request id, and the connection ends")
    void stalledBodyIsTimedOut() throws Exception {
        var server = new HttpServer(
                        config(SHORT, Duration.ofSeconds(5), Duration.ZERO),
                        new Router().post("/echo", PatienceTest::echo))
                .start();
        try (var client = new RawClient(server)) {
            String answer = client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
                    .toEnd();
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("X-Okta-Request-Id: "), answer);
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("a body that drips is answered 408 once it took longer than a body may")
    void drippingBodyIsTimedOut() throws Exception {
        var server = new HttpServer(
                        config(Duration.ofSeconds(5), SHORT, Duration.ZERO),
                        new Router().post("/echo", PatienceTest::echo))
                .start();
        try (var client = new RawClient(server)) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
            var dripped = inBackground(() -> {
                for (int i = 0; i < 100; i++) {
                    client.send("x");
                    new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                }
                return true;
            });
            assertEquals(408, client.answer().status());
            dripped.cancel(true);
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("a silent connection is closed")
    void silentConnectionIsClosed() throws Exception {
        var server = new HttpServer(config(SHORT, SHORT, Duration.ZERO), new Router()).start();
        try (var client = new RawClient(server);
                var halfway = new RawClient(server)) {
            client.toEnd();
            halfway.send("GET / HTTP/1.1\r\nHo").toEnd();
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("a head that drips is cut off after a while, though the connection is never silent")
    void drippingHeadIsCutOff() throws Exception {
        var server = new HttpServer(
                        config(Duration.ofSeconds(20), SHORT, Duration.ZERO), new Router().get("/", PatienceTest::echo))
                .start();
        try (var client = new RawClient(server)) {
            assertEquals(200, client.send(get("/")).answer().status());
            client.send("GET / HTTP/1.1\r\nX: ");
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            assertThrows(IOException.class, () -> {
                while (System.nanoTime() < deadline) {
                    client.send("x");
                    new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                }
            });
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("a connection kept alive by whole requests is not cut off")
    void busyConnectionLives() throws Exception {
        var server = new HttpServer(
                        config(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ZERO),
                        new Router().get("/", PatienceTest::echo))
                .start();
        try (var client = new RawClient(server)) {
            for (int i = 0; i < 50; i++) {
                assertEquals(200, client.send(get("/")).answer().status());
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("a handler may take longer than a connection may be silent")
    void slowHandlerIsWaitedFor() throws Exception {
        var server = new HttpServer(config(SHORT, SHORT, Duration.ZERO), new Router().get("/slow", _ -> {
                            await(new CountDownLatch(1), SHORT.multipliedBy(4));
                            return Response.text(200, "done");
                        }))
                .start();
        try (var client = new RawClient(server)) {
            assertEquals("done", client.send(get("/slow")).answer().body());
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("stopping takes no new connections and lets the request in flight finish")
    void stopFinishesRequestsInFlight() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var server = new HttpServer(
                        config(Duration.ofSeconds(20), SHORT, Duration.ofSeconds(10)), new Router().get("/slow", _ -> {
                                    entered.countDown();
                                    await(release, Duration.ofSeconds(20));
                                    return Response.text(200, "finished");
                                }))
                .start();
        try (var client = new RawClient(server)) {
            client.send(get("/slow"));
            assertTrue(entered.await(5, TimeUnit.SECONDS));
            var stopped = inBackground(() -> {
                server.stop();
                return true;
            });
            untilRefused(server);
            assertFalse(stopped.isDone());
            release.countDown();
            var answer = client.answer();
            assertEquals("finished", answer.body());
            assertTrue(stopped.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("stopping does not wait for ever for a handler that hangs")
    void stopIsBounded() throws Exception {
        var entered = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var server = new HttpServer(config(Duration.ofSeconds(20), SHORT, SHORT), new Router().get("/hang", _ -> {
                            entered.countDown();
                            await(never, Duration.ofSeconds(20));
                            return Response.empty(204);
                        }))
                .start();
        try (var client = new RawClient(server)) {
            client.send(get("/hang"));
            assertTrue(entered.await(5, TimeUnit.SECONDS));
            var stopped = inBackground(() -> {
                server.stop();
                return true;
            });
            assertTrue(stopped.get(10, TimeUnit.SECONDS));
        } finally {
            never.countDown();
        }
    }

    @Test
    @DisplayName("idle kept-alive connections do not hold up a stop")
    void idleConnectionsDontHoldUpAStop() throws Exception {
        var server = new HttpServer(
                        config(Duration.ofSeconds(20), SHORT, Duration.ofSeconds(10)),
                        new Router().get("/", PatienceTest::echo))
                .start();
        try (var client = new RawClient(server)) {
            assertEquals(200, client.send(get("/")).answer().status());
            long before = System.nanoTime();
            server.stop();
            assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 5);
        }
    }

    @Test
    @DisplayName("a port that is taken is named in the failure to start")
    void takenPortIsNamed() {
        var first = new HttpServer(HttpConfig.loopback(0), new Router()).start();
        try {
            var second = new HttpServer(HttpConfig.loopback(first.port()), new Router());
            var failure = assertThrows(IllegalStateException.class, second::start);
            assertTrue(failure.getMessage().contains("127.0.0.1:" + first.port()), failure.getMessage());
        } finally {
            first.stop();
        }
    }

    private static Response echo(Request request) {
        return Response.of(200, "application/octet-stream", request.body());
    }

    private static void await(CountDownLatch latch, Duration most) {
        try {
            if (latch.await(most.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void untilRefused(HttpServer server) throws Exception {
        int port = server.port();
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < deadline) {
            try (var _ = new Socket("127.0.0.1", port)) {
                new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
            } catch (IOException _) {
                return;
            }
        }
        throw new AssertionError("still accepting");
    }
}
