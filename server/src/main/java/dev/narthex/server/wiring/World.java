package dev.narthex.server.wiring;

import dev.narthex.crypt.MasterKey;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.password.Passwords;
import dev.narthex.policy.Issuers;
import dev.narthex.server.config.BaseUrl;
import dev.narthex.server.config.Operation.RateLimits;
import dev.narthex.store.Storage;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What the features get from outside: where they are, what they keep, time, chance and secrets.
///
/// @param outbound calls others; whoever makes a world closes it
public record World(
        Issuers issuers,
        Storage storage,
        Secrets secrets,
        InstantSource clock,
        RateLimits limits,
        GuardedOutbound outbound) {

    /// Whether requests of an address are bounded.
    boolean isLimited(String address) {
        return switch (limits) {
            case NOBODY -> false;
            case OTHER_MACHINES -> !isLoopback(address);
            case EVERYBODY -> true;
        };
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// HSTS on a name of this machine would bind every other program of a developer, too.
    boolean httpsOnly() {
        return issuers.secure() && !new BaseUrl(URI.create(issuers.baseUrl())).loopback();
    }

    public record Secrets(MasterKey masterKey, SecureRandom random, CryptoProvider crypto, Passwords passwords) {}
}
