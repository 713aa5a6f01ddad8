package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.expression.regex.Regex;
import dev.narthex.fuzz.Effort;
import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.util.regex.Pattern;

/// Regular expressions: a pattern, and the text that it is tried on. Each is answered within the time that its cost
/// promises; whatever we can read, Java can.
public final class RegexTarget implements Target {

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        Effort.bounded(() -> check(lines.get(0), lines.get(1)));
    }

    private static void check(String pattern, String subject) {
        switch (Regex.parse(pattern)) {
            case Regex.Parsed.Malformed(var position, var reason) ->
                assertTrue(position >= 0 && position <= pattern.length(), reason);
            case Regex.Parsed.Ok(var regex) -> {
                assertTrue(regex.cost(subject) > 0);
                assertEquals(regex.matches(subject), regex.matches(subject));
                Pattern.compile(pattern);
            }
        }
    }
}
