package dev.narthex.console;

import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.LogEvent;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.LogStore;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.EventsView;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The System Log, the latest first; of one person on request.
public final class EventsPage {
    private static final int LIMIT = 50;
    private static final Duration BACK = Duration.ofDays(90);

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final LogStore events;
    private final UserStore users;
    private final InstantSource clock;

    public EventsPage(
            ConsoleResponder console, ConsolePages pages, LogStore events, UserStore users, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.events = events;
        this.users = users;
        this.clock = clock;
    }

    /// GET `/admin/log`.
    public Response show(Request request) {
        return console.as(request, Right.LOOK, admin -> pages.events(view(request, admin)));
    }

    private EventsView view(Request request, Administrator admin) {
        var who = request.query().first("who").flatMap(users::byId);
        var found = read(who.map(User::id), request.query().first("after"), LIMIT);
        boolean more = found.size() == LIMIT;
        String of = who.map(it -> "who=" + it.id() + "&").orElse("");
        var next = Optional.of(Section.EVENTS.path() + "?" + of + "after=")
                .filter(_ -> more)
                .map(it -> it + found.getLast().id());
        var rows = found.stream().map(EventsPage::row).toList();
        var shell = console.shell(request, admin, Section.EVENTS, "System Log");
        return new EventsView(shell, who.map(User::displayName), rows, next);
    }

    /// The latest of what a person did.
    List<EventsView.Row> latest(String userId, int most) {
        return read(Optional.of(userId), Optional.empty(), most).stream()
                .map(EventsPage::row)
                .toList();
    }

    private List<LogEvent> read(Optional<String> who, Optional<String> after, int limit) {
        var now = clock.instant();
        var page = new LogStore.Page(after, limit, false);
        return events.read(new LogStore.Query(now.minus(BACK), now.plusSeconds(1), Optional.empty(), who, page));
    }

    private static EventsView.Row row(LogEvent event) {
        String reason = event.details().reason().map(it -> ": " + it).orElse("");
        String whom =
                event.details().targets().stream().map(Target::displayName).collect(Collectors.joining(", "));
        return new EventsView.Row(
                When.of(event.published()),
                event.kind().message(),
                event.kind().type(),
                event.actor().displayName(),
                whom,
                event.details().result().toLowerCase(Locale.ROOT) + reason,
                event.origin().ipAddress());
    }
}
