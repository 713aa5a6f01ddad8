package dev.narthex.servers;

import dev.narthex.okta.Fields;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AccessRule;
import dev.narthex.policy.AccessRule.Naming;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Dates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What may be done to the rules of a policy.
final class RuleEdits {
    static final String TYPE = "AuthorizationServerPolicyRule";
    static final Ranking<AccessRule> RANKING =
            new Ranking<>(AccessRule::id, rule -> rule.naming().priority(), AccessRule::withPriority);

    private final RuleReader reader;

    RuleEdits(Known known) {
        this.reader = new RuleReader(known);
    }

    /// A rule and the policy that it is of.
    record Placed(AccessPolicy policy, AccessRule rule) {}

    /// Where a rule is.
    record Address(String policyId, String ruleId) {}

    static Optional<Placed> find(AuthorizationServer server, Address address) {
        return PolicyEdits.find(server, address.policyId())
                .flatMap(
                        policy -> RANKING.find(policy.rules(), address.ruleId()).map(rule -> new Placed(policy, rule)));
    }

    Edit<Placed> add(AuthorizationServer server, Fields fields, Address address, Instant now) {
        var policy = PolicyEdits.find(server, address.policyId());
        if (policy.isEmpty()) return Edit.notFound(address.policyId(), PolicyEdits.TYPE);
        var nobody = new AccessRule.People(Set.of(), Set.of(), Set.of(), Set.of());
        var empty = new AccessRule(
                address.ruleId(),
                new Naming("", 0, false),
                true,
                new AccessRule.Conditions(Set.of(), nobody, Set.of()),
                AccessRule.Lifetimes.STANDARD,
                Dates.now(now));
        return put(server, fields, new Placed(policy.get(), empty));
    }

    Edit<Placed> replace(AuthorizationServer server, Fields fields, Address address, Instant now) {
        return changed(server, address, there -> {
            var rule = there.rule();
            var dated = rule.active(rule.active(), rule.dates().changed(now));
            return put(server, fields, new Placed(there.policy(), dated));
        });
    }

    private Edit<Placed> put(AuthorizationServer server, Fields fields, Placed there) {
        var rule = reader.read(server, fields, there.rule());
        boolean taken = there.policy().rules().stream()
                .anyMatch(other -> !other.id().equals(rule.id())
                        && other.naming().name().equals(rule.naming().name()));
        if (taken) fields.fault("name", "a rule '" + rule.naming().name() + "' is there already");
        var priority = fields.number("priority", 1, Integer.MAX_VALUE);
        return Edit.unless(fields.error("rule"), () -> placed(server, there.policy(), rule, priority));
    }

    Edit<Placed> activate(AuthorizationServer server, Address address, boolean active, Instant now) {
        return changed(server, address, there -> {
            var rule = there.rule().active(active, there.rule().dates().changed(now));
            return placed(server, there.policy(), rule, Optional.empty());
        });
    }

    Edit<Placed> remove(AuthorizationServer server, Address address) {
        return changed(server, address, there -> {
            if (there.rule().naming().system()) return Edit.readOnly("rule");
            var rules = RANKING.without(there.policy().rules(), there.rule());
            return new Edit.Made<>(with(server, there.policy(), rules), there);
        });
    }

    private static Edit<Placed> changed(
            AuthorizationServer server, Address address, Function<Placed, Edit<Placed>> change) {
        return find(server, address).map(change).orElseGet(() -> Edit.notFound(address.ruleId(), TYPE));
    }

    private static Edit.Made<Placed> placed(
            AuthorizationServer server, AccessPolicy policy, AccessRule rule, Optional<Integer> place) {
        var changed = with(server, policy, RANKING.place(policy.rules(), rule, place));
        return new Edit.Made<>(
                changed, find(changed, new Address(policy.id(), rule.id())).orElseThrow());
    }

    private static AuthorizationServer with(AuthorizationServer server, AccessPolicy policy, List<AccessRule> rules) {
        var changed = policy.withRules(rules);
        return server.withPolicies(server.policies().stream()
                .map(other -> other.id().equals(policy.id()) ? changed : other)
                .toList());
    }
}
