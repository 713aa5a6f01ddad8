package dev.narthex.governance;

import dev.narthex.users.PasswordSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is asked of the passwords of the members of some groups. `rules` are in their order; the first that is for a
/// person says what they may do themselves. A policy none of whose rules is for a person is not for them either.
public record GroupPolicy(
        String id,
        Text text,
        boolean active,
        Set<String> groupIds,
        PasswordSettings settings,
        List<PasswordRule> rules,
        Times times) {

    public record Text(String name, String description) {}

    public record Times(Instant created, Instant lastUpdated) {
        Times updated(Instant now) {
            return new Times(created, now);
        }
    }

    public GroupPolicy {
        groupIds = Set.copyOf(groupIds);
        rules = List.copyOf(rules);
    }

    /// What it asks of that person, who is in these groups; empty if it is not for them.
    Optional<PasswordSettings> of(String userId, Set<String> theirs) {
        if (!active || Collections.disjoint(groupIds, theirs)) return Optional.empty();
        return rules.stream().filter(rule -> rule.isFor(userId)).findFirst().map(rule -> settings.with(rule.allowed()));
    }

    Optional<PasswordRule> rule(String ruleId) {
        return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    GroupPolicy active(boolean now, Instant at) {
        return new GroupPolicy(id, text, now, groupIds, settings, rules, times.updated(at));
    }

    GroupPolicy with(List<PasswordRule> others) {
        return new GroupPolicy(id, text, active, groupIds, settings, others, times);
    }
}
