package dev.narthex.jose;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of an issuer, fetched when they are first needed and kept.
///
/// - Up to [#FRESH] they are used as they are; up to [#STALE] they are used while new ones are fetched beside; after
///   that the caller waits for new ones.
/// - While the endpoint is down the last good set serves on, up to [#LAST_GOOD].
/// - A `kid` that is not in the set may be a new key, so it fetches; but never within [#COOL_DOWN] of the last
///   attempt, and not again for the same `kid` within [#FRESH]: who sends a thousand invented names causes one request.
/// - One request is in flight at most; whoever needs its answer waits for that one.
///
/// Safe for many threads.
public final class RemoteKeys implements KeySource {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration STALE = Duration.ofHours(1);
    static final Duration LAST_GOOD = Duration.ofHours(24);
    static final Duration COOL_DOWN = Duration.ofSeconds(10);
    /// With no keys at all, every token is refused; so we try sooner.
    static final Duration COOL_DOWN_WITHOUT_KEYS = Duration.ofSeconds(1);

    private static final int MAX_UNKNOWN = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

    private final Fetch endpoint;
    private final InstantSource clock;
    private volatile Optional<Held> held = Optional.empty();

    // The lock guards these three. It is never held while something is fetched.
    private final Object lock = new Object();
    private Instant lastAttempt = Instant.MIN;
    private Optional<CompletableFuture<Void>> inFlight = Optional.empty();
    private final Map<String, Instant> unknown = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_UNKNOWN;
        }
    };

    private record Held(LocalKeys keys, Instant since) {
        boolean olderThan(Duration age, Instant now) {
            return since.plus(age).isBefore(now);
        }
    }

    /// Gets a key set once, from wherever it is.
    @FunctionalInterface
    interface Fetch {
        LocalKeys fetch() throws IOException;
    }

    /// Gets the text of a key set once, by means of the caller's own.
    @FunctionalInterface
    public interface Source {
        /// @throws IOException if it can't be had
        byte[] fetch() throws IOException;
    }

    private RemoteKeys(Fetch endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /// The keys at this address.
    ///
    /// @throws IllegalArgumentException unless it is https, or http on this machine
    public static RemoteKeys at(URI jwksUri, InstantSource clock) {
        return new RemoteKeys(KeysEndpoint.at(jwksUri)::fetch, clock);
    }

    /// The keys at the address that the issuer's metadata names.
    ///
    /// @throws IllegalArgumentException unless the issuer is https, or http on this machine
    public static RemoteKeys of(String issuer, InstantSource clock) {
        return new RemoteKeys(KeysEndpoint.of(issuer)::fetch, clock);
    }

    /// The keys that a source has, for a server that does not call addresses itself.
    public static RemoteKeys from(Source source, InstantSource clock) {
        return new RemoteKeys(
                () -> LocalKeys.read(source.fetch())
                        .filter(keys -> !keys.isEmpty())
                        .orElseThrow(() -> new IOException("no key for signatures in it")),
                clock);
    }

    @Override
    public Optional<VerificationKey> find(String kid) {
        Instant now = clock.instant();
        renew(now);
        var key = usable(now).find(kid);
        if (key.isPresent() || isKnownUnknown(kid, now)) return key;
        fetch(now).join();
        var second = usable(now).find(kid);
        if (second.isEmpty()) remember(kid, now);
        return second;
    }

    @Override
    public Optional<VerificationKey> findOnly(SigningAlgorithm algorithm) {
        Instant now = clock.instant();
        renew(now);
        return usable(now).findOnly(algorithm);
    }

    private void renew(Instant now) {
        if (held.isEmpty() || held.get().olderThan(STALE, now)) {
            fetch(now).join();
        } else if (held.get().olderThan(FRESH, now)) {
            fetch(now);
        }
    }

    private LocalKeys usable(Instant now) {
        return held.filter(it -> !it.olderThan(LAST_GOOD, now))
                .map(Held::keys)
                .orElseThrow(() -> new KeysUnavailable("the issuer's keys can't be had at present"));
    }

    /// Begins to fetch, or joins whoever has begun; done at once while it is too soon to try again.
    private CompletableFuture<Void> fetch(Instant now) {
        synchronized (lock) {
            if (inFlight.isPresent()) return inFlight.get();
            var wait = held.isPresent() ? COOL_DOWN : COOL_DOWN_WITHOUT_KEYS;
            if (now.isBefore(lastAttempt.plus(wait))) return CompletableFuture.completedFuture(null);
            lastAttempt = now;
            var fetching = new CompletableFuture<Void>();
            inFlight = Optional.of(fetching);
            Thread.ofVirtual().name("keys").start(() -> fetch(fetching, now));
            return fetching;
        }
    }

    private void fetch(CompletableFuture<Void> fetching, Instant now) {
        try {
            held = Optional.of(new Held(endpoint.fetch(), now));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Could not fetch keys: {}", e.toString());
        } finally {
            synchronized (lock) {
                inFlight = Optional.empty();
            }
            fetching.complete(null);
        }
    }

    private boolean isKnownUnknown(String kid, Instant now) {
        synchronized (lock) {
            var since = unknown.get(kid);
            return since != null && now.isBefore(since.plus(FRESH));
        }
    }

    /// Only a name that a fetch at this very time did not find; one that met the cool-down may yet be a new key.
    private void remember(String kid, Instant now) {
        synchronized (lock) {
            if (held.isPresent() && held.get().since().equals(now)) unknown.put(kid, now);
        }
    }
}
