package dev.narthex.groups.rules;

import dev.narthex.expression.Evaluation;
import dev.narthex.expression.EvaluationContext;
import dev.narthex.expression.Expression;
import dev.narthex.users.User;
import dev.narthex.users.User.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The rules that are active, each read once, and for whom they hold. The same person in the same groups always
/// has the same answer.
public final class RuleSet {
    /// Rules may ask for groups that other rules give, and so on: so many times and no more.
    private static final int ROUNDS = 16;

    /// Whoever has not begun yet, or has left, stays as they are.
    private static final Set<Status> CONCERNED =
            EnumSet.of(Status.ACTIVE, Status.RECOVERY, Status.PASSWORD_EXPIRED, Status.SUSPENDED);

    private final Map<String, GroupRule> rules = new HashMap<>();
    private final List<Ready> plain;
    private final List<Ready> asking;
    private final Map<String, String> everyone;
    private final Map<String, String> names;

    private record Ready(GroupRule rule, Expression expression) {
        boolean asks() {
            return expression.mentions().groups()
                    || !rule.condition().exceptGroups().isEmpty();
        }
    }

    /// @param everyone the built-in group, its name by its id
    /// @param names of the groups that the rules give, by id
    public RuleSet(Collection<GroupRule> active, Map<String, String> everyone, Map<String, String> names) {
        active.forEach(rule -> rules.put(rule.id(), rule));
        var ready =
                active.stream().map(RuleSet::ready).flatMap(Optional::stream).toList();
        this.plain = ready.stream().filter(it -> !it.asks()).toList();
        this.asking = ready.stream().filter(Ready::asks).toList();
        this.everyone = Map.copyOf(everyone);
        this.names = Map.copyOf(names);
    }

    private static Optional<Ready> ready(GroupRule rule) {
        return rule.expression().map(expression -> new Ready(rule, expression));
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    public int size() {
        return rules.size();
    }

    public Optional<GroupRule> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /// The name of a group that rules give.
    public Optional<String> groupName(String id) {
        return Optional.ofNullable(names.get(id));
    }

    /// Whether somebody's groups decide about their groups.
    public boolean asksForGroups() {
        return !asking.isEmpty();
    }

    /// Those for which somebody's groups decide.
    public List<GroupRule> asking() {
        return asking.stream().map(Ready::rule).toList();
    }

    /// A rule that speaks of this attribute of people, if any does.
    public Optional<GroupRule> about(String attribute) {
        return Stream.concat(plain.stream(), asking.stream())
                .filter(it -> it.expression().mentions().attributes().contains(attribute))
                .map(Ready::rule)
                .findFirst();
    }

    public static boolean concerns(User user) {
        return CONCERNED.contains(user.status());
    }

    /// The ids of the rules that hold for a person.
    ///
    /// Rules that ask for groups are asked again with what they gave, until nothing changes. Those that never
    /// come to rest, because they take back their own ground, give nothing. An expression that fails does not
    /// hold.
    ///
    /// @param others groups that the person is in whatever these rules say, their names by id
    /// @param except rules that do not concern this person
    public Set<String> holding(User user, Map<String, String> others, Set<String> except) {
        var groups = new HashMap<>(others);
        groups.putAll(everyone);
        var settled = holding(plain, user, groups, except);
        if (asking.isEmpty()) return settled;
        groups.putAll(given(settled));
        var last = Set.<String>of();
        for (int round = 0; round < ROUNDS; round++) {
            var now = holding(asking, user, with(groups, last), except);
            if (now.equals(last)) return both(settled, now);
            if (round == ROUNDS - 1) now.retainAll(last);
            last = now;
        }
        return both(settled, last);
    }

    private static Set<String> holding(List<Ready> rules, User user, Map<String, String> groups, Set<String> except) {
        var context = new EvaluationContext(Map.of("user", user.profile()), groups, Instant.EPOCH);
        var holding = new HashSet<String>();
        for (var ready : rules) {
            boolean concerned = !except.contains(ready.rule().id())
                    && Collections.disjoint(ready.rule().condition().exceptGroups(), groups.keySet());
            if (concerned && ready.expression().evaluate(context) instanceof Evaluation.Value(var truth)) {
                if (Boolean.TRUE.equals(truth)) holding.add(ready.rule().id());
            }
        }
        return holding;
    }

    private Map<String, String> given(Set<String> holding) {
        var given = new HashMap<String, String>();
        holding.forEach(id -> rules.get(id).groupIds().forEach(group -> {
            if (names.containsKey(group)) given.put(group, names.get(group));
        }));
        return given;
    }

    private Map<String, String> with(Map<String, String> groups, Set<String> holding) {
        var all = new HashMap<>(groups);
        all.putAll(given(holding));
        return all;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        var both = new HashSet<String>(some);
        both.addAll(others);
        return both;
    }
}
