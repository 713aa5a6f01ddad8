package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.jose.KeySource.KeysUnavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeysTest {
    private static final SigningKeyPair PAIR = SigningKeyPair.generate(SigningAlgorithm.EDDSA);

    private final KeysServer server = new KeysServer();
    private final TestClock clock = new TestClock();
    private final RemoteKeys keys = RemoteKeys.at(server.uri("/keys"), clock);

    private static final class TestClock implements InstantSource {
        private volatile Instant now = Instant.parse("2027-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void publish(String... kids) {
        server.put("/keys", set(kids));
    }

    private static Map<String, Object> set(String... kids) {
        return new JwkSet(List.of(kids).stream()
                        .map(kid -> Jwk.publicKey(kid, PAIR))
                        .toList())
                .toJson();
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not happen within ten seconds");
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("Keys are fetched when they are first needed, once, and then kept")
    void fetchedOnce() {
        publish("a", "b");
        assertEquals(0, server.requests());
        for (int i = 0; i < 100; i++) {
            assertTrue(keys.find("a").isPresent());
            assertTrue(keys.find("b").isPresent());
        }
        assertEquals(1, server.requests());
    }

    @Test
    @DisplayName("A new key is found as soon as a token names it")
    void newKeyIsFound() {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        publish("a", "b");
        clock.pass(RemoteKeys.COOL_DOWN);
        assertTrue(keys.find("b").isPresent());
        assertEquals(2, server.requests());
    }

    @Test
    @DisplayName("Abuse 61: a thousand invented names within the cool-down cause one request, not a thousand")
    void inventedNames() {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        clock.pass(RemoteKeys.COOL_DOWN);
        for (int i = 0; i < 1000; i++) assertTrue(keys.find("invented-" + i).isEmpty());
        assertEquals(2, server.requests());
        assertTrue(keys.find("a").isPresent());
    }

    @Test
    @DisplayName("Abuse 61: the same unknown name does not fetch again after the cool-down, until the set is old")
    void sameUnknownName() {
        publish("a");
        assertTrue(keys.find("unknown").isEmpty());
        for (int i = 0; i < 20; i++) {
            clock.pass(RemoteKeys.COOL_DOWN);
            assertTrue(keys.find("unknown").isEmpty());
        }
        assertTrue(server.requests() <= 2, server.requests() + " requests");
    }

    @Test
    @DisplayName("Abuse 61: a name that was invented before its key was published is found once the set is renewed")
    void inventedNameBecomesKey() {
        publish("a");
        assertTrue(keys.find("b").isEmpty());
        publish("a", "b");
        clock.pass(RemoteKeys.FRESH.plusSeconds(1));
        assertTrue(keys.find("b").isPresent());
    }

    @Test
    @DisplayName("Abuse 61: a new key that was asked for during the cool-down is found right after it")
    void newKeyDuringCoolDown() {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        publish("a", "b");
        clock.pass(Duration.ofSeconds(1));
        assertTrue(keys.find("b").isEmpty());
        clock.pass(RemoteKeys.COOL_DOWN);
        assertTrue(keys.find("b").isPresent());
    }

    @Test
    @DisplayName("Abuse 61: a revoked key stops to serve once the set is renewed")
    void revokedKey() {
        publish("a", "revoked");
        assertTrue(keys.find("revoked").isPresent());
        publish("a");
        clock.pass(RemoteKeys.STALE.plusSeconds(1));
        assertTrue(keys.find("revoked").isEmpty());
        assertTrue(keys.find("a").isPresent());
    }

    @Test
    @DisplayName("Keys that are a little old serve at once, while new ones are fetched beside")
    void staleWhileRevalidating() throws Exception {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        var mayAnswer = new CountDownLatch(1);
        server.put("/keys", exchange -> {
            await(mayAnswer);
            byte[] body = JoseJson.write(set("b"));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        clock.pass(RemoteKeys.FRESH.plusSeconds(1));
        assertTrue(keys.find("a").isPresent());
        mayAnswer.countDown();
        eventually(() -> keys.find("a").isEmpty());
        assertTrue(keys.find("b").isPresent());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("While the endpoint is down the last good set serves on, for a day and no longer")
    void lastGoodSet() {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        server.put("/keys", 503, new byte[0]);
        clock.pass(RemoteKeys.STALE.plusSeconds(1));
        assertTrue(keys.find("a").isPresent());
        clock.pass(RemoteKeys.LAST_GOOD);
        assertThrows(KeysUnavailable.class, () -> keys.find("a"));
        publish("a");
        clock.pass(RemoteKeys.COOL_DOWN);
        assertTrue(keys.find("a").isPresent());
    }

    @Test
    @DisplayName("With no keys yet and the endpoint down, nobody can say; it is tried again a second later")
    void downFromTheStart() {
        server.put("/keys", 500, new byte[0]);
        for (int i = 0; i < 50; i++) assertThrows(KeysUnavailable.class, () -> keys.find("a"));
        assertEquals(1, server.requests());
        publish("a");
        clock.pass(RemoteKeys.COOL_DOWN_WITHOUT_KEYS);
        assertTrue(keys.find("a").isPresent());
    }

    @Test
    @DisplayName("Fifty callers who need keys at the same time cause one request")
    void oneRequestInFlight() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        server.put("/keys", exchange -> {
            await(mayAnswer);
            byte[] body = JoseJson.write(set("a"));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Boolean>>();
            IntStream.range(0, 50)
                    .forEach(
                            _ -> answers.add(threads.submit(() -> keys.find("a").isPresent())));
            eventually(() -> server.requests() == 1);
            mayAnswer.countDown();
            for (var answer : answers) assertTrue(answer.get());
        }
        assertEquals(1, server.requests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[null,1,[]]}",
                "<html>",
                "{\"keys\":[",
                "null"
            })
    @DisplayName("An answer that is not a set with a key for signatures does not replace the keys we have")
    void badAnswers(String body) {
        publish("a");
        assertTrue(keys.find("a").isPresent());
        server.put("/keys", 200, body.getBytes(StandardCharsets.UTF_8));
        clock.pass(RemoteKeys.STALE.plusSeconds(1));
        assertTrue(keys.find("a").isPresent());
        assertEquals(2, server.requests());
    }

    @Test
    @DisplayName("An endless answer is cut off and does not replace the keys we have")
    void endlessAnswer() {
        server.put("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 64; i++) exchange.getResponseBody().write(spaces);
            exchange.getResponseBody().write(JoseJson.write(set("a")));
        });
        assertThrows(KeysUnavailable.class, () -> keys.find("a"));
    }

    @Test
    @DisplayName("A redirect is not followed, so the endpoint can't send us to a machine inside")
    void redirects() {
        server.put("/inside", set("a"));
        server.put("/keys", exchange -> {
            exchange.getResponseHeaders().set("Location", server.url() + "/inside");
            exchange.sendResponseHeaders(302, -1);
        });
        assertThrows(KeysUnavailable.class, () -> keys.find("a"));
        assertEquals(1, server.requests());
    }

    @Test
    @DisplayName("An answer that trickles does not hold the caller for ever")
    void trickle() {
        var closing = new CountDownLatch(1);
        server.put("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(closing);
        });
        long begin = System.nanoTime();
        assertThrows(KeysUnavailable.class, () -> keys.find("a"));
        long took = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        closing.countDown();
        assertTrue(took <= KeysEndpoint.TIMEOUT.toSeconds() + 3, took + " s");
    }

    @Test
    @DisplayName("RFC 8414 §3.3: keys are found by the metadata of the issuer, if it says that it is of that issuer")
    void discovery() {
        var issuer = server.url() + "/oauth2/default";
        var place = "/oauth2/default/.well-known/oauth-authorization-server";
        server.put("/k", set("a"));
        server.put(place, Map.of("issuer", issuer, "jwks_uri", server.url() + "/k"));
        assertTrue(RemoteKeys.of(issuer, clock).find("a").isPresent());

        server.put(place, Map.of("issuer", issuer + "/", "jwks_uri", server.url() + "/k"));
        assertThrows(KeysUnavailable.class, () -> RemoteKeys.of(issuer, clock).find("a"));
        server.put(place, Map.of("issuer", issuer));
        assertThrows(KeysUnavailable.class, () -> RemoteKeys.of(issuer, clock).find("a"));
        server.put(place, Map.of("issuer", issuer, "jwks_uri", "http://169.254.169.254/keys"));
        assertThrows(KeysUnavailable.class, () -> RemoteKeys.of(issuer, clock).find("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example/keys",
                "http://127.0.0.1.evil.com/keys",
                "http://localhost@evil.com/",
                "file:///etc/keys",
                "ftp://localhost/keys",
                "keys",
                "http:keys"
            })
    @DisplayName("Keys are not fetched in clear over a network")
    void clearTextIsRefused(String uri) {
        assertThrows(IllegalArgumentException.class, () -> RemoteKeys.at(URI.create(uri), clock));
        assertThrows(IllegalArgumentException.class, () -> RemoteKeys.of(uri, clock));
    }

    @Test
    @DisplayName("A resource server needs an issuer and an audience, and starts while the issuer is down")
    void resourceServer() {
        var issuer = server.url() + "/oauth2/default";
        var verifier = ResourceServer.of(URI.create(issuer), "api://default");
        long now = InstantSource.system().instant().getEpochSecond();
        var token = Signers.of("a", PAIR, CryptoProvider.jdk())
                .sign(Map.of("iss", issuer, "aud", "api://default", "exp", now + 600, "scp", List.of("profile")))
                .compact();
        var refused = assertInstanceOf(Verification.Refused.class, verifier.verify(token));
        assertEquals(Verification.Reason.KEYS_UNAVAILABLE, refused.reason());

        publish("a");
        var withKeys = ResourceServer.of(URI.create(issuer), "api://default", server.uri("/keys"));
        assertInstanceOf(Verification.Valid.class, withKeys.verify(token));
    }
}
