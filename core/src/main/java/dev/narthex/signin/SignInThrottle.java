package dev.narthex.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.users.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Bounds how fast one address, or the world for one user name, may try passwords. Held in memory, per node, bounded.
public final class SignInThrottle {
    private static final int REMEMBERED = 100_000;
    private static final int MAX_LOGIN = 100;
    private static final Rate PER_LOGIN = new Rate(8, Duration.ofMillis(250));
    private static final Rate PER_ADDRESS = new Rate(40, Duration.ofSeconds(1));

    private final InstantSource clock;
    private final Predicate<String> exempt;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /// At most `burst` at once, then one each `interval`.
    private record Rate(int burst, Duration interval) {}

    /// `fullAt`: when the bucket will be full again.
    private record Bucket(Instant fullAt) {}

    /// @param exempt addresses that are not bounded
    public SignInThrottle(InstantSource clock, Predicate<String> exempt) {
        this.clock = clock;
        this.exempt = exempt;
    }

    boolean admits(String address, String username) {
        if (exempt.test(address)) return true;
        // The address first: what it is refused must not count against the login, or one stranger could keep its owner
        // out.
        return take("address " + address, PER_ADDRESS) && take("login " + start(username), PER_LOGIN);
    }

    /// Enough to tell logins apart, so that strangers can't fill the memory with long ones.
    private static String start(String username) {
        String login = Login.of(username).normalised();
        return login.length() <= MAX_LOGIN ? login : login.substring(0, MAX_LOGIN);
    }

    private boolean take(String key, Rate rate) {
        Instant now = clock.instant();
        Instant limit = now.plus(rate.interval().multipliedBy(rate.burst()));
        var admitted = new boolean[1];
        buckets.asMap().compute(key, (_, bucket) -> {
            Instant from = bucket == null || bucket.fullAt().isBefore(now) ? now : bucket.fullAt();
            Instant next = from.plus(rate.interval());
            admitted[0] = !next.isAfter(limit);
            return admitted[0] ? new Bucket(next) : bucket;
        });
        return admitted[0];
    }
}
