package dev.narthex.device;

import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.consent.Grant;
import dev.narthex.consent.GrantStore;
import dev.narthex.flow.FormTokens;
import dev.narthex.flow.ReturnPath;
import dev.narthex.groups.People;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.Scopes;
import dev.narthex.page.Action;
import dev.narthex.page.AppView;
import dev.narthex.page.DeviceView;
import dev.narthex.page.MessageView;
import dev.narthex.page.Pages;
import dev.narthex.page.ScopeView;
import dev.narthex.policy.Access;
import dev.narthex.policy.AccessPolicies;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Scope;
import dev.narthex.session.Devices;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.Person;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/activate/confirm`: says which app on which device asks for what, and takes the person's answer. Always shown,
/// whatever the app's consent method is: who was sent here by somebody else must be able to notice.
public final class ConfirmDevicePage {
    private static final String PATH = "/activate/confirm";

    private final Rooms rooms;
    private final Browser browser;
    private final Record record;
    private final Pages pages;

    /// What is asked, by whom, and of whom.
    public record Rooms(
            DeviceStore store, Activations activations, Apps apps, AuthorizationServers servers, People people) {}

    /// What it knows of the browser.
    public record Browser(Sessions sessions, Devices devices, FormTokens forms) {}

    /// Where the answer is kept.
    public record Record(GrantStore grants, SystemLog log, Ids ids, InstantSource clock) {}

    public ConfirmDevicePage(Rooms rooms, Browser browser, Record record, Pages pages) {
        this.rooms = rooms;
        this.browser = browser;
        this.record = record;
        this.pages = pages;
    }

    static String address(String key) {
        return PATH + "?key=" + key;
    }

    /// A device that waits, of an app and at a server that are there.
    private record Waiting(String key, DeviceAuthorization device, App app, AuthorizationServer server) {
        List<Scope> scopes() {
            return device.scopes().names().stream()
                    .flatMap(name -> server.scope(name).stream())
                    .toList();
        }
    }

    private record Asking(Waiting waiting, Session session, Person person) {}

    /// GET `/activate/confirm?key=…`.
    public Response show(Request request) {
        return with(request, request.query(), asking -> render(request, asking));
    }

    /// POST of the form.
    public Response submit(Request request) {
        var fields = request.form();
        return with(request, fields, asking -> {
            if (!browser.forms().isForSession(fields.first("token").orElse(""), asking.session())) {
                return render(request, asking);
            }
            return switch (fields.first("decision").orElse("")) {
                case "allow" -> allowed(request, asking, Set.copyOf(fields.all("scope")));
                case "deny" -> denied(request, asking, "The person did not allow it.");
                default -> render(request, asking);
            };
        });
    }

    private interface Step {
        Response take(Asking asking);
    }

    private Response with(Request request, Parameters parameters, Step step) {
        var waiting = waiting(request, parameters.first("key").orElse(""));
        if (waiting.isEmpty()) return over(request);
        return asking(request, waiting.get())
                .map(step::take)
                .orElseGet(() -> signIn(waiting.get().key()));
    }

    private Optional<Waiting> waiting(Request request, String key) {
        return browser.devices()
                .token(request)
                .flatMap(token -> rooms.activations().open(key, token))
                .flatMap(id -> rooms.store().waitingById(id, record.clock().instant()))
                .flatMap(device -> rooms.apps()
                        .byClientId(device.asker().clientId())
                        .filter(App::active)
                        .flatMap(app -> rooms.servers()
                                .activeOrOrg(device.asker().serverId())
                                .map(server -> new Waiting(key, device, app, server))));
    }

    private Optional<Asking> asking(Request request, Waiting waiting) {
        return browser.sessions()
                .current(request)
                .flatMap(session -> rooms.people()
                        .byId(session.userId())
                        .filter(person -> person.user().maySignIn())
                        .map(person -> new Asking(waiting, session, person)));
    }

    private static Response signIn(String key) {
        var back = ReturnPath.parse(address(key)).orElseThrow();
        return Response.seeOther("/login/login.htm?" + back.asParameter());
    }

    private Response render(Request request, Asking asking) {
        var app = asking.waiting().app();
        var branding = app.settings().branding();
        var scopes = asking.waiting().scopes().stream()
                .map(scope -> new ScopeView(
                        scope.name(), scope.text().title(), scope.text().description(), scope.optional()))
                .toList();
        var shown = new AppView(
                app.label(), branding.logoUri(), branding.termsUri(), branding.policyUri(), URI.create(PATH));
        var user = asking.person().user();
        return pages.device(new DeviceView(
                PATH,
                browser.forms().forSession(asking.session()),
                asking.waiting().key(),
                shown,
                new DeviceView.Who(user.displayName(), user.login()),
                scopes,
                request.id()));
    }

    private Response allowed(Request request, Asking asking, Set<String> ticked) {
        var left = new ArrayList<Scope>();
        for (Scope scope : asking.waiting().scopes()) {
            if (!scope.optional() || ticked.contains(scope.name())) left.add(scope);
        }
        var scopes = Scopes.of(left.stream().map(Scope::name).toList());
        if (scopes.isEmpty()) return denied(request, asking, "The person allowed none of the scopes.");
        if (!mayHave(asking, scopes)) return denied(request, asking, "The access policy does not permit it.");
        var session = asking.session();
        var approval =
                new Approval(asking.person().id(), session.id(), session.authenticatedAt(), session.amr(), scopes);
        // First the grants: an approval can be redeemed at once.
        grant(asking, left);
        if (!rooms.store()
                .approve(
                        asking.waiting().device().id(), approval, record.clock().instant())) {
            return over(request);
        }
        record.log()
                .write(
                        request,
                        Optional.of(session),
                        Entry.success(
                                EventType.DEVICE_ACTIVATE,
                                SystemLog.actor(asking.person().user()),
                                target(asking, scopes.text())));
        return message(
                request,
                200,
                "Your device is connected",
                asking.waiting().app().label()
                        + " on your device goes on by itself in a moment. You can close this page.");
    }

    private boolean mayHave(Asking asking, Scopes scopes) {
        var app = asking.waiting().app();
        var person = asking.person();
        var asker = new AccessPolicies.Asker(person.id(), person.groupIds());
        var question = new AccessPolicies.Question(app.clientId(), DeviceAuthorizeEndpoint.GRANT_TYPE, asker, scopes);
        return rooms.apps().mayUse(person, app)
                && AccessPolicies.decide(asking.waiting().server(), question) instanceof Access.Permitted;
    }

    private void grant(Asking asking, List<Scope> scopes) {
        var now = record.clock().instant();
        var asker = asking.waiting().device().asker();
        var grants = scopes.stream()
                .filter(Scope::asksConsent)
                .map(scope -> new Grant(
                        record.ids().next("oag"),
                        asking.person().id(),
                        asker.clientId(),
                        asker.serverId(),
                        scope.name(),
                        now))
                .toList();
        if (!grants.isEmpty()) record.grants().grant(grants);
    }

    private Response denied(Request request, Asking asking, String reason) {
        rooms.store().deny(asking.waiting().device().id(), record.clock().instant());
        record.log()
                .write(
                        request,
                        Optional.of(asking.session()),
                        Entry.failure(
                                EventType.DEVICE_ACTIVATE,
                                SystemLog.actor(asking.person().user()),
                                reason,
                                target(
                                        asking,
                                        asking.waiting().device().scopes().text())));
        return message(
                request,
                200,
                "Your device is not connected",
                "Nothing was shared. If you wanted to connect it, ask whoever gave you the account whether you may.");
    }

    private static Target target(Asking asking, String scopes) {
        String clientId = asking.waiting().app().clientId();
        return new Target(clientId, "PublicClientApp", clientId, scopes);
    }

    private Response over(Request request) {
        return message(
                request,
                400,
                "This code no longer works",
                "It was used, or more than ten minutes have passed. Let your device show a new one.");
    }

    private Response message(Request request, int status, String title, String text) {
        Optional<Action> next =
                status == 200 ? Optional.empty() : Optional.of(new Action("Type a code", ActivatePage.PATH));
        return pages.message(status, new MessageView(title, text, next, request.id()));
    }
}
