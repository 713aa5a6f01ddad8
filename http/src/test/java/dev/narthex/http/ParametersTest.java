package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Parameters parameters = Forms.parse("a=1&b=&c=2&c=3");

    @Test
    @DisplayName("RFC 6749 §3.1: a parameter without a value counts as omitted")
    void emptyCountsAsOmitted() {
        assertTrue(parameters.first("b").isEmpty());
        assertFalse(parameters.has("b"));
        assertEquals(Map.of("a", "1", "c", "2"), parameters.asMap());
    }

    @Test
    @DisplayName("RFC 6749 §3.1: a name that came twice is named, also when one of them is empty")
    void repeatedNamesAreNamed() {
        assertEquals(List.of("c"), parameters.repeated());
        assertEquals(List.of("a"), Forms.parse("a=1&a=").repeated());
    }

    @Test
    @DisplayName("what is not there is empty, never null")
    void absentIsEmpty() {
        assertTrue(parameters.first("x").isEmpty());
        assertEquals(List.of(), parameters.all("x"));
        assertTrue(Parameters.NONE.isEmpty());
        assertEquals("1", Parameters.of(Map.of("a", "1")).first("a").orElseThrow());
    }
}
