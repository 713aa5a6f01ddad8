package dev.narthex.origins;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// `origin` is scheme, host and port, compared as text.
public record TrustedOrigin(
        String id, String name, String origin, Set<Use> uses, boolean active, Instant created, Revision revision) {
    public enum Use {
        CORS,
        REDIRECT,
        IFRAME_EMBED
    }

    /// When it last changed, and who made and changed it, where that is known.
    public record Revision(Instant lastUpdated, Optional<String> createdBy, Optional<String> lastUpdatedBy) {}

    public TrustedOrigin {
        uses = Set.copyOf(uses);
    }

    /// One that nobody in particular made.
    public TrustedOrigin(String id, String name, String origin, Set<Use> uses, boolean active, Instant created) {
        this(id, name, origin, uses, active, created, new Revision(created, Optional.empty(), Optional.empty()));
    }
}
