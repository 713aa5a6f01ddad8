package dev.narthex.users;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A user with all groups, Everyone first: what decisions and claims are about. `groups` are names by id.
public record Person(User user, Map<String, String> groups) {
    public Person {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    public String id() {
        return user.id();
    }

    public Set<String> groupIds() {
        return groups.keySet();
    }

    public List<String> groupNames() {
        return List.copyOf(groups.values());
    }
}
