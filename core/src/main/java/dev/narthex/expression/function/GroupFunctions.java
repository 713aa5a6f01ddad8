package dev.narthex.expression.function;

import static dev.narthex.expression.function.Builtin.Arity.atLeast;
import static dev.narthex.expression.function.Builtin.Arity.exactly;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What asks for the person's groups.
final class GroupFunctions {
    private static final long MOST_GROUPS = 100;

    /// The groups of this directory, as opposed to those of an app.
    private static final String OWN = "OKTA";

    static final List<Builtin> ALL = List.of(
            new Builtin("isMemberOfGroup", exactly(1), in -> anyOf(in, in.values())),
            new Builtin("isMemberOfAnyGroup", atLeast(1), in -> anyOf(in, in.values())),
            new Builtin("isMemberOfGroupName", exactly(1), in -> anyName(in, String::equals)),
            new Builtin("isMemberOfGroupNameStartsWith", exactly(1), in -> anyName(in, String::startsWith)),
            new Builtin("isMemberOfGroupNameContains", exactly(1), in -> anyName(in, String::contains)),
            new Builtin(Functions.REGEX_OF_GROUP, exactly(1), GroupFunctions::anyNameMatches),
            new Builtin(Functions.FILTERED_GROUPS, exactly(2), GroupFunctions::filtered),
            new Builtin("user.getGroups", atLeast(0), GroupFunctions::criteria),
            new Builtin("Groups.startsWith", exactly(3), in -> names(in, String::startsWith)),
            new Builtin("Groups.contains", exactly(3), in -> names(in, String::contains)),
            new Builtin("Groups.endsWith", exactly(3), in -> names(in, String::endsWith)));

    private GroupFunctions() {}

    private static Map<String, String> groups(Arguments in) {
        var groups = in.facts().groups();
        in.budget().spend(groups.size());
        return groups;
    }

    private static boolean anyOf(Arguments in, List<?> ids) {
        var groups = groups(in);
        return ids.stream().anyMatch(id -> id instanceof String && groups.containsKey(id));
    }

    private static boolean anyName(Arguments in, BiPredicate<String, String> test) {
        String sought = in.text(0);
        return sought != null && named(in, sought, test).findAny().isPresent();
    }

    private static Stream<String> named(Arguments in, String sought, BiPredicate<String, String> test) {
        return groups(in).values().stream()
                .peek(name -> in.budget().search(name, sought))
                .filter(name -> test.test(name, sought));
    }

    private static boolean anyNameMatches(Arguments in) {
        if (in.absent(0)) return false;
        var regex = in.regex(0);
        return groups(in).values().stream()
                .peek(name -> in.budget().read(regex.cost(name)))
                .anyMatch(regex::matches);
    }

    /// Names, or nothing where no group fits.
    private static List<Object> names(Arguments in, BiPredicate<String, String> test) {
        boolean own = OWN.equals(in.text(0));
        String sought = in.textOrEmpty(1);
        var names = named(in, sought, test).limit(limit(in, 2)).<Object>map(name -> name);
        return own ? orNothing(names.toList()) : null;
    }

    private static List<Object> filtered(Arguments in) {
        var ids = new HashSet<Object>(in.list(0));
        return orNothing(groups(in).entrySet().stream()
                .filter(group -> ids.contains(group.getKey()))
                .limit(limit(in, 1))
                .<Object>map(GroupFunctions::object)
                .toList());
    }

    private static List<Object> orNothing(List<Object> found) {
        return found.isEmpty() ? null : found;
    }

    private static int limit(Arguments in, int at) {
        int limit = in.index(at);
        if (limit < 1 || limit > MOST_GROUPS) throw in.failure("the limit is from 1 to " + MOST_GROUPS);
        return limit;
    }

    /// Groups that meet all criteria.
    private static List<Object> criteria(Arguments in) {
        Predicate<Map.Entry<String, String>> meets = _ -> true;
        for (int at = 0; at < in.count(); at++) meets = meets.and(GroupCriterion.of(in, at));
        return groups(in).entrySet().stream()
                .filter(meets)
                .<Object>map(GroupFunctions::object)
                .toList();
    }

    private static Map<String, Object> object(Map.Entry<String, String> group) {
        String name = group.getValue();
        return Map.of(
                "id", group.getKey(),
                "name", name,
                "type", GroupCriterion.type(name),
                "profile", Map.of("name", name));
    }
}
