package dev.narthex.groups;

import java.time.Instant;
import java.util.Optional;

/// A group of users; the name is unique.
public record Group(
        String id, String name, Optional<String> description, boolean builtIn, Instant created, Instant lastUpdated) {
    public static final String EVERYONE = "Everyone";
}
