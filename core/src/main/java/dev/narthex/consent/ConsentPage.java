package dev.narthex.consent;

import dev.narthex.apps.Apps;
import dev.narthex.flow.FormTokens;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.flow.PausedRequests;
import dev.narthex.flow.PausedRequests.Opened;
import dev.narthex.flow.ReturnPath;
import dev.narthex.flow.Views;
import dev.narthex.groups.People;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.ConsentView;
import dev.narthex.page.Pages;
import dev.narthex.page.ScopeView;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Scope;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.Person;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The consent page: says what an app asks for, records the answer, sends the browser back to `/authorize`.
public final class ConsentPage {
    private static final String PATH = "/consent";

    private final Rooms rooms;
    private final Browser browser;
    private final Record record;
    private final Pages pages;

    /// What is asked, and of whom.
    public record Rooms(PausedRequests paused, Apps apps, AuthorizationServers servers, People people) {}

    public record Browser(Sessions sessions, FormTokens forms) {}

    /// Where the answer is kept.
    public record Record(GrantStore grants, SystemLog log, Ids ids, InstantSource clock) {}

    public ConsentPage(Rooms rooms, Browser browser, Record record, Pages pages) {
        this.rooms = rooms;
        this.browser = browser;
        this.record = record;
        this.pages = pages;
    }

    /// All that must be there for consent to make sense.
    private record Asking(
            PausedRequest paused, ReturnPath back, AuthorizationServer server, Session session, Person person) {
        List<Scope> scopes() {
            return paused.toAsk().stream()
                    .flatMap(name -> server.scope(name).stream())
                    .toList();
        }
    }

    /// GET `/consent?fromURI=…`.
    public Response show(Request request) {
        var asking = asking(request, request.query());
        return asking.map(it -> render(request, it)).orElseGet(() -> elsewhere(request.query()));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        var asking = asking(request, fields);
        if (asking.isEmpty()) return elsewhere(fields);
        var it = asking.get();
        if (!browser.forms().isForSession(fields.first("token").orElse(""), it.session())) return render(request, it);
        return switch (fields.first("decision").orElse("")) {
            case "allow" -> allowed(request, it, Set.copyOf(fields.all("scope")));
            case "deny" -> back(it, new ConsentDecision(it.session().hash().hex(), Set.of(), true));
            default -> render(request, it);
        };
    }

    /// Without a session, or with a request that can't be read or waited too long, `/authorize` knows what to do.
    private static Response elsewhere(Parameters parameters) {
        return Response.seeOther(parameters
                .first("fromURI")
                .flatMap(ReturnPath::parse)
                .orElse(ReturnPath.HOME)
                .text());
    }

    private Optional<Asking> asking(Request request, Parameters parameters) {
        var back = parameters.first("fromURI").flatMap(ReturnPath::parse);
        var opened = back.flatMap(ReturnPath::oktaKey).map(rooms.paused()::open);
        if (opened.isEmpty() || !(opened.get() instanceof Opened.Fresh(var paused))) return Optional.empty();
        return browser.sessions()
                .current(request)
                .flatMap(session -> rooms.people()
                        .byId(session.userId())
                        .flatMap(person -> rooms.servers()
                                .activeOrOrg(paused.serverId())
                                .map(server -> new Asking(paused, back.orElseThrow(), server, session, person))));
    }

    private Response render(Request request, Asking asking) {
        var app = Views.app(rooms.apps(), asking.paused());
        if (app.isEmpty()) return Response.seeOther(asking.back().text());
        var scopes = asking.scopes().stream()
                .map(scope ->
                        new ScopeView(scope.name(), scope.title(), scope.text().description(), scope.optional()))
                .toList();
        var user = asking.person().user();
        return pages.consent(
                200,
                new ConsentView(
                        PATH,
                        browser.forms().forSession(asking.session()),
                        asking.back().text(),
                        app.get(),
                        user.displayName(),
                        user.login(),
                        scopes,
                        request.id()));
    }

    private Response allowed(Request request, Asking asking, Set<String> ticked) {
        var allowed = new HashSet<String>();
        for (Scope scope : asking.scopes()) {
            if (!scope.optional() || ticked.contains(scope.name())) allowed.add(scope.name());
        }
        var clientId = asking.paused().parameters().get("client_id");
        var now = record.clock().instant();
        record.grants()
                .grant(allowed.stream()
                        .map(scope -> new Grant(
                                record.ids().next("oag"),
                                asking.person().id(),
                                clientId,
                                asking.server().id(),
                                scope,
                                now))
                        .toList());
        var target = new Target(clientId, "PublicClientApp", clientId, String.join(" ", allowed));
        var entry = Entry.success(
                EventType.CONSENT_GRANT, SystemLog.actor(asking.person().user()), target);
        record.log().write(request, Optional.of(asking.session()), entry);
        return back(asking, new ConsentDecision(asking.session().hash().hex(), allowed, false));
    }

    private Response back(Asking asking, ConsentDecision decision) {
        var key = rooms.paused().seal(asking.paused().with(decision));
        return Response.seeOther(
                ReturnPath.toAuthorize(asking.paused().serverId(), key).text());
    }
}
