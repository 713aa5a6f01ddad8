package dev.narthex.device;

import dev.narthex.cache.Buckets;
import dev.narthex.cache.Buckets.Rate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Bounds how fast user codes may be tried: by one browser, and by one address, whatever cookies it drops.
public final class GuessThrottle {
    // RFC 8628 §5.1: a code of 34 bits that lives for ten minutes is out of reach of ten guesses a minute.
    private static final Rate PER_ADDRESS = new Rate(10, Duration.ofSeconds(6));
    private static final Rate PER_BROWSER = new Rate(5, Duration.ofSeconds(12));

    private final Buckets buckets;
    private final Predicate<String> exempt;

    /// @param exempt addresses that are not bounded
    public GuessThrottle(InstantSource clock, Predicate<String> exempt) {
        this.buckets = new Buckets(clock);
        this.exempt = exempt;
    }

    boolean admits(String address, String deviceToken) {
        if (exempt.test(address)) return true;
        return buckets.take("address " + address, PER_ADDRESS) && buckets.take("browser " + deviceToken, PER_BROWSER);
    }
}
