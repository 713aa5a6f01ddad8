package dev.narthex.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One row of the System Log. `id` is ordered in time and becomes the event's uuid.
public record LogEvent(String id, Instant published, Kind kind, Actor actor, Origin origin, Details details) {

    /// `type` is one of the catalogue's, for example `user.session.start`.
    public record Kind(String type, String message, Severity severity) {}

    public enum Severity {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /// Who did it. `type` is `User`, `SystemPrincipal` or `PublicClientApp`.
    public record Actor(String id, String type, String alternateId, String displayName) {
        public static final Actor SYSTEM = new Actor("system", "SystemPrincipal", "system", "Narthex");
        public static final Actor UNKNOWN = new Actor("unknown", "User", "unknown", "unknown");
    }

    /// Where it came from.
    public record Origin(
            String requestId, String ipAddress, String userAgent, String requestUri, Optional<String> sessionId) {}

    public record Target(String id, String type, String alternateId, String displayName) {}

    /// `reason` says why when `result` is not SUCCESS. `debug` never holds a secret or a token.
    public record Details(String result, Optional<String> reason, List<Target> targets, Map<String, String> debug) {
        public Details {
            targets = List.copyOf(targets);
            debug = Map.copyOf(debug);
        }
    }
}
