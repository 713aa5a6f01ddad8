package dev.narthex.session;

import java.time.Instant;

/// Remembers which sealed tokens have been used up, on all nodes, until they would have expired anyway.
public interface Spent {

    /// False if it was spent before. Of all who spend it at once, one does.
    boolean spend(String token, Instant expires);

    boolean isSpent(String token);
}
