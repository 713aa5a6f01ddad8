package dev.narthex.apps;

import java.util.Optional;
import java.util.Set;

/// Which apps are asked for; what is empty does not matter.
///
/// @param prefix  of the label, in whatever case
/// @param userId  an app is found if this user is assigned, or one of the groups
public record AppSearch(
        Optional<String> prefix, Optional<Boolean> active, Optional<String> userId, Set<String> groupIds) {
    public static final AppSearch ALL = new AppSearch(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public AppSearch {
        groupIds = Set.copyOf(groupIds);
    }

    public AppSearch beginning(String label) {
        return new AppSearch(Optional.of(label), active, userId, groupIds);
    }

    public AppSearch thatIs(boolean wanted) {
        return new AppSearch(prefix, Optional.of(wanted), userId, groupIds);
    }

    public AppSearch assignedTo(Optional<String> user, Set<String> groups) {
        return new AppSearch(prefix, active, user, groups);
    }

    /// Whether it matters who is assigned.
    public boolean byAssignment() {
        return userId.isPresent() || !groupIds.isEmpty();
    }
}
