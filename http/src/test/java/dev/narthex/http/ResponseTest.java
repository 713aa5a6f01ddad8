package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    @Test
    @DisplayName(
            "RFC 9700 §4.12; abuse case 18: after a form the browser is sent on by 303, which carries no form with it")
    void seeOtherIs303() {
        assertEquals(303, Response.seeOther("/next").status());
        assertEquals("/next", Response.seeOther("/next").first("location").orElseThrow());
        assertEquals(302, Response.found("/next").status());
    }

    @ParameterizedTest
    @DisplayName("a field that could split the answer is our mistake")
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\u0000b"})
    void splittingFails(String text) {
        assertThrows(IllegalArgumentException.class, () -> Response.empty(200).with("X", text));
        assertThrows(IllegalArgumentException.class, () -> Response.empty(200).with(text, "x"));
    }

    @ParameterizedTest
    @DisplayName("a field's name is a token: whatever else an answer would misread is our mistake")
    @ValueSource(strings = {"", "a b", "a:", "a(b", "a\u00e9", "a,b", "a\tb", "a\"b"})
    void namesAreTokens(String name) {
        assertThrows(IllegalArgumentException.class, () -> Response.empty(200).with(name, "x"));
        assertEquals(
                "x",
                Response.empty(200).with("a-Z_0.9~!", "x").first("A-z_0.9~!").orElseThrow());
    }

    @Test
    @DisplayName("a default yields to what is there, and the original never changes")
    void defaultsYield() {
        var plain = Response.text(200, "x");
        assertEquals(
                "text/plain; charset=utf-8",
                plain.withDefault("content-type", "no").first("Content-Type").orElseThrow());
        assertEquals(1, plain.fields().size());
        assertEquals(3, plain.with("a", "1").with("a", "2").fields().size());
    }
}
