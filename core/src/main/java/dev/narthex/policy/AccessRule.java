package dev.narthex.policy;

import java.time.Duration;
import java.util.Set;

/// Grants tokens with these lifetimes when grant type, person and every requested scope match.
public record AccessRule(
        String id, Naming naming, boolean active, Conditions conditions, Lifetimes lifetimes, Dates dates) {
    public static final String TYPE = "RESOURCE_ACCESS";
    public static final String ANY_SCOPE = "*";
    public static final String EVERYONE = "EVERYONE";

    public AccessRule(String id, Naming naming, boolean active, Conditions conditions, Lifetimes lifetimes) {
        this(id, naming, active, conditions, lifetimes, Dates.UNKNOWN);
    }

    public AccessRule withPriority(int priority) {
        var moved = new Naming(naming.name(), priority, naming.system());
        return new AccessRule(id, moved, active, conditions, lifetimes, dates);
    }

    public AccessRule active(boolean other, Dates changed) {
        return new AccessRule(id, naming, other, conditions, lifetimes, changed);
    }

    public record Naming(String name, int priority, boolean system) {}

    /// `scopes` may hold [#ANY_SCOPE].
    public record Conditions(Set<String> grantTypes, People people, Set<String> scopes) {
        public Conditions {
            grantTypes = Set.copyOf(grantTypes);
            scopes = Set.copyOf(scopes);
        }
    }

    /// Ids of users and groups; `groups` may hold [#EVERYONE]. Who is excluded is so even when included too.
    public record People(Set<String> users, Set<String> groups, Set<String> excludedUsers, Set<String> excludedGroups) {
        public static final People ALL = new People(Set.of(), Set.of(EVERYONE), Set.of(), Set.of());

        public People {
            users = Set.copyOf(users);
            groups = Set.copyOf(groups);
            excludedUsers = Set.copyOf(excludedUsers);
            excludedGroups = Set.copyOf(excludedGroups);
        }
    }

    /// `refreshToken` zero means unlimited.
    public record Lifetimes(Duration accessToken, Duration refreshToken, Duration refreshWindow) {
        public static final Lifetimes STANDARD =
                new Lifetimes(Duration.ofMinutes(60), Duration.ZERO, Duration.ofDays(7));

        public Lifetimes {
            if (accessToken.compareTo(Duration.ofMinutes(5)) < 0 || accessToken.compareTo(Duration.ofHours(24)) > 0) {
                throw new IllegalArgumentException("an access token lives between 5 minutes and 24 hours");
            }
        }
    }
}
