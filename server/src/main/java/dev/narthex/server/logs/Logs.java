package dev.narthex.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.narthex.server.config.Operation;
import dev.narthex.server.config.Operation.LogFormat;
import dev.narthex.server.config.Operation.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Sets the log up, without a file of its own. Found by logback, so that tests and tools log alike.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logs extends ContextAwareBase implements Configurator {
    private static final String OURS = "dev.narthex";
    /// What of the engine reads requests.
    private static final List<String> READERS = List.of("org.eclipse.jetty.http", "org.eclipse.jetty.util.HostPort");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        apply(context, LogFormat.TEXT, LogLevel.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    public static void apply(Operation operation) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            apply(context, operation.logFormat(), operation.logLevel());
        }
    }

    private static void apply(LoggerContext context, LogFormat format, LogLevel level) {
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender(context, format == LogFormat.JSON ? new JsonLine() : new TextLine()));
        root.setLevel(level == LogLevel.DEBUG ? Level.INFO : Level.WARN);
        // They warn of each odd request: whoever sends them would fill the log.
        var warnings = level == LogLevel.DEBUG ? Level.WARN : Level.ERROR;
        READERS.forEach(reader -> context.getLogger(reader).setLevel(warnings));
        context.getLogger(OURS).setLevel(Level.toLevel(level.name()));
    }

    private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
