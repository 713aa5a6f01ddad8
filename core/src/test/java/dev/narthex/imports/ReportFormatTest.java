package dev.narthex.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.imports.ImportStore.Place;
import dev.narthex.imports.ImportStore.Refusal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportFormatTest {

    private static Refusal refusal(String login) {
        return new Refusal(new Place(3, 7), login, List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                " =1",
                "＝1",
                "=cmd|' /C calc'!A0"
            })
    @DisplayName("Abuse 112: a cell of the report that a program of tables would run begins with an apostrophe")
    void formulas(String login) {
        String line = ReportFormat.CSV.line(refusal(login));
        assertTrue(line.startsWith("3,7,\"'"), line);
        assertTrue(line.endsWith("\r\n"));
        assertFalse(line.strip().contains("\r"), "one line");
        var reason = new Refusal(new Place(1, 0), "a", List.of(login));
        assertTrue(ReportFormat.CSV.line(reason).startsWith("1,,\"a\",\"'"));
    }

    @Test
    @DisplayName("A line of the report says where the row was, who, and why; and is known again by its row")
    void lines() {
        assertEquals("3,7,\"a \"\"b\"\"\",\"a; b\"\r\n", ReportFormat.CSV.line(refusal("a \"b\"")));
        assertEquals(
                "{\"row\":3,\"line\":7,\"login\":\"=1\",\"reasons\":[\"a\",\"b\"]}\n",
                ReportFormat.JSONL.line(refusal("=1")));
        for (var format : ReportFormat.values()) {
            String line = format.line(refusal("x")).strip();
            assertEquals(3, format.row(line).orElseThrow());
            assertTrue(format.row(line.substring(0, line.length() - 2)).isEmpty(), "a crash cut it short");
            assertTrue(format.row(format.heading().strip()).isEmpty());
        }
    }
}
