package dev.narthex.server.logs;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/// `{"time":…,"level":…,"logger":…,"message":…}` with a member for each fact of the request, and `stack` for an error.
final class JsonLine extends LayoutBase<ILoggingEvent> {
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
        stack.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(240).append("{\"time\":\"").append(TextLine.TIME.format(event.getInstant()));
        line.append('"');
        member(line, "level", event.getLevel().toString());
        member(line, "logger", event.getLoggerName());
        member(line, "message", event.getFormattedMessage());
        event.getMDCPropertyMap().forEach((name, value) -> member(line, name, value));
        if (event.getThrowableProxy() != null) member(line, "stack", stack.convert(event));
        return line.append("}\n").toString();
    }

    private static void member(StringBuilder line, String name, String value) {
        quoted(line.append(','), name);
        quoted(line.append(':'), value);
    }

    // RFC 8259 §7: quotation mark, backslash and control characters must be escaped.
    private static void quoted(StringBuilder line, String text) {
        line.append('"');
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '"', '\\' -> line.append('\\').append(letter);
                case '\n' -> line.append("\\n");
                default -> {
                    if (Character.isISOControl(letter) || Character.isSurrogate(letter) || letter == '\u2028') {
                        line.append("\\u%04x".formatted((int) letter));
                    } else {
                        line.append(letter);
                    }
                }
            }
        }
        line.append('"');
    }
}
