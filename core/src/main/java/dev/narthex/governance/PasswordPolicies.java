package dev.narthex.governance;

import dev.narthex.org.Org;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.PasswordSettings.Allowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The password policies in their order. The first that is for a person holds for them. The last is built in and is for
/// everybody, and so is the last of its rules.
///
/// @param version 0 while nobody has changed them
public record PasswordPolicies(List<GroupPolicy> all, long version) {
    public PasswordPolicies {
        all = List.copyOf(all);
    }

    /// What a new organisation starts with.
    static PasswordPolicies first(Org org) {
        var kind = Kind.PASSWORD;
        Instant created = org.created();
        var rule = new PasswordRule(
                kind.ruleId(org.id()), kind.ruleTitle(), true, Set.of(), Allowed.ALL, created, created);
        var policy = new GroupPolicy(
                kind.id(org.id()),
                new GroupPolicy.Text(kind.title(), kind.description()),
                true,
                Set.of(org.everyoneGroupId()),
                PasswordSettings.DEFAULT,
                List.of(rule),
                new GroupPolicy.Times(created, created));
        return new PasswordPolicies(List.of(policy), 0);
    }

    GroupPolicy standard() {
        return all.getLast();
    }

    boolean isStandard(GroupPolicy policy) {
        return policy.id().equals(standard().id());
    }

    boolean isStandard(GroupPolicy policy, PasswordRule rule) {
        return isStandard(policy)
                && rule.id().equals(standard().rules().getLast().id());
    }

    Optional<GroupPolicy> byId(String id) {
        return all.stream().filter(policy -> policy.id().equals(id)).findFirst();
    }

    int priority(GroupPolicy policy) {
        return Places.of(all, policy, GroupPolicy::id);
    }

    /// What is asked of that person, who is in these groups.
    PasswordSettings of(String userId, Set<String> groupIds) {
        return all.stream()
                .flatMap(policy -> policy.of(userId, groupIds).stream())
                .findFirst()
                .orElseGet(this::ofEverybody);
    }

    PasswordSettings ofEverybody() {
        return standard().settings().with(standard().rules().getLast().allowed());
    }

    /// Whether people are told apart at all.
    boolean tellApart() {
        return all.size() > 1 || standard().rules().size() > 1;
    }

    /// With this policy in its place, or where it was; the built-in one stays last.
    PasswordPolicies with(GroupPolicy policy, Optional<Integer> priority) {
        var place = isStandard(policy) ? Optional.<Integer>empty() : priority;
        return next(Places.put(all, policy, GroupPolicy::id, place, 1));
    }

    PasswordPolicies without(GroupPolicy policy) {
        var others = new ArrayList<>(all);
        others.removeIf(it -> it.id().equals(policy.id()));
        return next(others);
    }

    /// With this rule in its place among those of the policy; the built-in one stays last.
    PasswordPolicies with(GroupPolicy policy, PasswordRule rule, Optional<Integer> priority) {
        var place = isStandard(policy, rule) ? Optional.<Integer>empty() : priority;
        var rules = Places.put(policy.rules(), rule, PasswordRule::id, place, isStandard(policy) ? 1 : 0);
        return with(policy.with(rules), Optional.empty());
    }

    PasswordPolicies without(GroupPolicy policy, PasswordRule rule) {
        var rules = new ArrayList<>(policy.rules());
        rules.removeIf(it -> it.id().equals(rule.id()));
        return with(policy.with(rules), Optional.empty());
    }

    private PasswordPolicies next(List<GroupPolicy> others) {
        return new PasswordPolicies(others, version + 1);
    }
}
