package dev.narthex.expression.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the values of the language have in common.
public final class Values {
    private Values() {}

    /// A value of ours as one of the language, with all items if it is a list. A member of an object is made one when
    /// it is asked for.
    public static Object of(Object value, Budget budget) {
        return switch (value) {
            case null -> null;
            case String _, Boolean _, Long _, Double _, Map<?, ?> _ -> value;
            case Integer _, Short _, Byte _ -> ((Number) value).longValue();
            case Number number -> number(number);
            case Collection<?> items -> {
                budget.spend(items.size());
                var list = new ArrayList<Object>(items.size());
                for (Object item : items) list.add(of(item, budget));
                yield list;
            }
            default -> value.toString();
        };
    }

    private static Object number(Number number) {
        var decimal = new BigDecimal(number.toString());
        try {
            return decimal.longValueExact();
        } catch (ArithmeticException _) {
            return decimal.doubleValue();
        }
    }

    /// What a value is, for the person who reads why an evaluation failed.
    public static String kind(Object value) {
        return switch (value) {
            case null -> "nothing";
            case String _ -> "a text";
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case List<?> _ -> "a list";
            default -> "an object";
        };
    }

    /// The text of a text, number or truth value. An integer has no decimal point, and no number an exponent.
    public static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Double number
            when !Double.isNaN(number) && !Double.isInfinite(number) ->
                new BigDecimal(number.toString()).toPlainString();
            case Number _, Boolean _ -> value.toString();
            case null, default -> throw new Failure(kind(value) + " is no text");
        };
    }

    public static boolean same(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) return compare(one, other) == 0;
        return Objects.equals(one, other);
    }

    /// Nothing comes before everything.
    public static int compare(Object one, Object other) {
        if (one == null || other == null) return Boolean.compare(one != null, other != null);
        if (one instanceof Long left && other instanceof Long right) return Long.compare(left, right);
        if (one instanceof Number left && other instanceof Number right) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        if (one instanceof String left && other instanceof String right) return left.compareTo(right);
        if (one instanceof Boolean left && other instanceof Boolean right) return Boolean.compare(left, right);
        throw new Failure("there is no order between " + kind(one) + " and " + kind(other));
    }

    /// A sum of numbers, or texts put together: nothing adds nothing.
    public static Object sum(Object one, Object other, Budget budget) {
        if (one instanceof Number left && other instanceof Number right) return sum(left, right);
        if (one == null && other == null) return null;
        if (one instanceof String || other instanceof String) {
            String left = one == null ? "" : text(one);
            String right = other == null ? "" : text(other);
            budget.write((long) left.length() + right.length());
            return left + right;
        }
        throw new Failure(kind(one) + " and " + kind(other) + " cannot be added");
    }

    private static Object sum(Number one, Number other) {
        if (!(one instanceof Long left && other instanceof Long right)) {
            return one.doubleValue() + other.doubleValue();
        }
        try {
            return Math.addExact(left, right);
        } catch (ArithmeticException _) {
            throw new Failure("a number is too large");
        }
    }

    public static Object negative(Object value) {
        return switch (value) {
            // The smallest of all has no counterpart.
            case Long number when number != Long.MIN_VALUE -> -number;
            case Double number -> -number;
            case null, default -> throw new Failure(kind(value) + " cannot be subtracted");
        };
    }
}
