package dev.narthex.account;

import dev.narthex.flow.ReturnPath;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.recovery.PasswordNotice;
import dev.narthex.session.Sessions;
import dev.narthex.session.Sessions.Started;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets somebody in who has just chosen a password: a session, a line in the log, a notice by mail, and the way back.
public final class WelcomeResponder {
    private final Sessions sessions;
    private final PasswordNotice notice;
    private final SystemLog log;

    public WelcomeResponder(Sessions sessions, PasswordNotice notice, SystemLog log) {
        this.sessions = sessions;
        this.notice = notice;
        this.log = log;
    }

    /// @param first whether it is the account's first password: there is nothing to be warned of
    public Response in(Request request, User user, boolean first, ReturnPath back) {
        var actor = SystemLog.actor(user);
        var entries = new ArrayList<Entry>();
        if (first) {
            entries.add(Entry.success(EventType.USER_ACTIVATE, actor));
        } else {
            notice.send(user);
        }
        entries.add(Entry.success(EventType.USER_UPDATE_PASSWORD, actor));
        return enter(request, user, entries, back);
    }

    /// Begins a session, with these entries before its own in the log.
    public Response enter(Request request, User user, List<Entry> before, ReturnPath back) {
        var started = sessions.start(request, user.id(), List.of("pwd"), false);
        var entries = new ArrayList<>(before);
        if (started.isPresent()) entries.add(Entry.success(EventType.SESSION_START, SystemLog.actor(user)));
        log.write(request, started.map(Started::session), entries);
        return with(started, Response.seeOther(back.text()));
    }

    /// Whoever was suspended or signed out in this very moment goes on without a session, and is asked to sign in.
    private static Response with(Optional<Started> started, Response answer) {
        return started.map(it -> answer.with(it.cookie())).orElse(answer);
    }

    /// A new session in the place of one that ended with a change, and on to the answer.
    Response stay(Request request, User user, boolean keep, List<Entry> entries, Response answer) {
        var started = sessions.start(request, user.id(), List.of("pwd"), keep);
        log.write(request, started.map(Started::session), entries);
        return with(started, answer);
    }

    /// Tells whose password was changed, so that they notice if it was not they.
    void warn(User user) {
        notice.send(user);
    }
}
