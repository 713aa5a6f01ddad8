package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("what was written is read again, members in their order")
    void roundTrip() {
        var object = new LinkedHashMap<String, Object>();
        object.put("z", List.of(1, true, "ä\n\"</script>"));
        object.put("a", null);
        object.put("m", new LinkedHashMap<>());
        String text = Json.text(object);
        assertEquals(text, new String(Json.write(object), StandardCharsets.UTF_8));
        assertEquals(object, Json.readObject(bytes(text)));
        assertEquals(
                List.of("z", "a", "m"), List.copyOf(Json.readObject(bytes(text)).keySet()));
        assertEquals(Arrays.asList(1, null), Json.readArray(bytes("[1,null]")));
    }

    @ParameterizedTest
    @DisplayName("what is not one JSON object of keepable text is refused with 400")
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"a\"",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1e400}",
                "{\"a\":[-1e400]}",
                "{\"a\":1,}",
                "//\n{}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\\u0000\":1}",
                "{\"a\":[\"\\ud800\"]}",
                "{\"a\":\"\n\"}"
            })
    void badObjectsAreRefused(String text) {
        assertEquals(
                400,
                assertThrows(BadRequest.class, () -> Json.readObject(bytes(text)))
                        .status());
    }

    @Test
    @DisplayName("bytes that are not UTF-8, endless nesting and endless numbers are refused, not suffered")
    void hostileTextIsRefused() {
        byte[] latin = "{\"a\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(BadRequest.class, () -> Json.readObject(latin));
        assertThrows(BadRequest.class, () -> Json.readObject(bytes("{\"a\":" + "[".repeat(100_000))));
        assertThrows(BadRequest.class, () -> Json.readArray(bytes("[" + "9".repeat(100_000) + "]")));
        assertThrows(BadRequest.class, () -> Json.readArray(bytes("{}")));
        assertThrows(BadRequest.class, () -> Json.readArray(bytes("null")));
    }
}
