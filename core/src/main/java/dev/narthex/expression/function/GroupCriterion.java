package dev.narthex.expression.function;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What `user.getGroups` is given: `{'group.profile.name': 'West', 'operator': 'STARTS_WITH'}`. Of several values, one
/// is enough.
record GroupCriterion(String subject, List<?> values, BiPredicate<String, String> test, Budget budget)
        implements Predicate<Map.Entry<String, String>> {
    private static final String OPERATOR = "operator";
    private static final List<String> SUBJECTS =
            List.of("group.id", "group.type", "group.source.id", "group.profile.name");

    static GroupCriterion of(Arguments in, int at) {
        var object = in.object(at);
        var subjects =
                object.keySet().stream().filter(key -> !key.equals(OPERATOR)).toList();
        if (subjects.size() != 1 || !(subjects.getFirst() instanceof String subject) || !SUBJECTS.contains(subject)) {
            throw in.failure("a criterion is about one of " + String.join(", ", SUBJECTS));
        }
        Object value = object.get(subject);
        var values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        return new GroupCriterion(subject, values, operator(in, object.get(OPERATOR)), in.budget());
    }

    private static BiPredicate<String, String> operator(Arguments in, Object name) {
        if (name == null || name.equals("EXACT")) return String::equals;
        if (name.equals("STARTS_WITH")) return String::startsWith;
        throw in.failure("the operator is EXACT or STARTS_WITH");
    }

    @Override
    public boolean test(Map.Entry<String, String> group) {
        String actual = actual(group);
        budget.spend(values.size());
        return actual != null
                && values.stream().anyMatch(value -> value instanceof String text && test.test(actual, text));
    }

    private String actual(Map.Entry<String, String> group) {
        return switch (subject) {
            case "group.id" -> group.getKey();
            case "group.profile.name" -> group.getValue();
            case "group.type" -> type(group.getValue());
            // No group comes from an app.
            default -> null;
        };
    }

    /// The one group that every org has from the start; its name cannot be changed, and no other has it.
    static String type(String name) {
        return name.equals("Everyone") ? "BUILT_IN" : "OKTA_GROUP";
    }
}
