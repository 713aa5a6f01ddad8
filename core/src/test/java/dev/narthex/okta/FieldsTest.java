package dev.narthex.okta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FieldsTest {

    @Test
    @DisplayName("Members are read by their kind, and nothing is wrong")
    void reads() {
        var fields = Fields.of(Map.of("name", "a", "on", true, "n", 3, "list", List.of("x"), "in", Map.of("y", "z")));
        assertEquals("a", fields.requiredText("name", 1));
        assertEquals(Optional.of(true), fields.flag("on"));
        assertEquals(Optional.of(3), fields.number("n", 1, 3));
        assertEquals(Optional.of(List.of("x")), fields.texts("list"));
        assertEquals(Optional.of("z"), fields.object("in").text("y", 10));
        assertEquals(Optional.empty(), fields.text("absent", 10));
        assertEquals(Optional.empty(), fields.error("Thing"));
    }

    @Test
    @DisplayName("One answer names all that is wrong, with the path to each member")
    void gathers() {
        var fields = Fields.of(
                Map.of("on", "yes", "n", 4, "list", List.of(1), "day", "FUNDAY", "in", Map.of("y", "too long")));
        fields.requiredText("name", 10);
        fields.flag("on");
        fields.number("n", 1, 3);
        fields.texts("list");
        fields.constant("day", DayOfWeek.class);
        fields.object("in").text("y", 3);
        var causes = fields.error("Thing").orElseThrow().causes();
        assertEquals("name: The field cannot be left blank", causes.getFirst());
        assertEquals(6, causes.size(), causes.toString());
        assertTrue(causes.getLast().startsWith("in.y: "), causes.toString());
    }

    @Test
    @DisplayName("A required text of another kind is told once, not as blank, too")
    void once() {
        var fields = Fields.of(Map.of("name", 1));
        fields.requiredText("name", 10);
        assertEquals(
                List.of("name: must be a string"),
                fields.error("Thing").orElseThrow().causes());
    }
}
