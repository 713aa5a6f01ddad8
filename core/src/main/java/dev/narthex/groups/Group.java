package dev.narthex.groups;

import java.time.Instant;
import java.util.Optional;

/// A group of users; the name is unique.
///
/// @param lastMembershipUpdated when somebody last came or went
public record Group(
        String id,
        String name,
        Optional<String> description,
        boolean builtIn,
        Instant created,
        Instant lastUpdated,
        Instant lastMembershipUpdated) {
    public static final String EVERYONE = "Everyone";

    /// A new group, in which nobody is yet.
    public Group(
            String id,
            String name,
            Optional<String> description,
            boolean builtIn,
            Instant created,
            Instant lastUpdated) {
        this(id, name, description, builtIn, created, lastUpdated, created);
    }
}
