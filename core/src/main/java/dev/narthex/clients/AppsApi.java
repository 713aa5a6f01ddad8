package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppStore;
import dev.narthex.groups.People;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.Issuers;
import dev.narthex.users.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/api/v1/apps`: apps that sign people in by OpenID Connect.
public final class AppsApi {
    private static final int USUAL = 20;
    private static final int MOST = 200;

    private final Registrar registrar;
    private final AppReader reader;
    private final AppJson json;
    private final AppLog log;
    private final Lookup lookup;
    private final Authority authority;

    /// Where lists come from.
    public record Lookup(AppStore store, People people, AssignmentJson assignments, Issuers issuers) {}

    public AppsApi(
            Registrar registrar, AppReader reader, AppJson json, AppLog log, Lookup lookup, Authority authority) {
        this.registrar = registrar;
        this.reader = reader;
        this.json = json;
        this.log = log;
        this.lookup = lookup;
        this.authority = authority;
    }

    public Response list(Request request, Caller caller) {
        var asked = asked(request);
        if (asked.isEmpty()) {
            return OktaError.of(400, "E0000031", "Invalid search criteria.").response(request);
        }
        var page = Listing.asked(request, USUAL, MOST);
        var found = lookup.store().search(asked.get(), page.after(), page.fetch());
        return page.response(request, lookup.issuers().baseUrl(), found, app -> expanded(request, app), App::id);
    }

    private Optional<AppSearch> asked(Request request) {
        var filter = request.query().first("filter");
        var search = filter.isEmpty()
                ? Optional.of(AppSearch.ALL)
                : AppFilter.parse(filter.get(), this::groupsOf, json.kid());
        var prefix = request.query().first("q");
        return prefix.isEmpty() ? search : search.map(it -> it.beginning(prefix.get()));
    }

    private Set<String> groupsOf(String userId) {
        return lookup.people().byId(userId).map(Person::groupIds).orElse(Set.of());
    }

    /// With `expand=user/{id}`: with that user's assignment.
    private Map<String, Object> expanded(Request request, App app) {
        var written = json.of(app);
        request.query()
                .first("expand")
                .filter(expand -> expand.startsWith("user/"))
                .flatMap(expand -> lookup.assignments().user(app, expand.substring("user/".length())))
                .ifPresent(user -> written.put("_embedded", Map.of("user", user)));
        return written;
    }

    public Response get(Request request, Caller caller) {
        return registrar
                .byId(request.pathParameter("app"))
                .map(app -> {
                    var written = expanded(request, app);
                    if (Authority.isWhole(request)) {
                        written.put("credentials", json.withSecret(app).get("credentials"));
                    }
                    return Response.json(200, written);
                })
                .orElseGet(() -> unknown(request));
    }

    public Response create(Request request, Caller caller) {
        var body = Fields.of(request.json());
        var draft = reader.read(body, Optional.empty());
        var refused = refusal(body);
        if (refused.isPresent()) return refused.get().response(request);
        boolean active = !request.query().first("activate").equals(Optional.of("false"));
        return registrar
                .register(draft, active)
                .map(app -> {
                    log.write(request, caller.actor(), created(active), app);
                    return Response.json(200, json.withSecret(app));
                })
                .orElseGet(() -> taken().response(request));
    }

    private static List<EventType> created(boolean active) {
        return active
                ? List.of(EventType.APP_CREATE, EventType.CLIENT_CREATE, EventType.APP_ACTIVATE)
                : List.of(EventType.APP_CREATE, EventType.CLIENT_CREATE);
    }

    static OktaError taken() {
        return OktaError.invalid(
                "credentials.oauthClient.client_id", "credentials.oauthClient.client_id: is taken by another app");
    }

    /// Other ways to sign on are known, and not offered; unknown ones are a mistake, as all else.
    private static Optional<OktaError> refusal(Fields body) {
        var mode = body.text("signOnMode", 100);
        if (mode.filter(AppReader.OTHER_MODES::contains).isPresent()) {
            return Optional.of(OktaError.of(501, "E0000060", "Unsupported operation: only OPENID_CONNECT is offered."));
        }
        if (mode.isEmpty()) body.requiredText("signOnMode", 100);
        body.oneOf("signOnMode", List.of(AppReader.MODE));
        return body.error("application");
    }

    public Response replace(Request request, Caller caller) {
        var app = registrar.byId(request.pathParameter("app"));
        if (app.isEmpty()) return unknown(request);
        if (!authority.mayBe(request, app.get())) return OktaError.forbidden().response(request);
        var body = Fields.of(request.json());
        var draft = reader.read(body, Optional.of(app.get().settings()));
        draft.clientId()
                .filter(id -> !id.equals(app.get().clientId()))
                .ifPresent(_ -> body.fault("credentials.oauthClient.client_id", "can't be changed"));
        var refused = refusal(body);
        if (refused.isPresent()) return refused.get().response(request);
        return registrar
                .replace(app.get().id(), draft)
                .map(changed -> {
                    log.write(request, caller.actor(), List.of(EventType.APP_UPDATE, EventType.CLIENT_UPDATE), changed);
                    return Response.json(200, json.withSecret(changed));
                })
                .orElseGet(() -> unknown(request));
    }

    public Response activate(Request request, Caller caller) {
        return setActive(request, caller, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return setActive(request, caller, false);
    }

    private Response setActive(Request request, Caller caller, boolean active) {
        var app = registrar.byId(request.pathParameter("app"));
        if (app.isPresent() && app.get().active() == active) return Response.json(200, Map.of());
        return app.flatMap(known -> registrar.setActive(known.id(), active))
                .map(changed -> {
                    var type = active ? EventType.APP_ACTIVATE : EventType.APP_DEACTIVATE;
                    log.write(request, caller.actor(), type, changed);
                    return Response.json(200, Map.of());
                })
                .orElseGet(() -> unknown(request));
    }

    public Response delete(Request request, Caller caller) {
        var app = registrar.byId(request.pathParameter("app"));
        if (app.isEmpty()) return unknown(request);
        if (app.get().active()) {
            return OktaError.of(403, "E0000056", "Delete application forbidden: deactivate it first.")
                    .response(request);
        }
        if (!registrar.delete(app.get().id())) return unknown(request);
        log.write(request, caller.actor(), List.of(EventType.APP_DELETE, EventType.CLIENT_DELETE), app.get());
        return Response.empty(204);
    }

    static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("app"), "AppInstance").response(request);
    }
}
