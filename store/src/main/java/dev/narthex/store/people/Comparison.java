package dev.narthex.store.people;

import dev.narthex.store.database.Columns;
import dev.narthex.users.User.Status;
import dev.narthex.users.search.Condition.Compare;
import dev.narthex.users.search.Condition.Operator;
import dev.narthex.users.search.Matching;
import dev.narthex.users.search.Property;
import java.time.Instant;
import java.util.Optional;

/// A comparison of a value in SQL. Every operand is bound.
final class Comparison {
    private final Values values;

    Comparison(Values values) {
        this.values = values;
    }

    /// What `expression`, an expression of SQL, must meet; empty where no index helps.
    Optional<String> of(String expression, Compare compare) {
        // Whoever is locked out has another status in the database, and stands elsewhere in the order.
        boolean status = compare.property() instanceof Property.Status;
        if (status && compare.operator() != Operator.EQ) return Optional.empty();
        return switch (compare.operator()) {
            case EQ -> Optional.of(binary(expression, "=", compare));
            case GT -> Optional.of(binary(expression, ">", compare));
            case GE -> Optional.of(binary(expression, ">=", compare));
            case LT -> Optional.of(binary(expression, "<", compare));
            case LE -> Optional.of(binary(expression, "<=", compare));
            case SW -> Optional.of(prefix(expression, (String) operand(compare)));
            case CO -> Optional.empty();
        };
    }

    private String binary(String expression, String sign, Compare compare) {
        return expression + " " + sign + " " + values.bind(operand(compare));
    }

    private String prefix(String expression, String prefix) {
        return "(" + expression + " >= " + values.bind(prefix) + " AND " + expression + " <= "
                + values.bind(prefix + Columns.LAST) + ")";
    }

    private static Object operand(Compare compare) {
        return switch (compare.property()) {
            case Property.Time _ -> ((Instant) compare.operand()).toEpochMilli();
            case Property.Id(), Property.Status(), Property.TypeId() -> compare.operand();
            case Property.Profile _ -> Matching.sought(compare.operand());
        };
    }

    /// Whether users of a stored status may be seen as locked out.
    static boolean isLockedOut(Compare compare) {
        return compare.property() instanceof Property.Status
                && compare.operator() == Operator.EQ
                && Status.LOCKED_OUT.name().equals(compare.operand());
    }
}
