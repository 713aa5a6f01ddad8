package dev.narthex.expression.function;

import dev.narthex.expression.regex.Regex;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The arguments of a call, counted from 0, and what a function may know beside them.
public record Arguments(String function, List<Object> values, Facts facts) {

    /// `groups`: names of the person's groups by id.
    public record Facts(Map<String, String> groups, Instant now, Budget budget) {}

    int count() {
        return values.size();
    }

    Object value(int at) {
        return values.get(at);
    }

    boolean absent(int at) {
        return at >= values.size() || values.get(at) == null;
    }

    Budget budget() {
        return facts.budget();
    }

    /// The text, or null. Numbers and truth values have texts too.
    String text(int at) {
        if (absent(at)) return null;
        if (value(at) instanceof List || value(at) instanceof Map) throw wrong(at, "a text");
        String text = Values.text(value(at));
        budget().read(text.length());
        return text;
    }

    /// The text, empty for nothing.
    String textOrEmpty(int at) {
        return absent(at) ? "" : text(at);
    }

    int index(int at) {
        if (value(at) instanceof Long number) return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        throw wrong(at, "a whole number");
    }

    /// The list, empty for nothing. A text is a list with commas between the items.
    List<?> list(int at) {
        return switch (absent(at) ? "" : value(at)) {
            case List<?> list -> {
                budget().spend(list.size());
                yield list;
            }
            case String text when text.isEmpty() -> List.of();
            case String text -> {
                var items = List.of(text.split(",", -1));
                budget().spend(items.size());
                yield items;
            }
            default -> throw wrong(at, "a list");
        };
    }

    Map<?, ?> object(int at) {
        if (value(at) instanceof Map<?, ?> map) return map;
        throw wrong(at, "an object such as {'group.id': 'the id'}");
    }

    /// A pattern that stands in the expression has been parsed with it; one that is made up is parsed here.
    Regex regex(int at) {
        if (value(at) instanceof Regex regex) return regex;
        return regexOf(text(at));
    }

    /// @param text null is no pattern
    public static Regex regexOf(String text) {
        return switch (Regex.parse(text == null ? "" : text)) {
            case Regex.Parsed.Ok(var regex) -> regex;
            // The reason could quote what a person's profile holds.
            case Regex.Parsed.Malformed(var position, var _) ->
                throw new Failure("the pattern is malformed at position " + position);
        };
    }

    Failure wrong(int at, String needed) {
        return failure("argument " + (at + 1) + " must be " + needed + ", and is " + Values.kind(value(at)));
    }

    Failure failure(String reason) {
        return new Failure(function + ": " + reason);
    }
}
