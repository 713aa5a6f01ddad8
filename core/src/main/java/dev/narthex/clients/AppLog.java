package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts on record what was done to an app.
public final class AppLog {
    private final SystemLog log;

    public AppLog(SystemLog log) {
        this.log = log;
    }

    void write(Request request, Actor actor, EventType type, App app, Target... others) {
        write(request, actor, List.of(type), app, others);
    }

    void write(Request request, Actor actor, List<EventType> types, App app, Target... others) {
        var targets = new ArrayList<>(List.of(new Target(app.id(), "AppInstance", app.label(), app.label())));
        targets.addAll(List.of(others));
        var entries = types.stream()
                .map(type -> Entry.success(type, actor, targets.toArray(Target[]::new)))
                .toList();
        log.write(request, Optional.empty(), entries);
    }
}
