package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.GroupStore.Creation;
import dev.narthex.groups.GroupStore.Replacement;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/groups/{group}`: makes, shows, changes and deletes groups. Everyone stays as it is.
public final class GroupsApi {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_024;

    private final GroupStore groups;
    private final GroupJson json;
    private final DirectoryLog log;
    private final Making making;

    public record Making(Ids ids, InstantSource clock) {}

    public GroupsApi(GroupStore groups, GroupJson json, DirectoryLog log, Making making) {
        this.groups = groups;
        this.json = json;
        this.log = log;
        this.making = making;
    }

    public Response get(Request request, Caller caller) {
        return of(request, group -> Response.json(200, json.json(group)));
    }

    /// POST `/api/v1/groups`.
    public Response create(Request request, Caller caller) {
        return read(request, wish -> {
            Instant now = making.clock().instant();
            var group = new Group(making.ids().next("00g"), wish.name(), wish.description(), false, now, now);
            return switch (groups.create(group)) {
                case Creation.NameTaken() -> taken(request);
                case Creation.Created() -> {
                    log.group(request, caller, EventType.GROUP_CREATE, group);
                    yield Response.json(200, json.json(group));
                }
            };
        });
    }

    /// PUT `/api/v1/groups/{group}`.
    public Response replace(Request request, Caller caller) {
        return mutable(
                request,
                group -> read(request, wish -> {
                    var next = new Group(
                            group.id(),
                            wish.name(),
                            wish.description(),
                            false,
                            group.created(),
                            making.clock().instant(),
                            group.lastMembershipUpdated());
                    return switch (groups.replace(next)) {
                        case Replacement.NameTaken() -> taken(request);
                        case Replacement.Gone() -> unknown(request);
                        case Replacement.Replaced() -> {
                            log.group(request, caller, EventType.GROUP_UPDATE, next);
                            yield Response.json(200, json.json(next));
                        }
                    };
                }));
    }

    public Response delete(Request request, Caller caller) {
        return mutable(request, group -> {
            if (!groups.delete(group.id(), making.clock().instant())) return unknown(request);
            log.group(request, caller, EventType.GROUP_DELETE, group);
            return Response.empty(204);
        });
    }

    private record Wish(String name, Optional<String> description) {}

    private static Response read(Request request, Function<Wish, Response> then) {
        var fields = Fields.of(request.json());
        var profile = fields.object("profile");
        var wish = new Wish(
                profile.requiredText("name", LONGEST_NAME).strip(), profile.text("description", LONGEST_DESCRIPTION));
        return fields.error("Group").map(error -> error.response(request)).orElseGet(() -> then.apply(wish));
    }

    private static Response taken(Request request) {
        return OktaError.invalid("name", "name: An object with this field already exists in the current organization")
                .response(request);
    }

    private Response of(Request request, Function<Group, Response> then) {
        return groups.byId(request.pathParameter("group")).map(then).orElseGet(() -> unknown(request));
    }

    private Response mutable(Request request, Function<Group, Response> then) {
        return of(request, group -> group.builtIn() ? immutable(request) : then.apply(group));
    }

    static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("group"), "UserGroup").response(request);
    }

    static Response immutable(Request request) {
        return OktaError.of(403, "E0000006", "A built-in group can't be changed")
                .response(request);
    }
}
