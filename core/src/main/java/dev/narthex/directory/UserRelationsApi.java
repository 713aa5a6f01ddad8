package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppStore;
import dev.narthex.directory.UsersApi.Hands;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.groups.Group;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What belongs to a person: groups, blocks, identity providers, sessions.
public final class UserRelationsApi {
    private static final int MOST_APPS = 1_000;

    private final Rooms rooms;
    private final Hands hands;
    private final GroupJson groupJson;
    private final AppStore apps;
    private final Consumer<String> forgetDevices;

    /// @param forgetDevices given a person's id, makes strangers of their browsers
    public UserRelationsApi(
            Rooms rooms, Hands hands, GroupJson groupJson, AppStore apps, Consumer<String> forgetDevices) {
        this.rooms = rooms;
        this.hands = hands;
        this.groupJson = groupJson;
        this.apps = apps;
        this.forgetDevices = forgetDevices;
    }

    /// GET `/api/v1/users/{id}/groups`, Everyone first.
    public Response groups(Request request, Caller caller) {
        return of(request, caller, user -> {
            var groups = new ArrayList<Group>();
            rooms.groups().byName(Group.EVERYONE).ifPresent(groups::add);
            groups.addAll(rooms.groups().groupsOf(user.id()));
            return Response.json(200, groups.stream().map(groupJson::json).toList());
        });
    }

    /// GET `/api/v1/users/{id}/appLinks`: the active apps that are theirs, directly or by a group, or everybody's.
    public Response appLinks(Request request, Caller caller) {
        return of(request, caller, user -> {
            var groupIds = rooms.groups().groupsOf(user.id()).stream()
                    .map(Group::id)
                    .collect(Collectors.toCollection(HashSet::new));
            rooms.groups().byName(Group.EVERYONE).map(Group::id).ifPresent(groupIds::add);
            var assigned = apps.search(
                    AppSearch.ALL.thatIs(true).assignedTo(Optional.of(user.id()), groupIds),
                    Optional.empty(),
                    MOST_APPS);
            var all = new TreeMap<String, App>();
            assigned.forEach(app -> all.put(app.id(), app));
            apps.search(AppSearch.ALL.thatIs(true), Optional.empty(), MOST_APPS).stream()
                    .filter(app -> app.settings().everyone())
                    .forEach(app -> all.put(app.id(), app));
            return Response.json(200, all.values().stream().map(this::appLink).toList());
        });
    }

    private Map<String, Object> appLink(App app) {
        var link = new LinkedHashMap<String, Object>();
        link.put("id", app.id());
        link.put("label", app.label());
        link.put(
                "linkUrl",
                app.settings().extra().get("initiate_login_uri") instanceof String address
                        ? address
                        : rooms.json().baseUrl() + "/app/UserHome");
        link.put("logoUrl", app.settings().branding().logoUri().orElse(null));
        link.put("appName", "oidc_client");
        link.put("appInstanceId", app.id());
        link.put("appAssignmentId", app.id());
        link.put("credentialsSetup", false);
        link.put("hidden", false);
        link.put("sortOrder", 0);
        return link;
    }

    /// GET `/api/v1/users/{id}/idps`: nobody comes by way of another identity provider.
    public Response identityProviders(Request request, Caller caller) {
        return of(request, caller, _ -> Response.json(200, List.of()));
    }

    /// GET `/api/v1/users/{id}/factors` and what could be enrolled: nobody has any beside the password.
    public Response factors(Request request, Caller caller) {
        return of(request, caller, _ -> Response.json(200, List.of()));
    }

    /// POST `/api/v1/users/{id}/lifecycle/reset_factors`: there are none to take away.
    public Response resetFactors(Request request, Caller caller) {
        return of(request, caller, _ -> Response.json(200, AccountsResponder.NOTHING));
    }

    /// GET `/api/v1/users/{id}/blocks`.
    public Response blocks(Request request, Caller caller) {
        return of(request, caller, user -> Response.json(200, rooms.json().blocks(user)));
    }

    /// DELETE `/api/v1/users/{id}/sessions`, and with `oauthTokens=true` their tokens. Unless `forgetDevices=false`,
    /// every browser is a stranger's until it has signed in again.
    public Response endSessions(Request request, Caller caller) {
        return of(request, caller, user -> {
            boolean tokens =
                    request.query().first("oauthTokens").filter("true"::equals).isPresent();
            hands.accounts().signOutEverywhere(user.id(), tokens);
            boolean kept = request.query()
                    .first("forgetDevices")
                    .filter("false"::equals)
                    .isPresent();
            if (!kept) forgetDevices.accept(user.id());
            hands.log().user(request, caller, EventType.SESSION_CLEAR, user);
            return Response.empty(204);
        });
    }

    private Response of(Request request, Caller caller, Function<User, Response> answer) {
        return rooms.lookup().named(request, caller).map(answer).orElseGet(() -> AccountsResponder.unknown(request));
    }
}
