package dev.narthex.console;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.PersonView;
import dev.narthex.page.console.PersonView.Belonging;
import dev.narthex.page.console.PersonView.Fact;
import dev.narthex.page.console.PersonView.Named;
import dev.narthex.page.console.PersonView.Rights;
import dev.narthex.page.console.PersonView.Step;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import dev.narthex.roles.Role;
import dev.narthex.roles.RoleAssignment;
import dev.narthex.roles.RoleStore;
import dev.narthex.session.Sessions;
import dev.narthex.users.User;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchemas;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One person: who they are, what can be done, what is theirs, what they did last.
public final class PersonPage {
    private static final int EVENTS = 10;
    private static final int MOST_GROUPS = 200;

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final Rooms rooms;
    private final EventsPage events;
    private final InstantSource clock;

    /// Where what is shown lies.
    public record Rooms(UserSchemas schemas, GroupStore groups, RoleStore roles, Sessions sessions) {}

    public PersonPage(
            ConsoleResponder console, ConsolePages pages, Rooms rooms, EventsPage events, InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.rooms = rooms;
        this.events = events;
        this.clock = clock;
    }

    static String path(String userId) {
        return Section.PEOPLE.path() + "/" + userId;
    }

    /// GET `/admin/people/{id}`.
    public Response show(Request request) {
        return console.as(
                request,
                Right.LOOK,
                admin -> console.about(request, admin, Right.LOOK, user -> pages.person(view(request, admin, user))));
    }

    private PersonView view(Request request, Administrator admin, User user) {
        var roles = rooms.roles().of(user.id());
        var rights = new Rights(
                admin.may(Right.HELP, roles),
                admin.may(Right.MANAGE, roles),
                admin.may(Right.ALL) && !admin.is(user.id()));
        return new PersonView(
                console.shell(request, admin, Section.PEOPLE, user.displayName()),
                path(user.id()),
                new PersonView.Who(user.displayName(), user.login(), Pills.of(user, clock.instant())),
                facts(user),
                steps(admin, user, roles),
                belonging(user, roles),
                events.latest(user.id(), EVENTS),
                rights);
    }

    private List<Fact> facts(User user) {
        var facts = new ArrayList<Fact>();
        for (Attribute attribute : rooms.schemas().current().attributes().values()) {
            Object value = user.profile().get(attribute.name());
            if (value != null) facts.add(new Fact(attribute.title(), Attributes.text(value)));
        }
        facts.add(new Fact("Address proved", user.credentials().emailVerified() ? "yes" : "not yet"));
        facts.add(new Fact("Password", password(user)));
        facts.add(new Fact("Last sign-in", When.of(user.times().lastLogin())));
        facts.add(new Fact("Added", When.of(user.times().created())));
        facts.add(new Fact("Id", user.id()));
        return facts;
    }

    private static String password(User user) {
        if (!user.credentials().password()) return "none";
        String from = user.credentials().provider() == User.Provider.IMPORT ? "brought along" : "set";
        return user.times()
                .passwordChanged()
                .map(it -> from + " " + When.of(it))
                .orElse(from);
    }

    /// Nobody locks themselves out.
    private List<Step> steps(Administrator admin, User user, List<RoleAssignment> roles) {
        if (admin.is(user.id())) return List.of();
        return Arrays.stream(PersonAction.values())
                .filter(action -> admin.may(action.right(), roles) && action.fits(user, clock.instant()))
                .map(action -> new Step(action.label(), action.path(user.id()), action.grave()))
                .toList();
    }

    private Belonging belonging(User user, List<RoleAssignment> roles) {
        var theirs = rooms.groups().groupsOf(user.id());
        var ids = theirs.stream().map(Group::id).collect(Collectors.toCollection(HashSet::new));
        var joinable = rooms.groups().page(Optional.empty(), MOST_GROUPS).stream()
                .filter(group -> !group.builtIn() && !ids.contains(group.id()))
                .map(Group::name)
                .sorted()
                .toList();
        var held = roles.stream().map(RoleAssignment::role).toList();
        var left = Arrays.stream(Role.values())
                .filter(role -> !held.contains(role))
                .map(role -> new Named(role.name(), role.label(), false))
                .toList();
        return new Belonging(
                theirs.stream()
                        .map(it -> new Named(it.id(), it.name(), it.builtIn()))
                        .toList(),
                joinable,
                roles.stream()
                        .map(it -> new Named(it.id(), it.role().label(), false))
                        .toList(),
                left,
                rooms.sessions().aliveOf(user.id()).size());
    }
}
