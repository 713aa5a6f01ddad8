package dev.narthex.origins;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Fields;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.origins.TrustedOrigin.Revision;
import dev.narthex.origins.TrustedOrigin.Use;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// `/api/v1/trustedOrigins`: which sites may call us from a browser, be redirected to, or frame us.
public final class TrustedOriginsApi {
    private static final int LONGEST = 255;
    private static final int USUAL = 20;
    private static final int MOST = 200;
    private static final String TYPE = "TrustedOrigin";

    private final TrustedOriginStore store;
    private final Ids ids;
    private final InstantSource clock;
    private final SystemLog log;
    private final String baseUrl;

    public TrustedOriginsApi(TrustedOriginStore store, Ids ids, InstantSource clock, SystemLog log, String baseUrl) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.log = log;
        this.baseUrl = baseUrl;
    }

    public Response list(Request request, Caller caller) {
        var filter = asked(request);
        if (filter.isEmpty())
            return OktaError.of(400, "E0000031", "Invalid search criteria.").response(request);
        var page = Listing.asked(request, USUAL, MOST);
        var found = store.all().stream()
                .filter(filter.get())
                .filter(origin -> origin.id().compareTo(page.after().orElse("")) > 0)
                .limit(page.fetch())
                .toList();
        return page.response(request, baseUrl, found, this::json, TrustedOrigin::id);
    }

    private static Optional<Predicate<TrustedOrigin>> asked(Request request) {
        Predicate<TrustedOrigin> named =
                request.query().first("q").map(OriginFilter::holding).orElse(_ -> true);
        var filter = request.query().first("filter");
        return filter.isEmpty()
                ? Optional.of(named)
                : OriginFilter.parse(filter.get()).map(named::and);
    }

    public Response get(Request request, Caller caller) {
        return ofOrigin(request, origin -> Response.json(200, json(origin)));
    }

    public Response create(Request request, Caller caller) {
        var now = clock.instant();
        var by = Optional.of(caller.actor().id());
        var revision = new Revision(now, by, by);
        var blank = new TrustedOrigin(ids.next("tos"), "", "", Set.of(), true, now, revision);
        var body = Fields.of(request.json());
        var origin = read(body, blank);
        var refused = body.error(TYPE);
        if (refused.isPresent()) return refused.get().response(request);
        if (!store.create(origin)) return taken().response(request);
        return done(request, caller, EventType.ORIGIN_CREATE, origin);
    }

    public Response replace(Request request, Caller caller) {
        return ofOrigin(request, before -> {
            var body = Fields.of(request.json());
            var origin = read(body, touched(before, caller));
            var refused = body.error(TYPE);
            if (refused.isPresent()) return refused.get().response(request);
            return kept(request, caller, EventType.ORIGIN_UPDATE, origin);
        });
    }

    private static OktaError taken() {
        return OktaError.invalid(TYPE, "origin: is trusted already");
    }

    private static TrustedOrigin read(Fields body, TrustedOrigin before) {
        String name = body.requiredText("name", LONGEST);
        String given = body.requiredText("origin", LONGEST);
        var origin = WebOrigin.parse(given);
        if (origin.isEmpty() && !given.isBlank()) {
            body.fault("origin", "must be scheme, host and port, such as https://app.example.org");
        }
        boolean active = body.oneOf("status", List.of("ACTIVE", "INACTIVE"))
                .map("ACTIVE"::equals)
                .orElse(before.active());
        return new TrustedOrigin(
                before.id(),
                name,
                origin.map(WebOrigin::text).orElse(""),
                uses(body),
                active,
                before.created(),
                before.revision());
    }

    private static Set<Use> uses(Fields body) {
        var uses = EnumSet.noneOf(Use.class);
        if (!(body.members().get("scopes") instanceof List<?> scopes) || scopes.isEmpty()) {
            body.fault("scopes", "The field cannot be left blank");
            return uses;
        }
        for (Object scope : scopes) {
            use(scope).ifPresentOrElse(uses::add, () -> body.fault("scopes", "must be of " + List.of(Use.values())));
        }
        return uses;
    }

    private static Optional<Use> use(Object scope) {
        if (!(scope instanceof Map<?, ?> members)) return Optional.empty();
        return List.of(Use.values()).stream()
                .filter(use -> use.name().equals(members.get("type")))
                .findFirst();
    }

    public Response activate(Request request, Caller caller) {
        return setActive(request, caller, true);
    }

    public Response deactivate(Request request, Caller caller) {
        return setActive(request, caller, false);
    }

    private Response setActive(Request request, Caller caller, boolean active) {
        var type = active ? EventType.ORIGIN_ACTIVATE : EventType.ORIGIN_DEACTIVATE;
        return ofOrigin(request, before -> {
            if (before.active() == active) return Response.json(200, json(before));
            var it = touched(before, caller);
            return kept(
                    request,
                    caller,
                    type,
                    new TrustedOrigin(it.id(), it.name(), it.origin(), it.uses(), active, it.created(), it.revision()));
        });
    }

    private TrustedOrigin touched(TrustedOrigin it, Caller caller) {
        var revision = new Revision(
                clock.instant(),
                it.revision().createdBy(),
                Optional.of(caller.actor().id()));
        return new TrustedOrigin(it.id(), it.name(), it.origin(), it.uses(), it.active(), it.created(), revision);
    }

    private Response kept(Request request, Caller caller, EventType type, TrustedOrigin origin) {
        return store.replace(origin) ? done(request, caller, type, origin) : taken().response(request);
    }

    private Response done(Request request, Caller caller, EventType type, TrustedOrigin origin) {
        write(request, caller, type, origin);
        return Response.json(200, json(origin));
    }

    private void write(Request request, Caller caller, EventType type, TrustedOrigin origin) {
        var target = new Target(origin.id(), TYPE, origin.origin(), origin.name());
        log.write(request, Optional.empty(), Entry.success(type, caller.actor(), target));
    }

    public Response delete(Request request, Caller caller) {
        return ofOrigin(request, origin -> {
            if (!store.delete(origin.id())) return unknown(request);
            write(request, caller, EventType.ORIGIN_DELETE, origin);
            return Response.empty(204);
        });
    }

    private Response ofOrigin(Request request, Function<TrustedOrigin, Response> answer) {
        String id = request.pathParameter("origin");
        return store.all().stream()
                .filter(origin -> origin.id().equals(id))
                .findFirst()
                .map(answer)
                .orElseGet(() -> unknown(request));
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("origin"), TYPE).response(request);
    }

    private Map<String, Object> json(TrustedOrigin origin) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", origin.id());
        json.put("name", origin.name());
        json.put("origin", origin.origin());
        var scopes = new ArrayList<Map<String, Object>>();
        new TreeSet<>(origin.uses()).forEach(use -> scopes.add(Map.of("type", use.name())));
        json.put("scopes", scopes);
        json.put("status", origin.active() ? "ACTIVE" : "INACTIVE");
        json.put("created", Wire.time(origin.created()));
        json.put("createdBy", origin.revision().createdBy().orElse(null));
        json.put("lastUpdated", Wire.time(origin.revision().lastUpdated()));
        json.put("lastUpdatedBy", origin.revision().lastUpdatedBy().orElse(null));
        String self = baseUrl + "/api/v1/trustedOrigins/" + origin.id();
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(self, "GET", "PUT", "DELETE"));
        String other = origin.active() ? "deactivate" : "activate";
        links.put(other, Wire.link(self + "/lifecycle/" + other, "POST"));
        json.put("_links", links);
        return json;
    }
}
