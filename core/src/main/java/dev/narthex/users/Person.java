package dev.narthex.users;

import java.util.List;
import java.util.Set;

/// A user with all groups, Everyone among them: what decisions and claims are about.
public record Person(User user, Set<String> groupIds, List<String> groupNames) {
    public Person {
        groupIds = Set.copyOf(groupIds);
        groupNames = List.copyOf(groupNames);
    }

    public String id() {
        return user.id();
    }
}
