package dev.narthex.groups.rules;

import dev.narthex.expression.Expression;
import dev.narthex.expression.Parsed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A rule that puts people into groups while its condition holds for them. The name is unique.
///
/// What a rule gives it can take away again, and nothing else: who was put into a group by hand stays there.
public record GroupRule(
        String id,
        String name,
        Status status,
        Condition condition,
        List<String> groupIds,
        Instant created,
        Instant lastUpdated) {
    /// The one language there is.
    public static final String LANGUAGE = "urn:okta:expression:1.0";

    /// `INVALID` where one of its groups is gone: it does nothing any more, and can only be deleted.
    public enum Status {
        ACTIVE,
        INACTIVE,
        INVALID
    }

    /// @param exceptUsers whom it never concerns: by an administrator's word, or because they were taken out by
    /// hand
    /// @param exceptGroups members of these it never concerns either
    public record Condition(String expression, Set<String> exceptUsers, Set<String> exceptGroups) {
        public Condition {
            exceptUsers = Set.copyOf(exceptUsers);
            exceptGroups = Set.copyOf(exceptGroups);
        }
    }

    public GroupRule {
        groupIds = List.copyOf(groupIds);
    }

    public GroupRule in(Status other) {
        return new GroupRule(id, name, other, condition, groupIds, created, lastUpdated);
    }

    /// Empty for text that is no expression, which no rule is made of.
    public Optional<Expression> expression() {
        return Expression.parse(condition.expression()) instanceof Parsed.Ok(var expression)
                ? Optional.of(expression)
                : Optional.empty();
    }

    /// Every group that it names: it is nothing without them.
    public Set<String> references() {
        var ids = new TreeSet<>(groupIds);
        ids.addAll(condition.exceptGroups());
        expression().ifPresent(expression -> ids.addAll(expression.mentions().groupIds()));
        return ids;
    }
}
