package dev.narthex.signin;

import dev.narthex.http.Request;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.session.Session;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.Optional;

/// Puts sign-ins on record, made and refused.
public final class SignInLog {
    private final SystemLog log;

    public SignInLog(SystemLog log) {
        this.log = log;
    }

    void signedIn(Request request, User user, Optional<Session> session) {
        log.write(request, session, Entry.success(EventType.SESSION_START, SystemLog.actor(user)));
    }

    /// Something that the person did on the way.
    void noted(Request request, User user, EventType event) {
        log.write(request, Optional.empty(), Entry.success(event, SystemLog.actor(user)));
    }

    /// @param username what was typed, for people who do not exist
    void refused(Request request, String username, SignInResult.Refused refused) {
        var actor = refused.user()
                .map(SystemLog::actor)
                .orElseGet(() -> new Actor("unknown", "User", SystemLog.bounded(username), "unknown"));
        var entries = new ArrayList<Entry>();
        entries.add(
                Entry.failure(EventType.SESSION_START, actor, refused.reason().name()));
        if (refused.locked()) entries.add(Entry.success(EventType.ACCOUNT_LOCK, actor));
        log.write(request, Optional.empty(), entries);
    }
}
