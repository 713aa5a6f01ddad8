package dev.narthex.policy;

import java.time.Instant;

/// When a policy or a rule was made and last changed.
public record Dates(Instant created, Instant lastUpdated) {
    /// Of what nobody asks it for.
    public static final Dates UNKNOWN = new Dates(Instant.EPOCH, Instant.EPOCH);

    public static Dates now(Instant now) {
        return new Dates(now, now);
    }

    public Dates changed(Instant now) {
        return new Dates(created, now);
    }
}
