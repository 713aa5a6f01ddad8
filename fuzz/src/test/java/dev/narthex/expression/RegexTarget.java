package dev.narthex.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.expression.regex.Regex;
import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.time.Duration;
import java.util.regex.Pattern;

/// Regular expressions: a pattern, and the text that it is tried on. Each is answered within the time that its cost
/// promises; whatever we can read, Java can.
public final class RegexTarget implements Target {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        long begun = System.nanoTime();
        switch (Regex.parse(lines.get(0))) {
            case Regex.Parsed.Malformed(var position, var reason) ->
                assertTrue(position >= 0 && position <= lines.get(0).length(), reason);
            case Regex.Parsed.Ok(var regex) -> {
                assertTrue(regex.cost(lines.get(1)) > 0);
                assertEquals(regex.matches(lines.get(1)), regex.matches(lines.get(1)));
                Pattern.compile(lines.get(0));
            }
        }
        assertTrue(System.nanoTime() - begun < SOON.toNanos(), "took too long");
    }
}
