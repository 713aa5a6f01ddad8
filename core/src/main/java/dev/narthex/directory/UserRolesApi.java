package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.directory.UsersApi.Rooms;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.roles.RoleStore;
import dev.narthex.roles.RoleStore.Assignment;
import dev.narthex.users.User;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/api/v1/users/{id}/roles`: who administers the org.
public final class UserRolesApi {
    private final Rooms rooms;
    private final RoleStore roles;
    private final DirectoryLog log;
    private final Making making;

    public record Making(Ids ids, InstantSource clock) {}

    public UserRolesApi(Rooms rooms, RoleStore roles, DirectoryLog log, Making making) {
        this.rooms = rooms;
        this.roles = roles;
        this.log = log;
        this.making = making;
    }

    public Response list(Request request, Caller caller) {
        return of(
                request,
                caller,
                user -> Response.json(
                        200, roles.of(user.id()).stream().map(this::json).toList()));
    }

    public Response get(Request request, Caller caller) {
        return of(
                request,
                caller,
                user -> held(request, user)
                        .map(role -> Response.json(200, json(role)))
                        .orElseGet(() -> unknown(request)));
    }

    /// POST `/api/v1/users/{id}/roles`.
    public Response assign(Request request, Caller caller) {
        var fields = Fields.of(request.json());
        Optional<Role> role = Role.named(fields.requiredText("type", 100));
        if (role.isEmpty()) fields.fault("type", "must be one of " + Role.NAMES);
        return fields.error("Role")
                .map(error -> error.response(request))
                .orElseGet(() -> of(request, caller, user -> assign(request, caller, user, role.orElseThrow())));
    }

    private Response assign(Request request, Caller caller, User user, Role role) {
        var assignment = new RoleAssignment(
                making.ids().next("ra1"), user.id(), role, making.clock().instant());
        return switch (roles.assign(assignment)) {
            case Assignment.Nobody() -> AccountsResponder.unknown(request);
            case Assignment.Held() ->
                OktaError.of(409, "E0000090", "The person holds this role already")
                        .response(request);
            case Assignment.Assigned() -> {
                log.role(request, caller, EventType.ROLE_GRANT, user, role);
                yield Response.json(201, json(assignment));
            }
        };
    }

    public Response remove(Request request, Caller caller) {
        return of(
                request,
                caller,
                user -> held(request, user)
                        .filter(role -> roles.remove(user.id(), role.id()))
                        .map(role -> {
                            log.role(request, caller, EventType.ROLE_REVOKE, user, role.role());
                            return Response.empty(204);
                        })
                        .orElseGet(() -> unknown(request)));
    }

    private Optional<RoleAssignment> held(Request request, User user) {
        String id = request.pathParameter("role");
        return roles.of(user.id()).stream().filter(role -> role.id().equals(id)).findFirst();
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("role"), "RoleAssignment")
                .response(request);
    }

    private Response of(Request request, Caller caller, Function<User, Response> answer) {
        return rooms.lookup().named(request, caller).map(answer).orElseGet(() -> AccountsResponder.unknown(request));
    }

    private Map<String, Object> json(RoleAssignment held) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", held.id());
        json.put("label", held.role().label());
        json.put("type", held.role().name());
        json.put("status", "ACTIVE");
        json.put("created", Wire.time(held.created()));
        json.put("lastUpdated", Wire.time(held.created()));
        json.put("assignmentType", "USER");
        String user = rooms.json().baseUrl() + "/api/v1/users/" + held.userId();
        json.put("_links", Map.of("assignee", Wire.link(user)));
        return json;
    }
}
