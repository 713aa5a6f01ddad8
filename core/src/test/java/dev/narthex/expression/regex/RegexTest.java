package dev.narthex.expression.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The notation, and what is left out of it. What patterns mean at length is in [RegexProperties].
final class RegexTest {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "ab",
            "aab",
            "ba",
            "abab",
            "a b",
            "A",
            "a-b",
            "a.b",
            "a\nb",
            "a\n",
            "a\r\n",
            "\n",
            "_9",
            "é",
            "\uD83D\uDE00",
            "admin",
            "West Admins",
            "1.5",
            "[a]",
            "a]",
            "x{2}");

    @ParameterizedTest
    @DisplayName("Java's notation means what it means to Java")
    @ValueSource(
            strings = {
                "a",
                "ab|ba",
                "a*",
                "a+b?",
                "(a|b)*",
                "(?:ab){2}",
                "a{1,2}b",
                "a{2,}",
                ".",
                ".*",
                "a.b",
                "a\\.b",
                "[a-c]+",
                "[^a]",
                "[^a-c\\d]*",
                "[a\\-b]+",
                "[ab-]+",
                "[\\w.]+",
                "\\d+\\.\\d+",
                "\\w*",
                "\\W",
                "\\s",
                "a\\sb",
                "\\S+",
                "\\D*",
                "^a$",
                "a$\\n",
                "\\Aa\\z",
                "a\\Z\\r\\n",
                "a$\\r\\n",
                "a\\r$\\n",
                ".*\\bAdmins",
                "a\\Bb",
                "a\\b.b",
                "(?i)A|ADMIN|É",
                "(?i)[a-z ]+",
                "a*?b",
                "(a*)*b?",
                "(a|b|)*",
                "(^a|b$)*",
                "\\[a]",
                "a]",
                "x\\{2}",
                ".*[Aa]dmin.*",
                "()",
                "a| ",
                "\\t|\\n",
                "[\\s\\S]*",
                "[^\\W]*"
            })
    void agreesWithJava(String pattern) {
        for (String text : TEXTS) {
            assertEquals(Pattern.matches(pattern, text), matches(pattern, text), pattern + " on '" + text + "'");
        }
    }

    @ParameterizedTest
    @DisplayName("What needs trial and error, or makes no sense, is refused where it stands")
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            (a)\\1       => 3: \\1 is not supported
            a(?=b)       => 1: of the groups with (? there are only (?: and, before all else, (?i)
            (?<!a)b      => 0: of the groups with (? there are only (?: and, before all else, (?i)
            a++          => 2: possessive quantifiers are not supported
            *a           => 0: '*' has nothing before it to repeat
            a**          => 2: '*' has nothing before it to repeat
            a{2          => 1: a repetition is written {2}, {2,} or {2,5}
            a{x}         => 1: a repetition is written {2}, {2,} or {2,5}
            a{3,2}       => 1: a repetition has the smaller number first
            a{1001}      => 1: more than 1000 times
            {2}          => 0: '{' stands for itself only as \\{
            [a           => 0: '[' without ']'
            []           => 0: an empty class
            [b-a]        => 1: a range goes from one character to a later one
            [a-z&&[b]]   => 4: classes within classes are not supported: write \\[ or \\&
            (a           => 0: '(' without ')'
            a)           => 1: ')' without '('
            \\p{L}       => 0: \\p is not supported
            a\\          => 1: a backslash at the end
            """)
    void refused(String pattern, String reason) {
        var malformed = assertInstanceOf(Regex.Parsed.Malformed.class, Regex.parse(pattern));
        assertEquals(reason, malformed.position() + ": " + malformed.reason());
    }

    @Property
    @Label("The parser answers any text")
    void garbage(@ForAll String text) {
        if (Regex.parse(text) instanceof Regex.Parsed.Malformed(var position, var reason)) {
            assertTrue(position >= 0 && position <= text.length(), reason);
        }
    }

    private static boolean matches(String pattern, String text) {
        return assertInstanceOf(Regex.Parsed.Ok.class, Regex.parse(pattern))
                .regex()
                .matches(text);
    }
}
