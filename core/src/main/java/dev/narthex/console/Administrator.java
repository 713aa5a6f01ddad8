package dev.narthex.console;

import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.roles.Right;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.session.Session;
import dev.narthex.users.User;
import java.util.List;

/// A person who is signed in and administers the org. Only [ConsoleResponder] makes one.
public final class Administrator {
    private final Session session;
    private final User user;
    private final List<RoleAssignment> roles;

    Administrator(Session session, User user, List<RoleAssignment> roles) {
        this.session = session;
        this.user = user;
        this.roles = List.copyOf(roles);
    }

    Session session() {
        return session;
    }

    User user() {
        return user;
    }

    Actor actor() {
        return SystemLog.actor(user);
    }

    boolean may(Right right) {
        return roles.stream().anyMatch(held -> held.role().gives(right));
    }

    /// Whether that may be done to a person who holds these roles: whoever could help themselves to an administrator's
    /// account would have all that it may do.
    boolean may(Right right, List<RoleAssignment> theirs) {
        return may(theirs.isEmpty() || right == Right.LOOK ? right : Right.ALL);
    }

    boolean is(String userId) {
        return user.id().equals(userId);
    }
}
