package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.UsersApi.Hands;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.groups.Group;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.users.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// What belongs to a person: groups, blocks, identity providers, sessions.
public final class UserRelationsApi {
    private final Rooms rooms;
    private final Hands hands;
    private final GroupJson groupJson;
    private final Consumer<String> forgetDevices;

    /// @param forgetDevices given a person's id, makes strangers of their browsers
    public UserRelationsApi(Rooms rooms, Hands hands, GroupJson groupJson, Consumer<String> forgetDevices) {
        this.rooms = rooms;
        this.hands = hands;
        this.groupJson = groupJson;
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

    /// GET `/api/v1/users/{id}/idps`: nobody comes by way of another identity provider.
    public Response identityProviders(Request request, Caller caller) {
        return of(request, caller, _ -> Response.json(200, List.of()));
    }

    /// GET `/api/v1/users/{id}/blocks`: who is locked out is so for browsers that they have not used before.
    public Response blocks(Request request, Caller caller) {
        return of(request, caller, user -> {
            boolean blocked = rooms.json().isLockedOut(user);
            return Response.json(
                    200, blocked ? List.of(Map.of("type", "DEVICE_BASED", "appliesTo", "UNKNOWN_DEVICES")) : List.of());
        });
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
