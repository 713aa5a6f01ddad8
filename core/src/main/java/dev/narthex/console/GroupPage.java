package dev.narthex.console;

import dev.narthex.console.GroupsPage.Typed;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.GroupStore.Replacement;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.page.Field;
import dev.narthex.page.console.ConfirmView;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.GroupView;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import dev.narthex.users.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One group: who is in it, its name, and its end.
public final class GroupPage {
    private static final int LIMIT = 50;

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final GroupStore groups;
    private final UserStore users;
    private final InstantSource clock;

    public GroupPage(
            ConsoleResponder console, ConsolePages pages, GroupStore groups, UserStore users, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.groups = groups;
        this.users = users;
        this.clock = clock;
    }

    /// GET `/admin/groups/{group}`.
    public Response show(Request request) {
        return console.as(
                request,
                Right.LOOK,
                admin -> of(
                        request,
                        group ->
                                page(request, admin, 200, group, Typed.of(group).fields(List.of()))));
    }

    /// POST `/admin/groups/{group}`.
    public Response save(Request request) {
        return console.changing(
                request,
                Right.MANAGE,
                (admin, fields) -> mutable(request, group -> {
                    var typed = Typed.of(fields);
                    if (!typed.isFine()) return page(request, admin, 400, group, typed.fields(typed.faults()));
                    return save(request, admin, group, typed);
                }));
    }

    private Response save(Request request, Administrator admin, Group group, Typed typed) {
        var next = new Group(
                group.id(),
                typed.name(),
                typed.description(),
                false,
                group.created(),
                clock.instant(),
                group.lastMembershipUpdated());
        return switch (groups.replace(next)) {
            case Replacement.NameTaken() -> page(request, admin, 400, group, typed.fields(GroupsPage.TAKEN));
            case Replacement.Gone() -> gone(request);
            case Replacement.Replaced() -> {
                console.record(request, admin, EventType.GROUP_UPDATE, GroupsPage.target(next));
                yield Response.seeOther(GroupsPage.path(group.id()) + "?done=saved");
            }
        };
    }

    /// GET `/admin/groups/{group}/delete`.
    public Response confirm(Request request) {
        return console.as(
                request,
                Right.MANAGE,
                admin -> mutable(request, group -> {
                    String path = GroupsPage.path(group.id());
                    return pages.confirm(new ConfirmView(
                            console.shell(request, admin, Section.GROUPS, "Delete"),
                            group.name(),
                            "The people in it stay, without what the group gave them: claims, rules and apps that name it.",
                            "Delete the group",
                            path + "/delete",
                            path,
                            true,
                            Optional.empty()));
                }));
    }

    /// POST `/admin/groups/{group}/delete`.
    public Response delete(Request request) {
        return console.changing(
                request,
                Right.MANAGE,
                (admin, _) -> mutable(request, group -> {
                    if (!groups.delete(group.id(), clock.instant())) return gone(request);
                    console.record(request, admin, EventType.GROUP_DELETE, GroupsPage.target(group));
                    return Response.seeOther(Section.GROUPS.path() + "?done=removed");
                }));
    }

    private Response of(Request request, Function<Group, Response> then) {
        return groups.byId(request.pathParameter("group")).map(then).orElseGet(() -> gone(request));
    }

    private Response mutable(Request request, Function<Group, Response> then) {
        return of(request, group -> group.builtIn() ? console.notYours(request) : then.apply(group));
    }

    private Response gone(Request request) {
        return console.gone(request, "group", Section.GROUPS.path());
    }

    private Response page(Request request, Administrator admin, int status, Group group, List<Field> fields) {
        String path = GroupsPage.path(group.id());
        var ids = groups.members(group.id(), request.query().first("after"), LIMIT);
        var now = clock.instant();
        var members = users.byIds(ids).stream()
                .map(user -> new GroupView.Member(user.id(), user.displayName(), user.login(), Pills.of(user, now)))
                .toList();
        var next =
                Optional.of(path + "?after=").filter(_ -> ids.size() == LIMIT).map(it -> it + ids.getLast());
        boolean changeable = admin.may(Right.MANAGE) && !group.builtIn();
        var shell = console.shell(request, admin, Section.GROUPS, group.name());
        return pages.group(
                status,
                new GroupView(
                        shell,
                        path,
                        group.description().orElse(""),
                        members,
                        next,
                        fields,
                        group.builtIn(),
                        changeable));
    }
}
