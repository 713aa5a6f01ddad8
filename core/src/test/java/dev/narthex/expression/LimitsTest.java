package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever may write a claim may not stop the server with it: every way to make an expression cost more than it looks
/// ends at a count, the same each time, and not at a time.
final class LimitsTest {

    @ParameterizedTest
    @DisplayName("What is nested ten thousand deep is refused where it becomes too deep")
    @ValueSource(strings = {"(", "{", "String.len(", "user[", "true ? ", "null ?: "})
    void depth(String opening) {
        String deep = opening.repeat(10_000 / opening.length());
        assertEquals(
                "malformed at " + 200 * opening.length() + ": more than 200 expressions in each other",
                Ada.evaluate(deep));
    }

    @Test
    @DisplayName("Two hundred deep is deep enough, also on a small stack")
    void deepEnough() throws InterruptedException {
        assertEquals("1", onSmallStack("(".repeat(199) + "1" + ")".repeat(199)));
        assertEquals("true", onSmallStack("!".repeat(498) + "true"));
        assertEquals("nothing", onSmallStack("user" + ".a".repeat(498)));
        assertEquals("250", onSmallStack("1" + "+1".repeat(249)));
    }

    private static String onSmallStack(String expression) throws InterruptedException {
        var value = new AtomicReference<String>();
        var thread = new Thread(null, () -> value.set(Ada.evaluate(expression)), "small", 512 * 1024);
        thread.start();
        thread.join();
        return value.get();
    }

    @Test
    @DisplayName("More than ten thousand characters are refused without being read")
    void length() {
        assertEquals("'" + "x".repeat(9_998) + "'", Ada.evaluate("'" + "x".repeat(9_998) + "'"));
        assertEquals(
                "malformed at 10000: an expression has at most 10000 characters", Ada.evaluate("(".repeat(10_000_000)));
    }

    @ParameterizedTest
    @DisplayName("More than five hundred parts are refused")
    @ValueSource(strings = {"1 + 1", "user.a", "!true", "user.a[0]"})
    void parts(String part) {
        String many = "{" + String.join(",", Collections.nCopies(900, part)) + "}";
        assertTrue(Ada.evaluate(many).endsWith(": more than 500 parts"), Ada.evaluate(many));
    }

    @Test
    @DisplayName("A text that doubles and doubles ends at its bound, before it is made")
    void doubling() {
        String doubled = "'aaaaaaaaaa'";
        for (int times = 0; times < 60; times++) doubled = "String.replace(" + doubled + ", 'a', 'aa')";
        assertEquals("failed: makes a text of more than 65536 characters", Ada.evaluate(doubled));
    }

    @Test
    @DisplayName("Projections within projections end at the number of steps")
    void nestedProjections() {
        var groups = new LinkedHashMap<String, String>();
        IntStream.range(0, 200).forEach(at -> groups.put("00g" + at, "Group " + at));
        var context = new EvaluationContext(Map.of(), groups, Instant.EPOCH);
        String nested = "'x'";
        for (int times = 0; times < 10; times++) nested = "user.getGroups().![" + nested + "]";
        var expression = ((Parsed.Ok) Expression.parse(nested)).expression();
        assertEquals(new Evaluation.Failed("takes more than 20000 steps"), expression.evaluate(context));
    }

    @Test
    @DisplayName("Looking for a long text in a long text is paid for by both lengths")
    void searching() {
        String half = "a".repeat(60_000);
        var context = new EvaluationContext(
                Map.of("user", Map.of("text", half, "sought", "a".repeat(30_000) + "b")), Map.of(), Instant.EPOCH);
        var expression = ((Parsed.Ok) Expression.parse("String.stringContains(user.text, user.sought)")).expression();
        assertEquals(new Evaluation.Failed("takes more than 20000 steps"), expression.evaluate(context));
    }

    @ParameterizedTest
    @DisplayName("A pattern that java.util.regex would try for ages is matched, one look a character and state")
    @ValueSource(
            strings = {"(a+)+b", "(a|aa)+b", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){30}a{30}b", "(|a|b?|c?){30}x"})
    void patterns(String pattern) {
        assertEquals("false", Ada.evaluate("'" + "a".repeat(60) + "' matches '" + pattern + "'"));
    }

    @Test
    @DisplayName("A costly pattern on a long text ends at the number of steps")
    void costlyPattern() {
        assertEquals(
                "failed: takes more than 20000 steps",
                Ada.evaluate("'" + "a".repeat(5_000) + "' matches '(a|b){300}.*'"));
    }

    @Test
    @DisplayName("A pattern that would be a large automaton is refused when it is written")
    void largePattern() {
        assertEquals(
                "malformed at 13: in the pattern, the pattern repeats too much: it would have more than 1000 states",
                Ada.evaluate("'a' matches '(a{100}){100}'"));
        assertEquals(
                "malformed at 13: in the pattern, the pattern repeats too much: it would have more than 1000 states",
                Ada.evaluate("'a' matches '((((){1000}){1000}){1000}){1000}'"));
    }

    @Test
    @DisplayName("A list as long as its text has commas ends at the number of steps")
    void longList() {
        var context = new EvaluationContext(Map.of("user", Map.of("csv", ",".repeat(50_000))), Map.of(), Instant.EPOCH);
        var expression = ((Parsed.Ok) Expression.parse("Arrays.size(user.csv)")).expression();
        assertEquals(new Evaluation.Failed("takes more than 20000 steps"), expression.evaluate(context));
    }
}
