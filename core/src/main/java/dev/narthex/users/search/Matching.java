package dev.narthex.users.search;

import dev.narthex.users.User;
import dev.narthex.users.search.Condition.Compare;
import dev.narthex.users.search.Condition.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a user meets a condition. Pure: what an index finds too much is held back here.
///
/// @param sense how texts of profiles are compared
/// @param typeId of the one type of users
public record Matching(Condition condition, Sense sense, String typeId) {

    /// What counts when texts of profiles are compared. Their order is that of folded texts, whatever counts.
    public enum Sense {
        /// Case and marks, as in `filter`.
        EXACT,
        /// Marks and not case, as in `search`.
        MARKED,
        /// Neither, as where somebody types a name.
        LOOSE
    }

    public boolean of(User user, Instant now) {
        return of(Facts.of(user, now));
    }

    public boolean of(Facts facts) {
        return holds(condition, facts);
    }

    private boolean holds(Condition condition, Facts facts) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().allMatch(it -> holds(it, facts));
            case Condition.Or(var any) -> any.stream().anyMatch(it -> holds(it, facts));
            case Condition.Present(var property) -> isThere(property, facts);
            case Compare compare -> holds(compare, facts);
        };
    }

    private static boolean isThere(Property property, Facts facts) {
        return switch (property) {
            case Property.Time time -> facts.time(time).isPresent();
            case Property.Profile profile ->
                !Folding.of(facts.attribute(profile.attribute())).isEmpty();
            case Property.Id(), Property.Status(), Property.TypeId() -> true;
        };
    }

    private boolean holds(Compare compare, Facts facts) {
        var operator = compare.operator();
        return switch (compare.property()) {
            case Property.Id() -> holds(operator, facts.id(), (String) compare.operand());
            case Property.Status() -> holds(operator, facts.status(), (String) compare.operand());
            case Property.TypeId() -> typeId.equals(compare.operand());
            case Property.Time time ->
                facts.time(time)
                        .filter(it -> operator.holds(it.compareTo((Instant) compare.operand())))
                        .isPresent();
            case Property.Profile profile -> holds(operator, facts.attribute(profile.attribute()), compare.operand());
        };
    }

    private boolean holds(Operator operator, Object value, Object operand) {
        if (!(operand instanceof String text)) return holdsFolded(operator, value, operand);
        return switch (sense) {
            case EXACT -> value instanceof String it && holdsFolded(operator, it, text) && holds(operator, it, text);
            case MARKED -> each(value).anyMatch(it -> holdsMarked(operator, it, text));
            case LOOSE -> holdsFolded(operator, value, operand);
        };
    }

    private static Stream<?> each(Object value) {
        if (value instanceof List<?> list) return list.stream();
        return value == null ? Stream.empty() : Stream.of(value);
    }

    /// An index knows texts without marks: whoever holds with them holds without.
    private static boolean holdsMarked(Operator operator, Object value, String sought) {
        if (!holdsFolded(operator, value, sought)) return false;
        return switch (operator) {
            case EQ, SW, CO ->
                value instanceof String text && holds(operator, Folding.marked(text), Folding.marked(sought));
            case GT, GE, LT, LE -> true;
        };
    }

    private static boolean holdsFolded(Operator operator, Object value, Object operand) {
        String sought = sought(operand);
        return Folding.of(value).stream().anyMatch(it -> holds(operator, it, sought));
    }

    private static boolean holds(Operator operator, String value, String sought) {
        return switch (operator) {
            case SW -> value.startsWith(sought);
            case CO -> value.contains(sought);
            case EQ, GT, GE, LT, LE -> operator.holds(Folding.compare(value, sought));
        };
    }

    /// The operand as values are folded.
    public static String sought(Object operand) {
        return switch (operand) {
            case String text -> Folding.sought(text);
            case Double number -> Folding.number(number);
            default -> operand.toString();
        };
    }

    /// When that was, if it was.
    public static Optional<Instant> time(Property.Time time, User user) {
        return switch (time) {
            case CREATED -> Optional.of(user.times().created());
            case ACTIVATED -> user.times().activated();
            case STATUS_CHANGED -> Optional.of(user.times().statusChanged());
            case LAST_UPDATED -> Optional.of(user.times().lastUpdated());
            case LAST_MEMBERSHIP_UPDATED -> Optional.empty();
        };
    }
}
