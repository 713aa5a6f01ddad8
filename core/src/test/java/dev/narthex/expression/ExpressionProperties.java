package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is written is answered.
final class ExpressionProperties {
    private static final List<String> WORDS = List.of(
            "user",
            "user.firstName",
            "user.missing",
            "user.salary",
            "user.rate",
            "user.langs",
            "user.csv",
            "app",
            "session.amr",
            "access.scope",
            "source",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "2.5",
            "9223372036854775807",
            "'a'",
            "''",
            "'a,b'",
            "'.*'",
            "{}",
            "{1, 'a'}",
            "{'group.id': '00g2'}");
    /// With a number of arguments that each takes.
    private static final Map<String, Integer> FUNCTIONS = Map.ofEntries(
            Map.entry("String.append", 2),
            Map.entry("String.join", 3),
            Map.entry("String.len", 1),
            Map.entry("String.removeSpaces", 1),
            Map.entry("String.replace", 3),
            Map.entry("String.replaceFirst", 3),
            Map.entry("String.startsWith", 2),
            Map.entry("String.stringContains", 2),
            Map.entry("String.stringSwitch", 4),
            Map.entry("String.substring", 3),
            Map.entry("String.substringAfter", 2),
            Map.entry("String.substringBefore", 2),
            Map.entry("String.toUpperCase", 1),
            Map.entry("Arrays.add", 2),
            Map.entry("Arrays.remove", 2),
            Map.entry("Arrays.clear", 1),
            Map.entry("Arrays.get", 2),
            Map.entry("Arrays.flatten", 2),
            Map.entry("Arrays.contains", 2),
            Map.entry("Arrays.size", 1),
            Map.entry("Arrays.isEmpty", 1),
            Map.entry("Arrays.toCsvString", 1),
            Map.entry("Convert.toInt", 1),
            Map.entry("Convert.toNum", 1),
            Map.entry("Iso3166Convert.toAlpha2", 1),
            Map.entry("Iso3166Convert.toNumeric", 1),
            Map.entry("isMemberOfGroup", 1),
            Map.entry("isMemberOfAnyGroup", 2),
            Map.entry("isMemberOfGroupName", 1),
            Map.entry("isMemberOfGroupNameRegex", 1),
            Map.entry("user.getGroups", 1),
            Map.entry("Groups.startsWith", 3),
            Map.entry("Groups.endsWith", 3),
            Map.entry("Time.now", 2),
            Map.entry("Time.fromUnixToIso8601", 1),
            Map.entry("Time.fromIso8601ToUnix", 1),
            Map.entry("Time.fromWindowsToIso8601", 1),
            Map.entry("Time.fromIso8601ToWindows", 1),
            Map.entry("Time.fromStringToIso8601", 2),
            Map.entry("Time.fromIso8601ToString", 2));
    private static final List<String> OPERATORS =
            List.of(" + ", " - ", " == ", " != ", " < ", " >= ", " AND ", " || ", " ?: ", " matches ");

    @Property
    @Label("The parser answers any text, and a position it names is in the text or at its end")
    void garbage(@ForAll String text) {
        if (Expression.parse(text) instanceof Parsed.Malformed(var position, var reason)) {
            assertTrue(position >= 0 && position <= text.length(), reason);
        }
    }

    @Property(tries = 1000)
    @Label("The parser and the evaluation answer any row of tokens")
    void tokens(@ForAll("rows") String text) {
        assertNotNull(Ada.evaluate(text));
    }

    @Provide
    Arbitrary<String> rows() {
        var symbols = Arbitraries.of(
                "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "!", ".![", "&&", "OR", "=", "\\", "\"", "#");
        return Arbitraries.oneOf(
                        Arbitraries.of(WORDS), Arbitraries.of(FUNCTIONS.keySet()), Arbitraries.of(OPERATORS), symbols)
                .list()
                .ofMaxSize(12)
                .map(words -> String.join("", words));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("The evaluation of any well formed expression comes to a value, to nothing or to a failure")
    void wellFormed(@ForAll("expressions") String text) {
        String outcome = Ada.evaluate(text);
        assertFalse(outcome.startsWith("malformed"), text + " → " + outcome);
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.recursive(() -> Arbitraries.of(WORDS), ExpressionProperties::larger, 0, 3);
    }

    private static Arbitrary<String> larger(Arbitrary<String> part) {
        var call = Arbitraries.of(FUNCTIONS.entrySet())
                .flatMap(function -> part.list()
                        .ofSize(function.getValue())
                        .map(parts -> function.getKey() + "(" + String.join(", ", parts) + ")"));
        var binary = part.flatMap(left -> Arbitraries.of(OPERATORS)
                .flatMap(operator -> part.map(right -> "(" + left + ")" + operator + "(" + right + ")")));
        var choice = part.tuple3().map(three -> "(" + three.get1() + ") ? " + three.get2() + " : " + three.get3());
        var index = part.tuple2().map(two -> "(" + two.get1() + ")[" + two.get2() + "]");
        var projection = part.map(list -> "(" + list + ").![name]");
        var not = part.map(one -> "!(" + one + ")");
        return Arbitraries.oneOf(call, call, binary, binary, choice, index, projection, not);
    }
}
