package dev.narthex.console;

import dev.narthex.apps.App;
import dev.narthex.apps.AppGroup;
import dev.narthex.apps.AppStore;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.clients.ClientSecrets;
import dev.narthex.clients.Registrar;
import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.page.console.AppDetail;
import dev.narthex.page.console.ConfirmView;
import dev.narthex.page.console.ConsolePages;
import dev.narthex.page.console.HandoverView;
import dev.narthex.page.console.PersonView.Fact;
import dev.narthex.page.console.PersonView.Named;
import dev.narthex.page.console.PersonView.Step;
import dev.narthex.page.console.Section;
import dev.narthex.roles.Right;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// One app: what it is, who may use it, its secret, and its end.
public final class AppPage {
    private static final int MOST_GROUPS = 200;

    private final ConsoleResponder console;
    private final ConsolePages pages;
    private final Registrar registrar;
    private final ClientSecrets secrets;
    private final Rooms rooms;
    private final InstantSource clock;

    /// Who may use an app.
    public record Rooms(AppStore apps, AssignmentStore assignments, GroupStore groups) {}

    public AppPage(
            ConsoleResponder console,
            ConsolePages pages,
            Registrar registrar,
            ClientSecrets secrets,
            Rooms rooms,
            InstantSource clock) {
        this.console = console;
        this.pages = pages;
        this.registrar = registrar;
        this.secrets = secrets;
        this.rooms = rooms;
        this.clock = clock;
    }

    static String path(App app) {
        return Section.APPS.path() + "/" + app.id();
    }

    static Target target(App app) {
        return new Target(app.id(), "AppInstance", app.label(), app.label());
    }

    /// GET `/admin/apps/{app}`.
    public Response show(Request request) {
        return console.as(request, Right.ALL, admin -> of(request, app -> pages.app(view(request, admin, app))));
    }

    private AppDetail view(Request request, Administrator admin, App app) {
        var assigned = rooms.assignments().groups(app.id(), Optional.empty(), MOST_GROUPS).stream()
                .flatMap(it -> rooms.groups().byId(it.groupId()).stream())
                .map(group -> new Named(group.id(), group.name(), false))
                .toList();
        var names = assigned.stream().map(Named::name).toList();
        var assignable = rooms.groups().page(Optional.empty(), MOST_GROUPS).stream()
                .map(Group::name)
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        return new AppDetail(
                console.shell(request, admin, Section.APPS, app.label()),
                path(app),
                AppsPage.pill(app),
                facts(app),
                steps(app),
                app.settings().authentication().bySecret(),
                app.settings().everyone(),
                assigned,
                assignable);
    }

    private static List<Fact> facts(App app) {
        var oauth = app.settings().oauth();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Client id", app.clientId()));
        facts.add(new Fact("Kind", AppKind.wordFor(app)));
        facts.add(new Fact(
                "Grants", String.join(", ", oauth.grantTypes().stream().sorted().toList())));
        facts.add(new Fact("Proves itself by", app.settings().authentication().method()));
        oauth.redirectUris().forEach(uri -> facts.add(new Fact("Redirect URI", uri)));
        oauth.postLogoutRedirectUris().forEach(uri -> facts.add(new Fact("After signing out", uri)));
        facts.add(
                new Fact("Asks people for consent", oauth.consentMethod().name().equals("REQUIRED") ? "yes" : "no"));
        facts.add(new Fact("Changed", When.of(app.revision().lastUpdated())));
        return facts;
    }

    private static List<Step> steps(App app) {
        return Stream.of(AppAction.ACTIVATE, AppAction.DEACTIVATE, AppAction.DELETE)
                .filter(action -> app.active() == (action == AppAction.DEACTIVATE))
                .map(action -> new Step(action.label(), action.path(path(app)), action.grave()))
                .toList();
    }

    /// GET `/admin/apps/{app}/do/{action}`.
    public Response confirm(Request request) {
        return console.as(
                request,
                Right.ALL,
                admin -> wished(request, (app, action) -> {
                    var shell = console.shell(request, admin, Section.APPS, action.label());
                    return pages.confirm(new ConfirmView(
                            shell,
                            app.label(),
                            action.consequence(),
                            action.label(),
                            action.path(path(app)),
                            path(app),
                            action.grave(),
                            Optional.empty()));
                }));
    }

