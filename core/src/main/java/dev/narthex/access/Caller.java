package dev.narthex.access;

import dev.narthex.log.LogEvent.Actor;
import java.util.Optional;

/// Somebody who may call the management API. Only [Callers] makes one.
public final class Caller {
    private final Actor actor;
    private final Optional<String> self;

    Caller(Actor actor, Optional<String> self) {
        this.actor = actor;
        this.self = self;
    }

    /// As whom the System Log knows the caller.
    public Actor actor() {
        return actor;
    }

    /// The id of the person who calls for themselves by their browser's session, and for nobody else. Nothing for an
    /// API token or an app, which may do for all what the operation's scope names.
    public Optional<String> self() {
        return self;
    }
}
