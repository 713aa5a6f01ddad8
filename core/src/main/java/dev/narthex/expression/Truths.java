package dev.narthex.expression;

import dev.narthex.expression.function.Functions;
import dev.narthex.expression.syntax.Node;
import dev.narthex.expression.syntax.Operator;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// Tells conditions from other expressions before they are evaluated.
final class Truths {
    private static final Set<Operator> SUMS = EnumSet.of(Operator.PLUS, Operator.MINUS);

    private Truths() {}

    static boolean are(Node node, Predicate<String> truths) {
        return switch (node) {
            case Node.Literal(var value) -> value instanceof Boolean;
            case Node.Not _ -> true;
            case Node.Binary(var operator, var _, var _) -> !SUMS.contains(operator);
            case Node.Call(var function, var _) -> Functions.isQuestion(function.name());
            case Node.Member(Node.Root(var root), var name) -> root.equals("user") && truths.test(name);
            case Node.Choice(var _, var yes, var no) -> are(yes, truths) && are(no, truths);
            case Node.Elvis(var value, var otherwise) -> are(value, truths) && are(otherwise, truths);
            default -> false;
        };
    }
}
