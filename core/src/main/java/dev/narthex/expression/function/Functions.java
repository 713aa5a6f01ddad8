package dev.narthex.expression.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All functions by name.
public final class Functions {
    /// The second argument of this one is an expression about each group, in quotation marks.
    public static final String FILTERED_GROUPS = "getFilteredGroups";

    /// The argument of this one is a pattern.
    public static final String REGEX_OF_GROUP = "isMemberOfGroupNameRegex";

    private static final Map<String, Builtin> ALL = Stream.of(
                    TextFunctions.ALL,
                    ArrayFunctions.ALL,
                    ConvertFunctions.ALL,
                    CountryFunctions.ALL,
                    GroupFunctions.ALL,
                    TimeFunctions.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Builtin::name, Function.identity()));

    private static final Set<String> FAMILIES = ALL.keySet().stream()
            .filter(name -> name.contains("."))
            .map(name -> name.substring(0, name.indexOf('.')))
            .collect(Collectors.toUnmodifiableSet());

    private Functions() {}

    public static Optional<Builtin> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// Whether functions are named `word.…`.
    public static boolean isFamily(String word) {
        return FAMILIES.contains(word);
    }
}
