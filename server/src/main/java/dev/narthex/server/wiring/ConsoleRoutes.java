package dev.narthex.server.wiring;

import dev.narthex.clients.AppReader;
import dev.narthex.clients.Registrar;
import dev.narthex.console.AppFormPage;
import dev.narthex.console.AppPage;
import dev.narthex.console.AppsPage;
import dev.narthex.console.BelongingPage;
import dev.narthex.console.ConsoleResponder;
import dev.narthex.console.EditPersonPage;
import dev.narthex.console.EventsPage;
import dev.narthex.console.GroupPage;
import dev.narthex.console.GroupsPage;
import dev.narthex.console.NewPersonPage;
import dev.narthex.console.PeoplePage;
import dev.narthex.console.PersonActionPage;
import dev.narthex.console.PersonPage;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.page.console.ConsolePages;

/// Where administrators look after the org.
final class ConsoleRoutes {
    private static final String PEOPLE = "/admin/people";
    private static final String PERSON = PEOPLE + "/{id}";
    private static final String GROUPS = "/admin/groups";
    private static final String GROUP = GROUPS + "/{group}";

    private static final String APPS = "/admin/apps";
    private static final String APP = APPS + "/{app}";

    private final Router router;
    private final Foundation base;
    private final ConsoleResponder console;
    private final ConsolePages pages;

    private ConsoleRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        var storage = base.world.storage();
        var doors = new ConsoleResponder.Doors(base.sessions, storage.users(), storage.roles(), base.forms);
        this.console = new ConsoleResponder(doors, base.log, base.pages);
        this.pages = new ConsolePages(base.assets, base.pages);
    }

    static void add(Router router, Foundation base) {
        var routes = new ConsoleRoutes(router, base);
        router.get("/admin", _ -> Response.found(PEOPLE));
        routes.people();
        routes.person();
        routes.forms();
        routes.groups();
        routes.apps();
    }

    private void people() {
        var storage = base.world.storage();
        var people = new PeoplePage(console, pages, storage.userSearch(), base.world.clock());
        var events = new EventsPage(console, pages, storage.log(), storage.users(), base.world.clock());
        var rooms = new PersonPage.Rooms(base.schemas, storage.groups(), storage.roles(), base.sessions);
        var person = new PersonPage(console, pages, rooms, events, base.world.clock());
        router.get(PEOPLE, people::show).get(PERSON, person::show).get("/admin/log", events::show);
    }

    private void person() {
        var storage = base.world.storage();
        var action = new PersonActionPage(console, pages, new PersonActionPage.Hands(base.accounts, base.links));
        var hands = new BelongingPage.Hands(storage.groups(), storage.roles());
        var belonging = new BelongingPage(console, hands, base.ids, base.world.clock());
        router.get(PERSON + "/do/{action}", action::show)
                .post(PERSON + "/do/{action}", action::submit)
                .post(PERSON + "/sessions", action::endSessions)
                .post(PERSON + "/groups", belonging::join)
                .post(PERSON + "/groups/{group}/leave", belonging::leave)
                .post(PERSON + "/roles", belonging::appoint)
                .post(PERSON + "/roles/{role}/take", belonging::dismiss);
    }

    private void forms() {
        var clock = base.world.clock();
        var hands = new NewPersonPage.Hands(base.accounts, base.accountPasswords, base.links);
        var making = new NewPersonPage.Making(base.ids, base.world.secrets().passwords(), clock);
        var newcomer = new NewPersonPage(console, pages, base.schemas, hands, making);
        var edit = new EditPersonPage(console, pages, new EditPersonPage.Hands(base.schemas, base.accounts), clock);
        router.get(PEOPLE + "/new", newcomer::show).post(PEOPLE + "/new", newcomer::submit);
        router.get(PERSON + "/profile", edit::show).post(PERSON + "/profile", edit::submit);
    }

    private void groups() {
        var storage = base.world.storage();
        var groups = new GroupsPage(console, pages, storage.groups(), base.ids, base.world.clock());
        var group = new GroupPage(console, pages, storage.groups(), storage.users(), base.world.clock());
        router.get(GROUPS, groups::show)
                .post(GROUPS, groups::create)
                .get(GROUP, group::show)
                .post(GROUP, group::save)
                .get(GROUP + "/delete", group::confirm)
                .post(GROUP + "/delete", group::delete);
    }

    private void apps() {
        var storage = base.world.storage();
        var secrets = ClientRoutes.secrets(base);
        var registrar = new Registrar(storage.apps(), secrets, base.ids, base.world.clock());
        var rooms = new AppPage.Rooms(storage.apps(), storage.assignments(), storage.groups());
        var apps = new AppsPage(console, pages, storage.apps());
        var app = new AppPage(console, pages, registrar, secrets, rooms, base.world.clock());
        var reader = new AppReader(base.world.outbound().rules());
        var form = new AppFormPage(console, pages, registrar, reader, ClientRoutes.appJson(base, secrets));
        router.get(APPS, apps::show)
                .get(APPS + "/new", form::fresh)
                .post(APPS + "/new", form::create)
                .get(APP, app::show)
                .get(APP + "/edit", form::show)
                .post(APP + "/edit", form::save)
                .get(APP + "/do/{action}", app::confirm)
                .post(APP + "/do/{action}", app::submit)
                .post(APP + "/secret", app::secret)
                .post(APP + "/groups", app::assign)
                .post(APP + "/groups/{group}/leave", app::unassign);
    }
}
