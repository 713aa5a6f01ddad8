package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
    @ParameterizedTest
    @DisplayName("a value is decoded once: plus is a space, percent is UTF-8, raw space, colon and slash stay")
    @CsvSource({
        "a+b,a b",
        "a%20b,a b",
        "a%2Bb,a+b",
        "%C3%A4%e2%82%ac,ä€",
        "%F0%9F%98%80,😀",
        "ä,ä",
        "%2525,%25",
        "a=b==,a=b==",
        "https://a/b c:d,https://a/b c:d"
    })
    void valuesAreDecoded(String raw, String decoded) {
        assertEquals(decoded, Forms.parse("x=" + raw).first("x").orElseThrow());
    }

    @ParameterizedTest
    @DisplayName("bad percent signs, bytes that are not UTF-8 and NUL are refused with 400")
    @ValueSource(strings = {"%", "%a", "%zz", "a%2", "%-1", "%ff", "%c3%28", "%c0%af", "%ed%a0%80", "%00", "a%00b"})
    void badTextIsRefused(String raw) {
        assertEquals(
                400,
                assertThrows(BadRequest.class, () -> Forms.parse("x=" + raw)).status());
        assertEquals(
                400,
                assertThrows(BadRequest.class, () -> Forms.parse(raw + "=x")).status());
    }

    @Test
    @DisplayName("names keep their order, repetitions and empty values")
    void namesKeepTheirOrder() {
        var parameters = Forms.parse("&b=1&a=2&&b=3&c&d=");
        assertEquals(List.of("b", "a", "c", "d"), List.copyOf(parameters.names()));
        assertEquals(List.of("1", "3"), parameters.all("b"));
        assertEquals(List.of(""), parameters.all("c"));
        assertTrue(Forms.parse("").isEmpty());
    }

    @Test
    @DisplayName("more than 200 parameters are refused, so that nobody makes us sort a million")
    void tooManyAreRefused() {
        assertFalse(Forms.parse("a&".repeat(200)).isEmpty());
        assertThrows(BadRequest.class, () -> Forms.parse("a&".repeat(201)));
    }

    @Test
    @DisplayName("a body is a form only if it says so, whatever charset it adds")
    void onlyAFormIsAForm() {
        var type = "Application/X-WWW-Form-Urlencoded ; charset=UTF-8";
        assertEquals(Map.of("a", "b"), Requests.form("a=b", type).form().asMap());
        assertEquals(
                415,
                assertThrows(
                                BadRequest.class,
                                () -> Requests.form("a=b", "text/plain").form())
                        .status());
        assertEquals(
                415,
                assertThrows(BadRequest.class, () -> Requests.form("a=b").form())
                        .status());
        assertThrows(BadRequest.class, () -> Requests.form("a=\u00ff", type).form());
    }
}
