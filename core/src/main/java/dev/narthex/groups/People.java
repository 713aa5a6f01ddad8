package dev.narthex.groups;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.users.Person;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds people with their groups.
public final class People {
    private static final int CACHED = 20_000;

    private final Cache<String, Person> cache;
    private final UserStore users;
    private final GroupStore groups;
    private final String everyoneId;

    public People(UserStore users, GroupStore groups, String everyoneId, Changes changes) {
        this.users = users;
        this.groups = groups;
        this.everyoneId = everyoneId;
        this.cache = new Cache<String, Person>(changes, CACHED, this::load)
                .droppedBy("user", id -> id)
                .clearedBy("group");
    }

    public Optional<Person> byId(String userId) {
        return cache.get(userId);
    }

    private Optional<Person> load(String userId) {
        return users.byId(userId).map(this::withGroups);
    }

    private Person withGroups(User user) {
        var memberOf = groups.groupsOf(user.id());
        var ids = new LinkedHashSet<String>();
        ids.add(everyoneId);
        memberOf.forEach(group -> ids.add(group.id()));
        var names = Stream.concat(Stream.of(Group.EVERYONE), memberOf.stream().map(Group::name))
                .toList();
        return new Person(user, ids, names);
    }
}
