package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.util.List;

/// `Cookie` lines. A value ends at its semicolon, and no line takes from or adds to what another says.
public final class CookiesTarget implements Target {

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 3);
        var cookies = Cookies.parse(lines);
        int count = lines.stream()
                .mapToInt(line -> count(Cookies.parse(List.of(line)).values()))
                .sum();
        assertEquals(count, count(cookies.values()));
        cookies.forEach((name, values) -> {
            assertFalse(name.isBlank() || name.contains(";") || name.contains("="), name);
            for (String value : values) {
                assertFalse(value.contains(";"), value);
                assertEquals(
                        List.of(value),
                        Cookies.parse(List.of(name + "=" + value)).get(name));
            }
        });
    }

    private static int count(java.util.Collection<List<String>> values) {
        return values.stream().mapToInt(List::size).sum();
    }
}
