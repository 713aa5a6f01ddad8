package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.groups.Group;
import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.roles.Role;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.Optional;

/// Puts on record who did what to whom.
public final class DirectoryLog {
    private final SystemLog log;

    public DirectoryLog(SystemLog log) {
        this.log = log;
    }

    void user(Request request, Caller caller, EventType type, User user) {
        write(request, caller, type, target(user));
    }

    /// What was given to a person, or taken.
    void role(Request request, Caller caller, EventType type, User user, Role role) {
        write(request, caller, type, target(user), new Target(role.name(), "ROLE", role.name(), role.label()));
    }

    /// A newcomer, and that they may begin.
    void created(Request request, Caller caller, User user, boolean activated) {
        var entries = new ArrayList<Entry>();
        entries.add(Entry.success(EventType.USER_CREATE, caller.actor(), target(user)));
        if (activated) entries.add(Entry.success(EventType.USER_ACTIVATE, caller.actor(), target(user)));
        log.write(request, Optional.empty(), entries);
    }

    void group(Request request, Caller caller, EventType type, Group group) {
        write(request, caller, type, target(group));
    }

    void member(Request request, Caller caller, EventType type, User user, Group group) {
        write(request, caller, type, target(user), target(group));
    }

    public void write(Request request, Caller caller, EventType type, Target... targets) {
        log.write(request, Optional.empty(), Entry.success(type, caller.actor(), targets));
    }

    private static Target target(User user) {
        return new Target(user.id(), "User", user.login(), user.displayName());
    }

    private static Target target(Group group) {
        return new Target(group.id(), "UserGroup", "unknown", group.name());
    }
}
