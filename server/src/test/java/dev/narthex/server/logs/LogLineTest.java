package dev.narthex.server.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log line")
final class LogLineTest {
    private static final String HOSTILE = "no user 'a\"\\\n2026 INFO  all fine\u001b[2J\u2028é'";

    private final Logger logger = new LoggerContext().getLogger("dev.narthex.signin");

    private String line(LayoutBase<ILoggingEvent> layout, String message, Throwable error) {
        var event = new LoggingEvent(Logger.class.getName(), logger, Level.WARN, message, error, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        event.setMDCPropertyMap(Map.of("requestId", "req\n1"));
        layout.start();
        return layout.doLayout(event);
    }

    @Test
    @DisplayName("as text stays one line whatever a stranger put into it (abuse case 92)")
    void textIsOneLine() {
        assertEquals(
                "2026-01-02T03:04:05.006Z WARN  no user 'a\"\\\\u000a2026 INFO  all fine\\u001b[2J\\u2028é'"
                        + " [req\\u000a1]\n",
                line(new TextLine(), HOSTILE, null));
    }

    @Test
    @DisplayName("RFC 8259 §7: as JSON escapes quotation marks, backslashes and control characters")
    void jsonIsEscaped() {
        assertEquals(
                "{\"time\":\"2026-01-02T03:04:05.006Z\",\"level\":\"WARN\",\"logger\":\"dev.narthex.signin\","
                        + "\"message\":\"no user 'a\\\"\\\\\\n2026 INFO  all fine\\u001b[2J\\u2028é'\","
                        + "\"requestId\":\"req\\n1\"}\n",
                line(new JsonLine(), HOSTILE, null));
    }

    @Test
    @DisplayName("carries the stack of an error: after the line as text, within it as JSON")
    void stack() {
        var error = new IllegalStateException("broken");
        String text = line(new TextLine(), "failed", error);
        assertTrue(text.lines().skip(1).findFirst().orElseThrow().contains("IllegalStateException: broken"), text);
        String json = line(new JsonLine(), "failed", error);
        assertEquals(1, json.lines().count());
        assertTrue(json.contains("\"stack\":\"java.lang.IllegalStateException: broken\\n"), json);
    }
}
