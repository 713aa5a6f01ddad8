package dev.narthex.console;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.GroupStore.Creation;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.page.Field;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.GroupsView;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// All groups, and a form that makes another.
public final class GroupsPage {
    static final int LONGEST_NAME = 255;
    static final int LONGEST_DESCRIPTION = 1_024;
    private static final int LIMIT = 50;

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final GroupStore groups;
    private final Ids ids;
    private final InstantSource clock;

    public GroupsPage(ConsoleResponder console, ConsolePages pages, GroupStore groups, Ids ids, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.groups = groups;
        this.ids = ids;
        this.clock = clock;
    }

    /// What was typed about a group.
    record Typed(String name, Optional<String> description) {
        static Typed of(Parameters fields) {
            return new Typed(
                    fields.first("name").orElse("").strip(),
                    fields.first("description").map(String::strip).filter(it -> !it.isEmpty()));
        }

        static Typed of(Group group) {
            return new Typed(group.name(), group.description());
        }

        /// What is wrong with the name.
        List<String> faults() {
            if (name.isEmpty()) return List.of("Fill this in.");
            return name.length() > LONGEST_NAME ? List.of("Use at most " + LONGEST_NAME + " characters.") : List.of();
        }

        /// What is wrong with the description.
        List<String> faultsOfDescription() {
            boolean fine =
                    description.filter(it -> it.length() > LONGEST_DESCRIPTION).isEmpty();
            return fine ? List.of() : List.of("Use at most " + LONGEST_DESCRIPTION + " characters.");
        }

        boolean isFine() {
            return faults().isEmpty() && faultsOfDescription().isEmpty();
        }

        List<Field> fields(List<String> faults) {
            return List.of(
                    Field.text("name", "Name", name, "off").asRequired(true).with(faults),
                    Field.text("description", "Description", description.orElse(""), "off")
                            .with(faultsOfDescription()));
        }
    }

    static final List<String> TAKEN = List.of("Another group has this name.");

    static String path(String groupId) {
        return Section.GROUPS.path() + "/" + groupId;
    }

    static Target target(Group group) {
        return new Target(group.id(), "UserGroup", "unknown", group.name());
    }

    /// GET `/admin/groups`.
    public Response show(Request request) {
        var empty = new Typed("", Optional.empty());
        return console.as(request, Right.LOOK, admin -> page(request, admin, 200, empty.fields(List.of())));
    }

    /// POST `/admin/groups`.
    public Response create(Request request) {
        return console.changing(request, Right.MANAGE, (admin, fields) -> {
            var typed = Typed.of(fields);
            if (!typed.isFine()) return page(request, admin, 400, typed.fields(typed.faults()));
            var now = clock.instant();
            var group = new Group(ids.next("00g"), typed.name(), typed.description(), false, now, now);
            return switch (groups.create(group)) {
                case Creation.NameTaken() -> page(request, admin, 400, typed.fields(TAKEN));
                case Creation.Created() -> {
                    console.record(request, admin, EventType.GROUP_CREATE, target(group));
                    yield Response.seeOther(path(group.id()) + "?done=created");
                }
            };
        });
    }

    private Response page(Request request, Administrator admin, int status, List<Field> fields) {
        var found = groups.page(request.query().first("after"), LIMIT);
        var next = Optional.of(Section.GROUPS.path() + "?after=")
                .filter(_ -> found.size() == LIMIT)
                .map(it -> it + found.getLast().id());
        var rows = found.stream()
                .map(it -> new GroupsView.Row(
                        path(it.id()), it.name(), it.description().orElse("")))
                .toList();
        var shell = console.shell(request, admin, Section.GROUPS, "Groups");
        var form = admin.may(Right.MANAGE) ? fields : List.<Field>of();
        return pages.groups(status, new GroupsView(shell, rows, next, form));
    }
}
