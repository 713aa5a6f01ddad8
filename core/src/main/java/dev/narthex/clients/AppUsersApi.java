package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.AppUser;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.Issuers;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/apps/{app}/users`: who may use an app, one by one.
public final class AppUsersApi {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Rooms rooms;
    private final AssignmentJson json;
    private final AppLog log;
    private final Issuers issuers;
    private final InstantSource clock;

    /// Where apps, users and their assignments are kept.
    public record Rooms(AppStore apps, AssignmentStore assignments, UserStore users) {}

    public AppUsersApi(Rooms rooms, AssignmentJson json, AppLog log, Issuers issuers, InstantSource clock) {
        this.rooms = rooms;
        this.json = json;
        this.log = log;
        this.issuers = issuers;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        return ofApp(request, app -> {
            var page = Listing.asked(request, USUAL, MOST);
            var found = rooms.assignments().users(app.id(), page.after(), page.fetch());
            return page.response(request, issuers.baseUrl(), found, user -> json.of(app, user), AppUser::userId);
        });
    }

    public Response get(Request request, Caller caller) {
        return ofApp(
                request,
                app -> json.user(app, userId(request))
                        .map(user -> Response.json(200, user))
                        .orElseGet(() -> unknown(request)));
    }

    /// POST to the list, with the user's id in the body.
    public Response assign(Request request, Caller caller) {
        return ofApp(request, app -> {
            var body = Fields.of(request.json());
            String id = body.requiredText("id", 100);
            var wanted = read(body, id, Optional.empty());
            var refused = body.error("AppUser").or(() -> refusal(id));
            if (refused.isPresent()) return refused.get().response(request);
            if (!rooms.assignments().assign(app.id(), wanted)) {
                return OktaError.of(409, "E0000062", "The user is already assigned to this application.")
                        .response(request);
            }
            return answer(request, caller, EventType.APP_USER_ADD, app, wanted);
        });
    }

    private Optional<OktaError> refusal(String userId) {
        var user = rooms.users().byId(userId);
        if (user.isEmpty()) return Optional.of(OktaError.notFound(userId, "User"));
        if (user.get().status() != User.Status.DEPROVISIONED) return Optional.empty();
        return Optional.of(OktaError.of(403, "E0000117", "An application can't be assigned to an inactive user."));
    }

    /// POST to one assignment: other credentials or another profile. A user who has it by a group gets it directly.
    public Response update(Request request, Caller caller) {
        return ofApp(
                request,
                app -> rooms.assignments()
                        .user(app.id(), userId(request))
                        .map(before -> updated(request, caller, app, before))
                        .orElseGet(() -> unknown(request)));
    }

    private Response updated(Request request, Caller caller, App app, AppUser before) {
        var body = Fields.of(request.json());
        var wanted = read(body, before.userId(), Optional.of(before));
        var refused = body.error("AppUser");
        if (refused.isPresent()) return refused.get().response(request);
        boolean kept = before.direct()
                ? rooms.assignments().update(app.id(), wanted)
                : rooms.assignments().assign(app.id(), wanted);
        return kept ? answer(request, caller, EventType.APP_USER_UPDATE, app, wanted) : unknown(request);
    }

    private AppUser read(Fields body, String id, Optional<AppUser> before) {
        if (body.has("scope")) body.oneOf("scope", List.of("USER", "GROUP"));
        var now = clock.instant();
        var userName = body.object("credentials").text("userName", 100);
        Optional<Map<String, Object>> profile = body.maybeObject("profile").map(Fields::members);
        return new AppUser(
                id,
                true,
                userName.or(() -> before.flatMap(AppUser::userName)),
                profile.or(() -> before.map(AppUser::profile)).orElse(Map.of()),
                before.map(AppUser::created).orElse(now),
                now);
    }

    private Response answer(Request request, Caller caller, EventType type, App app, AppUser assigned) {
        log.write(request, caller.actor(), type, app, target(assigned.userId()));
        return Response.json(200, json.of(app, assigned));
    }

    private Target target(String userId) {
        return rooms.users()
                .byId(userId)
                .map(user -> new Target(user.id(), "User", user.login(), user.displayName()))
                .orElseGet(() -> new Target(userId, "User", userId, userId));
    }

    public Response unassign(Request request, Caller caller) {
        return ofApp(request, app -> {
            if (!rooms.apps().unassignUser(app.id(), userId(request))) return unknown(request);
            log.write(request, caller.actor(), EventType.APP_USER_REMOVE, app, target(userId(request)));
            return Response.empty(204);
        });
    }

    private Response ofApp(Request request, Function<App, Response> answer) {
        return rooms.apps().byId(request.pathParameter("app")).map(answer).orElseGet(() -> AppsApi.unknown(request));
    }

    private static String userId(Request request) {
        return request.pathParameter("user");
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(userId(request), "AppUser").response(request);
    }
}
