package dev.narthex.server.wiring;

import dev.narthex.crypt.MasterKey;
import dev.narthex.flow.EvenTime;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.mail.Letterbox;
import dev.narthex.mail.MailTemplates;
import dev.narthex.mail.MailTransport;
import dev.narthex.password.Passwords;
import dev.narthex.policy.Issuers;
import dev.narthex.server.config.BaseUrl;
import dev.narthex.server.config.Operation.RateLimits;
import dev.narthex.store.Storage;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What the features get from outside: where they are, what they keep, time, chance and secrets.
public record World(Issuers issuers, Storage storage, Secrets secrets, InstantSource clock, Bounds bounds, Ways ways) {

    /// How strangers are bounded.
    ///
    /// @param limits whose requests are limited
    /// @param evenTime the step of [EvenTime]: what answers take at least that must not tell who exists
    public record Bounds(RateLimits limits, Duration evenTime) {
        /// Longer than checking a hash of bcrypt with a work factor of 12 takes, or a system across the street.
        public static final Duration EVEN_TIME = Duration.ofMillis(500);
    }

    EvenTime evenTime() {
        return new EvenTime(bounds.evenTime());
    }

    /// How it reaches others.
    /// @param outbound calls them; whoever makes a world closes it
    /// @param post writes to them
    public record Ways(GuardedOutbound outbound, Post post) {}

    /// Who takes mails, and what they say.
    /// @param shown where mails can be read that go nowhere
    public record Post(MailTransport transport, MailTemplates templates, Optional<Letterbox> shown) {
        /// Mails stay in memory, to be read there.
        public static Post staying() {
            var letterbox = new Letterbox();
            return new Post(letterbox, MailTemplates.builtIn(), Optional.of(letterbox));
        }
    }

    GuardedOutbound outbound() {
        return ways.outbound();
    }

    /// Whether requests of an address are bounded.
    boolean isLimited(String address) {
        return switch (bounds.limits()) {
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
