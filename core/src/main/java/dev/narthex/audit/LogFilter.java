package dev.narthex.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What events must be like, as a tree. It is asked about events in the shape they have on the wire; of a list, one
/// item
/// is enough. Text is compared without regard to case, times as times.
sealed interface LogFilter {
    record All(List<LogFilter> parts) implements LogFilter {}

    record Any(List<LogFilter> parts) implements LogFilter {}

    record Not(LogFilter part) implements LogFilter {}

    record Compare(List<String> path, Operator operator, String value) implements LogFilter {}

    record Present(List<String> path) implements LogFilter {}

    enum Operator {
        EQ,
        NE,
        CO,
        SW,
        EW,
        GT,
        GE,
        LT,
        LE
    }

    /// Is true of all.
    static LogFilter none() {
        return new All(List.of());
    }

    default boolean matches(Map<String, Object> event) {
        return switch (this) {
            case All(var parts) -> parts.stream().allMatch(part -> part.matches(event));
            case Any(var parts) -> parts.stream().anyMatch(part -> part.matches(event));
            case Not(var part) -> !part.matches(event);
            case Present(var path) -> values(event, path).findAny().isPresent();
            // Not one is equal, rather than: one is not equal.
            case Compare(var path, var operator, var value)
            when operator == Operator.NE -> values(event, path).noneMatch(found -> is(found, Operator.EQ, value));
            case Compare(var path, var operator, var value) ->
                values(event, path).anyMatch(found -> is(found, operator, value));
        };
    }

    /// What every match has at this path, if the filter says so: a store can look for it by itself.
    default Optional<String> demanded(String... path) {
        return switch (this) {
            case All(var parts) ->
                parts.stream().flatMap(part -> part.demanded(path).stream()).findFirst();
            case Compare(var at, var operator, var value)
            when operator == Operator.EQ && at.equals(List.of(path)) -> Optional.of(value);
            case Any _, Not _, Present _, Compare _ -> Optional.empty();
        };
    }

    private static Stream<Object> values(Object value, List<String> path) {
        return switch (value) {
            case null -> Stream.empty();
            case List<?> list -> list.stream().flatMap(item -> values(item, path));
            case Map<?, ?> map when !path.isEmpty() -> values(map.get(path.getFirst()), path.subList(1, path.size()));
            default -> path.isEmpty() ? Stream.of(value) : Stream.empty();
        };
    }

    private static boolean is(Object found, Operator operator, String wanted) {
        String text = found.toString().toLowerCase(Locale.ROOT);
        String value = wanted.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case EQ -> text.equals(value) || LogTimes.compare(found, wanted).equals(Optional.of(0));
            case NE -> !text.equals(value);
            case CO -> text.contains(value);
            case SW -> text.startsWith(value);
            case EW -> text.endsWith(value);
            case GT -> order(found, wanted) > 0;
            case GE -> order(found, wanted) >= 0;
            case LT -> order(found, wanted) < 0;
            case LE -> order(found, wanted) <= 0;
        };
    }

    private static int order(Object found, String wanted) {
        return LogTimes.compare(found, wanted).orElseGet(() -> found.toString().compareToIgnoreCase(wanted));
    }
}
