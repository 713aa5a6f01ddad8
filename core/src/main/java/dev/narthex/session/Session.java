package dev.narthex.session;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.List;

/// A signed-in browser. `hash` is that of the cookie's value, which is stored nowhere; `id` is what the Sessions API
/// shows.
public record Session(SecretHash hash, String id, String userId, Times times, boolean persistent, List<String> amr) {

    /// `authenticated`: when the person last proved who they are. `lastUsed` lags behind by a minute at most.
    public record Times(Instant created, Instant authenticated, Instant lastUsed) {
        Times usedAt(Instant now) {
            return new Times(created, authenticated, now);
        }
    }

    public Session {
        amr = List.copyOf(amr);
    }

    Session at(Times other) {
        return new Session(hash, id, userId, other, persistent, amr);
    }

    public Instant authenticatedAt() {
        return times.authenticated();
    }
}
