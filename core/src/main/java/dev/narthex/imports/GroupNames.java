package dev.narthex.imports;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.id.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Ids of the groups that rows name; where that is wished, groups are made that are not there. Remembers the latest.
public final class GroupNames implements Function<String, Optional<String>> {
    private static final int REMEMBERED = 1_000;
    private static final String NOT_MADE_YET = "00g00000000000000000";

    private final GroupStore groups;
    private final Ids ids;
    private final InstantSource clock;
    private final Wishes wishes;
    private final Map<String, Optional<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    public GroupNames(GroupStore groups, Ids ids, InstantSource clock, Wishes wishes) {
        this.groups = groups;
        this.ids = ids;
        this.clock = clock;
        this.wishes = wishes;
    }

    @Override
    public Optional<String> apply(String name) {
        var remembered = known.get(name);
        if (remembered != null) return remembered;
        var found = find(name);
        known.put(name, found);
        return found;
    }

    private Optional<String> find(String name) {
        var found = groups.byName(name).map(Group::id);
        if (found.isPresent() || !wishes.makeGroups() || name.isBlank() || name.length() > 255) return found;
        if (wishes.dryRun()) return Optional.of(NOT_MADE_YET);
        Instant now = clock.instant();
        groups.create(new Group(ids.next("00g"), name, Optional.empty(), false, now, now));
        return groups.byName(name).map(Group::id);
    }
}
