package dev.narthex.server.seed;

import dev.narthex.groups.Group;
import dev.narthex.users.Login;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From the names in a seed to the ids in the database.
record Names(Ground ground) {

    /// Names of users and groups that would lead nowhere even after everything in the seed is made.
    List<String> missing(Seed seed) {
        var problems = new ArrayList<String>();
        var logins = seed.users().stream().map(user -> Login.of(user.login())).collect(Collectors.toSet());
        var groups = seed.groups().stream().map(Seed.Group::name).collect(Collectors.toSet());
        for (String login : new TreeSet<>(loginsIn(seed))) {
            boolean there = logins.contains(Login.of(login))
                    || ground.storage().users().byLogin(Login.of(login)).isPresent();
            if (!there) problems.add("user " + login);
        }
        for (String group : new TreeSet<>(groupsIn(seed))) {
            boolean there = groups.contains(group)
                    || isEveryone(group)
                    || ground.storage().groups().byName(group).isPresent();
            if (!there) problems.add("group " + group);
        }
        return problems;
    }

    Set<String> users(Collection<String> logins) {
        return logins.stream()
                .map(login -> ground.storage().users().byLogin(Login.of(login)).orElseThrow())
                .map(dev.narthex.users.User::id)
                .collect(Collectors.toSet());
    }

    /// Without Everyone, whose members are never listed.
    Set<String> groups(Collection<String> names) {
        return names.stream()
                .filter(name -> !isEveryone(name))
                .map(name -> ground.storage().groups().byName(name).orElseThrow())
                .map(Group::id)
                .collect(Collectors.toSet());
    }

    static boolean isEveryone(String group) {
        return group.equalsIgnoreCase(Group.EVERYONE);
    }

    private static Set<String> loginsIn(Seed seed) {
        var inApps = seed.apps().stream().flatMap(app -> app.assignment().users().stream());
        return Stream.concat(inApps, rules(seed).flatMap(rule -> rule.users().stream()))
                .collect(Collectors.toSet());
    }

    private static Set<String> groupsIn(Seed seed) {
        var ofUsers = seed.users().stream().flatMap(user -> user.groups().stream());
        var inApps = seed.apps().stream().flatMap(app -> app.assignment().groups().stream());
        var inRules = rules(seed).flatMap(rule -> rule.groups().stream());
        var registered = seed.registration().stream().flatMap(it -> it.groups().stream());
        return Stream.of(ofUsers, inApps, inRules, registered)
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private static Stream<Seed.Rule> rules(Seed seed) {
        return seed.authorizationServers().stream()
                .flatMap(server -> server.policies().stream())
                .flatMap(policy -> policy.rules().stream());
    }
}
