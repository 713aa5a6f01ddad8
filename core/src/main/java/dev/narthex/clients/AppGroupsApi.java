package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppGroup;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Json;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.Issuers;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `/api/v1/apps/{app}/groups`: whose members may use an app.
public final class AppGroupsApi {
    private static final int USUAL = 20;
    private static final int MOST = 200;

    private final Rooms rooms;
    private final AssignmentJson json;
    private final AppLog log;
    private final Issuers issuers;
    private final InstantSource clock;

    /// Where apps, groups and their assignments are kept.
    public record Rooms(AppStore apps, AssignmentStore assignments, GroupStore groups) {}

    public AppGroupsApi(Rooms rooms, AssignmentJson json, AppLog log, Issuers issuers, InstantSource clock) {
        this.rooms = rooms;
        this.json = json;
        this.log = log;
        this.issuers = issuers;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        return ofApp(request, app -> {
            var page = Listing.asked(request, USUAL, MOST);
            var found = rooms.assignments().groups(app.id(), page.after(), page.fetch());
            return page.response(request, issuers.baseUrl(), found, group -> json.of(app, group), AppGroup::groupId);
        });
    }

    public Response get(Request request, Caller caller) {
        return ofApp(
                request,
                app -> assigned(request, app)
                        .map(group -> Response.json(200, json.of(app, group)))
                        .orElseGet(() -> unknown(request)));
    }

    /// PUT: assigns the group, or changes its assignment. The body may be missing.
    public Response assign(Request request, Caller caller) {
        return ofGroup(request, (app, group) -> {
            var body = Fields.of(request.body().length == 0 ? Map.of() : request.json());
            var before = assigned(request, app);
            int priority = body.number("priority", 0, Integer.MAX_VALUE)
                    .or(() -> before.map(AppGroup::priority))
                    .orElse(0);
            var profile = body.maybeObject("profile").map(Fields::members);
            var refused = body.error("ApplicationGroupAssignment");
            if (refused.isPresent()) return refused.get().response(request);
            var wanted = new AppGroup(group.id(), priority, profile.orElse(Map.of()), clock.instant());
            return kept(request, caller, before.isPresent(), app, wanted);
        });
    }

    /// PATCH with a list of operations on `/priority` and `/profile`.
    // RFC 6902 §4: one operation after the other, all or none.
    public Response patch(Request request, Caller caller) {
        return ofApp(
                request,
                app -> assigned(request, app)
                        .map(before -> AssignmentPatch.apply(Json.readArray(request.body()), before, clock.instant())
                                .map(wanted -> kept(request, caller, true, app, wanted))
                                .orElseGet(() -> OktaError.invalid("patch", "patch: an operation can't be applied")
                                        .response(request)))
                        .orElseGet(() -> unknown(request)));
    }

    private Response kept(Request request, Caller caller, boolean there, App app, AppGroup wanted) {
        rooms.assignments().assign(app.id(), wanted);
        var type = there ? EventType.APP_GROUP_UPDATE : EventType.APP_GROUP_ADD;
        log.write(request, caller.actor(), type, app, target(wanted.groupId()));
        return Response.json(200, json.of(app, wanted));
    }

    public Response unassign(Request request, Caller caller) {
        return ofApp(request, app -> {
            if (!rooms.apps().unassignGroup(app.id(), groupId(request))) return unknown(request);
            log.write(request, caller.actor(), EventType.APP_GROUP_REMOVE, app, target(groupId(request)));
            return Response.empty(204);
        });
    }

    private Target target(String groupId) {
        String name = rooms.groups().byId(groupId).map(Group::name).orElse(groupId);
        return new Target(groupId, "UserGroup", name, name);
    }

    private Optional<AppGroup> assigned(Request request, App app) {
        return rooms.assignments().group(app.id(), groupId(request));
    }

    private Response ofGroup(Request request, BiFunction<App, Group, Response> answer) {
        return ofApp(
                request,
                app -> rooms.groups()
                        .byId(groupId(request))
                        .map(group -> answer.apply(app, group))
                        .orElseGet(() -> OktaError.notFound(groupId(request), "UserGroup")
                                .response(request)));
    }

    private Response ofApp(Request request, Function<App, Response> answer) {
        return rooms.apps().byId(request.pathParameter("app")).map(answer).orElseGet(() -> AppsApi.unknown(request));
    }

    private static String groupId(Request request) {
        return request.pathParameter("group");
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(groupId(request), "ApplicationGroupAssignment")
                .response(request);
    }
}
