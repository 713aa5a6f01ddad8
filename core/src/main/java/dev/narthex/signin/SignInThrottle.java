package dev.narthex.signin;

import dev.narthex.cache.Buckets;
import dev.narthex.cache.Buckets.Rate;
import dev.narthex.users.Login;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Bounds how fast one address, or the world for one user name, may try passwords. Held in memory, per node, bounded.
public final class SignInThrottle {
    private static final int MAX_LOGIN = 100;
    private static final Rate PER_LOGIN = new Rate(8, Duration.ofMillis(250));
    private static final Rate PER_ADDRESS = new Rate(40, Duration.ofSeconds(1));

    private final Buckets buckets;
    private final Predicate<String> exempt;

    /// @param exempt addresses that are not bounded
    public SignInThrottle(InstantSource clock, Predicate<String> exempt) {
        this.buckets = new Buckets(clock);
        this.exempt = exempt;
    }

    boolean admits(String address, String username) {
        if (exempt.test(address)) return true;
        // The address first: what it is refused must not count against the login, or one stranger could keep its owner
        // out.
        return buckets.take("address " + address, PER_ADDRESS) && buckets.take("login " + start(username), PER_LOGIN);
    }

    /// As [#admits], for an app that proved itself: many people come from its address.
    boolean admitsFromApp(String address, String username) {
        return exempt.test(address) || buckets.take("login " + start(username), PER_LOGIN);
    }

    /// Enough to tell logins apart, so that strangers can't fill the memory with long ones.
    private static String start(String username) {
        String login = Login.of(username).normalised();
        return login.length() <= MAX_LOGIN ? login : login.substring(0, MAX_LOGIN);
    }
}
