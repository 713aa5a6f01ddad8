package dev.narthex.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All refresh tokens of one authorization: one follows the other, and they end together.
///
/// `end`: when the family ends however much it is used. `window`: how long a token may lie unused.
public record RefreshFamily(Authorization authorization, Instant created, Optional<Instant> end, Duration window) {}
