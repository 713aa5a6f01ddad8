package dev.narthex.server.config;

import java.time.Duration;

/// How it behaves.
/// @param stopTimeout what requests in flight get at a stop
public record Operation(RateLimits rateLimits, Duration stopTimeout, LogFormat logFormat, LogLevel logLevel) {

    /// Whose requests are limited.
    public enum RateLimits {
        NOBODY,
        /// All but those from this machine.
        OTHER_MACHINES,
        EVERYBODY
    }

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