    /// POST of the same.
    public Response submit(Request request) {
        return console.changing(
                request,
                Right.ALL,
                (admin, _) -> wished(request, (app, action) -> switch (action) {
                    case ACTIVATE ->
                        changed(request, admin, EventType.APP_ACTIVATE, registrar.setActive(app.id(), true));
                    case DEACTIVATE ->
                        changed(request, admin, EventType.APP_DEACTIVATE, registrar.setActive(app.id(), false));
                    case RENEW_SECRET -> renewed(request, admin, app);
                    case DELETE -> deleted(request, admin, app);
                }));
    }

    private Response wished(Request request, BiFunction<App, AppAction, Response> then) {
        return of(
                request,
                app -> AppAction.of(request.pathParameter("action"))
                        .map(action -> then.apply(app, action))
                        .orElseGet(() -> console.gone(request, "operation", path(app))));
    }

    private Response changed(Request request, Administrator admin, EventType type, Optional<App> result) {
        if (result.isEmpty()) return console.gone(request, "app", Section.APPS.path());
        console.record(request, admin, type, target(result.get()));
        return back(result.get(), "done");
    }

    private Response deleted(Request request, Administrator admin, App app) {
        // An app that is in use is taken out of use first, so that no click ends it.
        if (app.active() || !registrar.delete(app.id())) return console.gone(request, "app to delete", path(app));
        console.record(request, admin, EventType.APP_DELETE, target(app));
        return Response.seeOther(Section.APPS.path() + "?done=removed");
    }

    private Response renewed(Request request, Administrator admin, App app) {
        if (!app.settings().authentication().bySecret()) return console.gone(request, "secret", path(app));
        var renewed = registrar.renewSecret(app.id());
        if (renewed.isEmpty()) return console.gone(request, "app", Section.APPS.path());
        console.record(request, admin, EventType.CLIENT_SECRET_CREATE, target(app));
        return handover(request, admin, renewed.get());
    }

    /// POST `/admin/apps/{app}/secret`: shows it.
    public Response secret(Request request) {
        return console.changing(request, Right.ALL, (admin, _) -> of(request, app -> handover(request, admin, app)));
    }

    private Response handover(Request request, Administrator admin, App app) {
        var secret = secrets.current(app.settings());
        if (secret.isEmpty()) return console.gone(request, "secret", path(app));
        return pages.handover(new HandoverView(
                console.shell(request, admin, Section.APPS, "Client secret"),
                app.label(),
                "Whoever has it can act as this app. Give it to the server of the app and to nobody else.",
                "Secret",
                secret.get(),
                path(app)));
    }

    /// POST `/admin/apps/{app}/groups`: its members may use the app.
    public Response assign(Request request) {
        return console.changing(
                request,
                Right.ALL,
                (admin, fields) -> of(request, app -> {
                    var group = rooms.groups()
                            .byName(fields.first("group").orElse("").strip());
                    if (group.isEmpty()) return console.gone(request, "group", path(app));
                    rooms.assignments()
                            .assign(app.id(), new AppGroup(group.get().id(), 0, Map.of(), clock.instant()));
                    console.record(
                            request, admin, EventType.APP_GROUP_ADD, target(app), GroupsPage.target(group.get()));
                    return back(app, "saved");
                }));
    }

    /// POST `/admin/apps/{app}/groups/{group}/leave`.
    public Response unassign(Request request) {
        return console.changing(
                request,
                Right.ALL,
                (admin, _) -> of(request, app -> {
                    var group = rooms.groups().byId(request.pathParameter("group"));
                    group.filter(it -> rooms.apps().unassignGroup(app.id(), it.id()))
                            .ifPresent(it -> console.record(
                                    request, admin, EventType.APP_GROUP_REMOVE, target(app), GroupsPage.target(it)));
                    return back(app, "saved");
                }));
    }

    private static Response back(App app, String notice) {
        return Response.seeOther(path(app) + "?done=" + notice);
    }

    private Response of(Request request, Function<App, Response> then) {
        return registrar
                .byId(request.pathParameter("app"))
                .map(then)
                .orElseGet(() -> console.gone(request, "app", Section.APPS.path()));
    }
}
