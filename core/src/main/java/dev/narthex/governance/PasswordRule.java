package dev.narthex.governance;

import dev.narthex.users.PasswordSettings.Allowed;
import java.time.Instant;
import java.util.Set;

/// A rule of a password policy: what people may do themselves, save some.
///
/// @param excluded ids of users whom it leaves to the next rule
public record PasswordRule(
        String id,
        String name,
        boolean active,
        Set<String> excluded,
        Allowed allowed,
        Instant created,
        Instant lastUpdated) {
    public PasswordRule {
        excluded = Set.copyOf(excluded);
    }

    boolean isFor(String userId) {
        return active && !excluded.contains(userId);
    }

    PasswordRule active(boolean now, Instant at) {
        return new PasswordRule(id, name, now, excluded, allowed, created, at);
    }
}
