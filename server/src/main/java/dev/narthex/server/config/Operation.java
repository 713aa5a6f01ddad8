package dev.narthex.server.config;

import dev.narthex.outbound.AddressRules;
import java.time.Duration;

/// How it behaves.
/// @param stopTimeout what requests in flight get at a stop
/// @param outbound whom we call when others name an address
/// @param mailing where mails go
public record Operation(
        RateLimits rateLimits,
        Duration stopTimeout,
        LogFormat logFormat,
        LogLevel logLevel,
        AddressRules outbound,
        Mailing mailing) {

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
