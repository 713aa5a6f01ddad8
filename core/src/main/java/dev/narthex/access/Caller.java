package dev.narthex.access;

import dev.narthex.log.LogEvent.Actor;

/// Somebody who may call the management API. Only [Callers] makes one, from a valid API token.
public final class Caller {
    private final Actor actor;

    Caller(Actor actor) {
        this.actor = actor;
    }

    /// As whom the System Log knows the caller.
    public Actor actor() {
        return actor;
    }
}
