package dev.narthex.governance;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;
import dev.narthex.groups.People;
import dev.narthex.org.Org;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.Person;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the org asks of passwords now: a change counts on every node within a second.
public final class PasswordRules implements PasswordDemands {
    private static final String ONE = "password";
    private static final String NOBODY_YET = "";

    private final Cache<String, PasswordPolicies> cache;
    private final People people;
    private final Org org;

    public PasswordRules(OrgPolicyStore store, People people, Org org, Changes changes) {
        this.cache = new Cache<String, PasswordPolicies>(
                        changes, 1, _ -> Optional.of(store.passwords().orElseGet(() -> PasswordPolicies.first(org))))
                .clearedBy("org-policy");
        this.people = people;
        this.org = org;
    }

    /// Looks for the person's groups only where they make a difference.
    @Override
    public PasswordSettings of(String userId) {
        var policies = cache.get(ONE).orElseThrow();
        if (!policies.tellApart()) return policies.ofEverybody();
        return people.byId(userId)
                .map(Person::groupIds)
                .map(groups -> policies.of(userId, groups))
                .orElseGet(policies::ofEverybody);
    }

    @Override
    public PasswordSettings ofNewcomer(Set<String> groupIds) {
        var groups = new HashSet<>(groupIds);
        groups.add(org.everyoneGroupId());
        return cache.get(ONE).orElseThrow().of(NOBODY_YET, groups);
    }
}
