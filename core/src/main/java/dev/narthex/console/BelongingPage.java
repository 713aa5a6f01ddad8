package dev.narthex.console;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.roles.Right;
import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.roles.RoleStore;
import dev.narthex.roles.RoleStore.Assignment;
import dev.narthex.users.User;
import java.time.InstantSource;
import java.util.Optional;

/// Puts a person into groups and takes them out, and does the same with roles.
public final class BelongingPage {
    private final ConsoleResponder console;
    private final Hands hands;
    private final Ids ids;
    private final InstantSource clock;

    public record Hands(GroupStore groups, RoleStore roles) {}

    public BelongingPage(ConsoleResponder console, Hands hands, Ids ids, InstantSource clock) {
        this.console = console;
        this.hands = hands;
        this.ids = ids;
        this.clock = clock;
    }

    /// POST `/admin/people/{id}/groups`: into the group that is named.
    public Response join(Request request) {
        return console.changing(
                request,
                Right.MANAGE,
                (admin, fields) -> console.about(request, admin, Right.MANAGE, user -> {
                    String name = fields.first("group").orElse("").strip();
                    var group = hands.groups().byName(name).filter(it -> !it.builtIn());
                    if (group.isEmpty()) {
                        return console.tell(
                                request,
                                404,
                                "No such group",
                                "There is no group of exactly this name that people can be put into.",
                                PersonPage.path(user.id()));
                    }
                    if (hands.groups().addMember(group.get().id(), user.id(), clock.instant())) {
                        record(request, admin, EventType.MEMBER_ADD, user, group.get());
                    }
                    return back(user);
                }));
    }

    /// POST `/admin/people/{id}/groups/{group}/leave`.
    public Response leave(Request request) {
        return console.changing(
                request,
                Right.MANAGE,
                (admin, _) -> console.about(request, admin, Right.MANAGE, user -> {
                    var group = hands.groups().byId(request.pathParameter("group"));
                    group.filter(it -> hands.groups().removeMember(it.id(), user.id(), clock.instant()))
                            .ifPresent(it -> record(request, admin, EventType.MEMBER_REMOVE, user, it));
                    return back(user);
                }));
    }

    /// POST `/admin/people/{id}/roles`.
    public Response appoint(Request request) {
        return appointing(request, (admin, user) -> {
            Optional<Role> role = request.form().first("role").flatMap(Role::named);
            role.map(it -> new RoleAssignment(ids.next("ra1"), user.id(), it, clock.instant()))
                    .filter(it -> hands.roles().assign(it) instanceof Assignment.Assigned)
                    .ifPresent(it -> console.record(
                            request, admin, EventType.ROLE_GRANT, PersonActionPage.target(user), target(it.role())));
        });
    }

    /// POST `/admin/people/{id}/roles/{role}/take`.
    public Response dismiss(Request request) {
        String id = request.pathParameter("role");
        return appointing(
                request,
                (admin, user) -> hands.roles().of(user.id()).stream()
                        .filter(held -> held.id().equals(id) && hands.roles().remove(user.id(), id))
                        .forEach(held -> console.record(
                                request,
                                admin,
                                EventType.ROLE_REVOKE,
                                PersonActionPage.target(user),
                                target(held.role()))));
    }

    private interface Appointment {
        void of(Administrator admin, User user);
    }

    /// Nobody raises or lowers themselves.
    private Response appointing(Request request, Appointment appointment) {
        return console.changing(
                request,
                Right.ALL,
                (admin, _) -> console.about(request, admin, Right.MANAGE, user -> {
                    if (admin.is(user.id())) return console.notYours(request);
                    appointment.of(admin, user);
                    return back(user);
                }));
    }

    private void record(Request request, Administrator admin, EventType type, User user, Group group) {
        console.record(request, admin, type, PersonActionPage.target(user), GroupsPage.target(group));
    }

    private static Target target(Role role) {
        return new Target(role.name(), "ROLE", role.name(), role.label());
    }

    private static Response back(User user) {
        return Response.seeOther(PersonPage.path(user.id()) + "?done=saved");
    }
}
