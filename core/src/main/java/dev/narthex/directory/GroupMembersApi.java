package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppStore;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Listing;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import dev.narthex.users.search.UserQuery;
import dev.narthex.users.search.UserQuery.Position;
import dev.narthex.users.search.UserSearch;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `/api/v1/groups/{group}/users` and `/apps`: who is in a group, and what it is for. Everybody is in Everyone.
public final class GroupMembersApi {
    private static final int MOST = 1_000;
    private static final int USUAL_APPS = 20;
    private static final int MOST_APPS = 200;

    private final GroupStore groups;
    private final UserStore users;
    private final Rooms rooms;
    private final DirectoryLog log;
    private final InstantSource clock;

    public record Rooms(UserLookup lookup, UserSearch search, UserJson json, AppRoom apps) {}

    /// Which apps there are, and how one looks on the wire.
    public record AppRoom(AppStore store, Function<App, Map<String, Object>> json) {}

    public GroupMembersApi(GroupStore groups, UserStore users, Rooms rooms, DirectoryLog log, InstantSource clock) {
        this.groups = groups;
        this.users = users;
        this.rooms = rooms;
        this.log = log;
        this.clock = clock;
    }

    /// GET `…/users`, in the order of ids.
    public Response list(Request request, Caller caller) {
        return of(request, group -> {
            var listing = Listing.asked(request, MOST, MOST);
            var found = group.builtIn()
                    ? everybody(listing)
                    : users.byIds(groups.members(group.id(), listing.after(), listing.fetch()));
            return listing.response(
                    request, rooms.json().baseUrl(), found, user -> rooms.json().listed(request, user), User::id);
        });
    }

    private List<User> everybody(Listing listing) {
        var after = listing.after().map(id -> new Position(false, "", id));
        return rooms.search()
                .find(new UserQuery(Optional.empty(), false, Optional.empty(), after, listing.fetch(), clock.instant()))
                .users();
    }

    /// PUT `…/users/{id}`: who is a member stays one.
    public Response add(Request request, Caller caller) {
        return member(request, caller, (group, user) -> {
            if (groups.addMember(group.id(), user.id(), clock.instant())) {
                log.member(request, caller, EventType.MEMBER_ADD, user, group);
            }
            return Response.empty(204);
        });
    }

    /// DELETE `…/users/{id}`.
    public Response remove(Request request, Caller caller) {
        return member(request, caller, (group, user) -> {
            if (groups.removeMember(group.id(), user.id(), clock.instant())) {
                log.member(request, caller, EventType.MEMBER_REMOVE, user, group);
            }
            return Response.empty(204);
        });
    }

    /// GET `…/apps`.
    public Response apps(Request request, Caller caller) {
        return of(request, group -> {
            var listing = Listing.asked(request, USUAL_APPS, MOST_APPS);
            var asked = AppSearch.ALL.assignedTo(Optional.empty(), Set.of(group.id()));
            var found = rooms.apps().store().search(asked, listing.after(), listing.fetch());
            return listing.response(
                    request, rooms.json().baseUrl(), found, rooms.apps().json(), App::id);
        });
    }

    private Response of(Request request, Function<Group, Response> then) {
        return groups.byId(request.pathParameter("group")).map(then).orElseGet(() -> GroupsApi.unknown(request));
    }

    private Response member(Request request, Caller caller, BiFunction<Group, User, Response> then) {
        return of(request, group -> {
            if (group.builtIn()) return GroupsApi.immutable(request);
            return rooms.lookup()
                    .named(request, caller)
                    .map(user -> then.apply(group, user))
                    .orElseGet(() -> AccountsResponder.unknown(request));
        });
    }
}
