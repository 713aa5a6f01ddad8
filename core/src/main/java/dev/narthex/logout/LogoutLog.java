package dev.narthex.logout;

import dev.narthex.apps.App;
import dev.narthex.log.EventType;
import java.util.Optional;

/// Puts on record what no request asked for.
@FunctionalInterface
public interface LogoutLog {
    void unheard(EventType type, App app, Optional<String> userId, String reason);
}
