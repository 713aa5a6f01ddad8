package dev.narthex.log;

import dev.narthex.http.Request;
import dev.narthex.id.Ids;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.LogEvent.Details;
import dev.narthex.log.LogEvent.Origin;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.session.Session;
import dev.narthex.users.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes the System Log. What was written is durable when the call returns, so an answer that follows is on record.
public final class SystemLog {
    private static final int MAX_TEXT = 255;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final LogStore store;
    private final Ids ids;
    private final InstantSource clock;

    public SystemLog(LogStore store, Ids ids, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /// What happened, in the words of the catalogue. `reason` is there when it failed.
    public record Entry(
            EventType type, Actor actor, Optional<String> reason, List<Target> targets, Map<String, String> debug) {
        public static Entry success(EventType type, Actor actor, Target... targets) {
            return new Entry(type, actor, Optional.empty(), List.of(targets), Map.of());
        }

        public static Entry failure(EventType type, Actor actor, String reason, Target... targets) {
            return new Entry(type, actor, Optional.of(reason), List.of(targets), Map.of());
        }

        public Entry with(Map<String, String> facts) {
            return new Entry(type, actor, reason, targets, facts);
        }
    }

    public void write(Request request, Optional<Session> session, Entry... entries) {
        write(request, session, List.of(entries));
    }

    /// What no request asked for.
    public void write(Entry... entries) {
        Instant now = clock.instant();
        store.append(
                List.of(entries).stream().map(entry -> event(ids, now, entry)).toList());
    }

    /// The event that no request asked for, to be written in a transaction of somebody's own.
    public static LogEvent event(Ids ids, Instant now, Entry entry) {
        return event(ids, now, entry, new Origin("", "", "", "", Optional.empty()));
    }

    /// All of one request's entries, in one write.
    public void write(Request request, Optional<Session> session, List<Entry> entries) {
        Instant now = clock.instant();
        var origin = new Origin(
                request.id(),
                request.remoteAddress(),
                bounded(request.header("user-agent").orElse("")),
                request.path(),
                session.map(Session::id));
        var events = new ArrayList<LogEvent>(entries.size());
        for (Entry entry : entries) events.add(event(ids, now, entry, origin));
        store.append(events);
    }

    private static LogEvent event(Ids ids, Instant now, Entry entry, Origin origin) {
        boolean failed = entry.reason().isPresent();
        var details = new Details(
                failed ? "FAILURE" : "SUCCESS", entry.reason().map(SystemLog::bounded), entry.targets(), entry.debug());
        return new LogEvent(ids.next("evt"), now, entry.type().kind(failed), entry.actor(), origin, details);
    }

    public static Actor actor(User user) {
        return new Actor(user.id(), "User", user.login(), user.displayName());
    }

    /// What a stranger typed is kept short, and control characters can't forge a line.
    public static String bounded(String text) {
        String clean = CONTROL.matcher(text).replaceAll(" ");
        return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT);
    }
}
