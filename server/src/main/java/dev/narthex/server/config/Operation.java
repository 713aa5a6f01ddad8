package dev.narthex.server.config;

import java.time.Duration;

/// How it behaves.
/// @param rateLimits whether requests a minute are limited
/// @param stopTimeout what requests in flight get at a stop
public record Operation(boolean rateLimits, Duration stopTimeout, LogFormat logFormat, LogLevel logLevel) {

    public enum LogFormat {
        TEXT,
        JSON
    }

    public enum LogLevel {
        WARN,
        INFO,
        DEBUG
    }
}
