package dev.narthex.server.wiring;

import dev.narthex.crypt.MasterKey;
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
import java.time.InstantSource;
import java.util.Optional;

/// What the features get from outside: where they are, what they keep, time, chance and secrets.
///
public record World(
        Issuers issuers, Storage storage, Secrets secrets, InstantSource clock, RateLimits limits, Ways ways) {

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
