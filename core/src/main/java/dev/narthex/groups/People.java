package dev.narthex.groups;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.users.Person;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.LinkedHashMap;
import java.util.Optional;

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
        var names = new LinkedHashMap<String, String>();
        names.put(everyoneId, Group.EVERYONE);
        groups.groupsOf(user.id()).forEach(group -> names.put(group.id(), group.name()));
        return new Person(user, names);
    }
}
