package dev.narthex.server.logs;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// `2026-01-01T00:00:00.000Z INFO  message [request id]`, and a stack trace on the lines after it.
final class TextLine extends LayoutBase<ILoggingEvent> {
    static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(TIME.format(event.getInstant()))
                .append(' ')
                .append("%-5s".formatted(event.getLevel()))
                .append(' ');
        appendPlain(line, event.getFormattedMessage());
        event.getMDCPropertyMap()
                .values()
                .forEach(value -> appendPlain(line.append(" ["), value).append(']'));
        line.append('\n');
        return event.getThrowableProxy() == null ? line.toString() : line + stack.convert(event);
    }

    /// Nobody can begin a line of their own, or move the cursor of the terminal that shows it.
    private static StringBuilder appendPlain(StringBuilder line, String text) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029') {
                line.append("\\u%04x".formatted((int) letter));
            } else {
                line.append(letter);
            }
        }
        return line;
    }
}
