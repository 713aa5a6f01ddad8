package dev.narthex.users.search;

import java.util.List;

/// What is asked of users, as a tree of bounded depth. A comparison with what a user does not have is false.
public sealed interface Condition {

    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    /// `operand` is a `String`, a `Double`, a `Boolean` or an `Instant`, as the property needs.
    record Compare(Property property, Operator operator, Object operand) implements Condition {}

    record Present(Property property) implements Condition {}

    enum Operator {
        EQ,
        GT,
        GE,
        LT,
        LE,
        SW,
        CO;

        public boolean holds(int comparison) {
            return switch (this) {
                case EQ -> comparison == 0;
                case GT -> comparison > 0;
                case GE -> comparison >= 0;
                case LT -> comparison < 0;
                case LE -> comparison <= 0;
                case SW, CO -> throw new IllegalStateException("not of an order");
            };
        }
    }
}
