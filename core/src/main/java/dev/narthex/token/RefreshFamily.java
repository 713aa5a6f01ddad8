package dev.narthex.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All refresh tokens of one authorization: one follows the other, and they end together.
///
/// `end`: when the family ends however much it is used. `window`: how long a token may lie unused.
/// `key`: the thumbprint of the key that its tokens are bound to.
public record RefreshFamily(
        Authorization authorization, Instant created, Optional<Instant> end, Duration window, Optional<String> key) {

    public RefreshFamily(Authorization authorization, Instant created, Optional<Instant> end, Duration window) {
        this(authorization, created, end, window, Optional.empty());
    }

    /// Whether it may be used by whoever showed this key, if any.
    boolean isOpenTo(Optional<String> shown) {
        return key.isEmpty() || key.equals(shown);
    }
}
