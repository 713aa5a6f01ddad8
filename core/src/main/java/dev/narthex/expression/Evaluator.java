package dev.narthex.expression;

import dev.narthex.expression.function.Arguments;
import dev.narthex.expression.function.Budget;
import dev.narthex.expression.function.Failure;
import dev.narthex.expression.function.Values;
import dev.narthex.expression.regex.Regex;
import dev.narthex.expression.syntax.Node;
import dev.narthex.expression.syntax.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One walk through a tree.
final class Evaluator {
    private final Map<String, Object> roots;
    private final Budget budget = new Budget();
    private final Arguments.Facts facts;
    private Object element;

    Evaluator(EvaluationContext context) {
        this.roots = context.roots();
        this.facts = new Arguments.Facts(context.groups(), context.now(), budget);
    }

    /// The value as the world outside knows values.
    Object result(Node tree) {
        return outside(value(tree));
    }

    /// A list without the items that are nothing.
    private static Object outside(Object value) {
        return switch (value) {
            case List<?> list ->
                list.stream().filter(Objects::nonNull).map(Evaluator::outside).toList();
            case Map<?, ?> _ -> throw new Failure("the result is an object: name a member of it");
            case Double number when number.isNaN() || number.isInfinite() -> throw new Failure("a number is too large");
            case null -> null;
            default -> value;
        };
    }

    private Object value(Node node) {
        budget.spend(1);
        return switch (node) {
            case Node.Literal(var value) -> value;
            case Node.Root(var name) -> roots.get(name);
            case Node.Element() -> element;
            case Node.Member(var of, var name) -> member(value(of), name);
            case Node.Index(var of, var at) -> item(value(of), value(at));
            case Node.Items(var items) -> values(items);
            case Node.Entries(var entries) -> entries(entries);
            case Node.Projection(var list, var each) -> projection(value(list), each);
            case Node.Call(var function, var arguments) -> function.apply(values(arguments), facts);
            case Node.Not(var operand) -> !isTrue(operand);
            case Node.Negative(var operand) -> Values.negative(value(operand));
            case Node.Choice(var condition, var yes, var no) -> value(isTrue(condition) ? yes : no);
            case Node.Elvis(var first, var otherwise) -> elvis(value(first), otherwise);
            case Node.Binary(var operator, var left, var right) -> binary(operator, left, right);
        };
    }

    private Object member(Object of, String name) {
        return switch (of) {
            case null -> null;
            case Map<?, ?> map -> Values.of(map.get(name), budget);
            default -> throw new Failure(Values.kind(of) + " has no member " + name);
        };
    }

    private Object item(Object of, Object at) {
        return switch (of) {
            case null -> null;
            case List<?> list
            when at instanceof Long index -> index >= 0 && index < list.size() ? list.get(index.intValue()) : null;
            case Map<?, ?> _ when at instanceof String key -> member(of, key);
            default -> throw new Failure(Values.kind(of) + " has no place that is " + Values.kind(at));
        };
    }

    private List<Object> values(List<Node> nodes) {
        var values = new ArrayList<Object>(nodes.size());
        for (var node : nodes) values.add(value(node));
        return values;
    }

    private Map<String, Object> entries(List<Node.Entry> entries) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : entries) map.put(entry.key(), value(entry.value()));
        return map;
    }

    private Object projection(Object of, Node each) {
        if (of == null) return null;
        if (!(of instanceof List<?> list)) throw new Failure(Values.kind(of) + " cannot be gone through");
        var outer = element;
        var results = new ArrayList<Object>(list.size());
        for (Object item : list) {
            element = item;
            results.add(value(each));
        }
        element = outer;
        return results;
    }

    private boolean isTrue(Node condition) {
        if (value(condition) instanceof Boolean truth) return truth;
        throw new Failure("a condition is neither true nor false: compare the value with something");
    }

    private Object elvis(Object value, Node otherwise) {
        return value == null || value.equals("") ? value(otherwise) : value;
    }

    private Object binary(Operator operator, Node left, Node right) {
        return switch (operator) {
            case OR -> isTrue(left) || isTrue(right);
            case AND -> isTrue(left) && isTrue(right);
            case EQUAL -> Values.same(value(left), value(right));
            case UNEQUAL -> !Values.same(value(left), value(right));
            case LESS -> Values.compare(value(left), value(right)) < 0;
            case LESS_OR_EQUAL -> Values.compare(value(left), value(right)) <= 0;
            case GREATER -> Values.compare(value(left), value(right)) > 0;
            case GREATER_OR_EQUAL -> Values.compare(value(left), value(right)) >= 0;
            case MATCHES -> matches(value(left), value(right));
            case PLUS -> Values.sum(value(left), value(right), budget);
            case MINUS -> difference(value(left), value(right));
        };
    }

    private Object difference(Object left, Object right) {
        if (left instanceof Number) return Values.sum(left, Values.negative(right), budget);
        throw new Failure(Values.kind(left) + " cannot be subtracted from");
    }

    private boolean matches(Object text, Object pattern) {
        if (text == null || pattern == null) return false;
        var regex = pattern instanceof Regex compiled ? compiled : Arguments.regexOf(Values.text(pattern));
        String subject = Values.text(text);
        budget.read(regex.cost(subject));
        return regex.matches(subject);
    }
}
