package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CookiesTest {
    @Test
    @DisplayName("every value of a name is kept, over all lines, in order")
    void everyValueIsKept() {
        assertEquals(Map.of("a", List.of("1", "3"), "b", List.of("2=2")), Cookies.parse(List.of("a=1; b=2=2", "a=3")));
    }

    @Test
    @DisplayName(
            "what other applications set does no harm: no pair, no name, quotes, blanks, no space after the semicolon")
    void strangersAreTolerated() {
        assertEquals(
                Map.of("a", List.of("1"), "q", List.of("\"x y\""), "e", List.of(""), "A", List.of("2")),
                Cookies.parse(List.of(";; lonely ;=v; a = 1 ;q=\"x y\";e=;A=2;")));
        assertEquals(Map.of(), Cookies.parse(List.of("")));
    }
}
