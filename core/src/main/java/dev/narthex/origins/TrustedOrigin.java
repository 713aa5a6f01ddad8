package dev.narthex.origins;

import java.time.Instant;
import java.util.Set;

/// `origin` is scheme, host and port, compared as text.
public record TrustedOrigin(String id, String name, String origin, Set<Use> uses, boolean active, Instant created) {
    public enum Use {
        CORS,
        REDIRECT,
        IFRAME_EMBED
    }

    public TrustedOrigin {
        uses = Set.copyOf(uses);
    }
}
