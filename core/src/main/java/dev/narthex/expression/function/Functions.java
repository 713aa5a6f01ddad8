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

    private static final Set<String> ASKING_FOR_GROUPS =
            GroupFunctions.ALL.stream().map(Builtin::name).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> QUESTIONS =
            Set.of("String.startsWith", "String.stringContains", "Arrays.contains", "Arrays.isEmpty");

    private Functions() {}

    public static Optional<Builtin> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// Whether functions are named `word.…`.
    public static boolean isFamily(String word) {
        return FAMILIES.contains(word);
    }

    /// Whether what it comes to depends on the person's groups.
    public static boolean asksForGroups(String name) {
        return ASKING_FOR_GROUPS.contains(name);
    }

    /// Whether its arguments are ids of groups.
    public static boolean takesGroupIds(String name) {
        return name.equals("isMemberOfGroup") || name.equals("isMemberOfAnyGroup");
    }

    /// Whether it always comes to true or false.
    public static boolean isQuestion(String name) {
        return QUESTIONS.contains(name) || name.startsWith("isMemberOf");
    }
}
