package dev.narthex.expression;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The person whom the expressions of the tests are about, and how the tests write what comes out: texts in quotation
/// marks, integers without a point, `nothing`, and `failed` with the reason.
final class Ada {
    private Ada() {}

    static final EvaluationContext CONTEXT = new EvaluationContext(
            Map.of(
                    "user", user(),
                    "appuser", Map.of("userName", "ada@example.org"),
                    "app", Map.of("clientId", "0oa1", "profile", Map.of("tier", "gold")),
                    "session", Map.of("amr", List.of("mfa", "pwd")),
                    "access", Map.of("scope", List.of("openid", "books.read"))),
            groups(),
            Instant.parse("2015-07-31T17:18:37.979Z"));

    private static Map<String, Object> user() {
        return Map.of(
                "firstName",
                "Ada",
                "lastName",
                "Byron",
                "email",
                "ada.byron@example.org",
                "salary",
                1_000_001,
                "rate",
                1.5,
                "isContractor",
                false,
                "langs",
                List.of("en", "fr"),
                "csv",
                "a,b,c",
                "address",
                Map.of("city", "London"),
                "empty",
                "");
    }

    private static Map<String, String> groups() {
        var groups = new LinkedHashMap<String, String>();
        groups.put("00g1", "Everyone");
        groups.put("00g2", "West Coast");
        groups.put("00g3", "West Admins");
        groups.put("00g4", "East");
        return groups;
    }

    static String evaluate(String text) {
        return switch (Expression.parse(text)) {
            case Parsed.Ok(var expression) -> evaluate(expression);
            case Parsed.Malformed(var position, var reason) -> "malformed at " + position + ": " + reason;
        };
    }

    private static String evaluate(Expression expression) {
        return switch (expression.evaluate(CONTEXT)) {
            case Evaluation.Value(var value) -> shown(value);
            case Evaluation.Absent() -> "nothing";
            case Evaluation.Failed(var reason) -> "failed: " + reason;
        };
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text -> "'" + text + "'";
            case List<?> list -> list.stream().map(Ada::shown).collect(joining(", ", "[", "]"));
            default -> value.toString();
        };
    }
}
