package dev.narthex.account;

import dev.narthex.account.SelfResponder.Me;
import dev.narthex.apps.Apps;
import dev.narthex.consent.Grant;
import dev.narthex.consent.GrantStore;
import dev.narthex.delegation.Withdrawal;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.LogStore;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.page.AccountView;
import dev.narthex.page.Pages;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Scope;
import dev.narthex.session.Session;
import dev.narthex.session.Sessions;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.Accounts;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchemas;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A person's own account: who they are, where they are signed in, what they have allowed to whom.
public final class AccountPage {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Map<String, String> NOTICES = Map.of(
            "profile", "Your profile was saved.",
            "password", "Your password was changed. You are signed out everywhere else.",
            "email", "A mail is on its way to the new address. It is used once you follow the link in it.",
            "consent", "Withdrawn. The app can no longer use what it had.");
    private static final int LOGGED = 200;

    private final SelfResponder self;
    private final Directory directory;
    private final Given given;
    private final SystemLog log;
    private final Pages pages;

    /// Who people are, and where they are signed in.
    public record Directory(
            Accounts accounts,
            AccountPasswords passwords,
            UserSchemas schemas,
            Sessions sessions,
            LogStore events,
            InstantSource clock) {}

    /// What they have allowed.
    public record Given(GrantStore grants, Withdrawal withdrawal, Apps apps, AuthorizationServers servers) {}

    public AccountPage(SelfResponder self, Directory directory, Given given, SystemLog log, Pages pages) {
        this.self = self;
        this.directory = directory;
        this.given = given;
        this.log = log;
        this.pages = pages;
    }

    /// GET `/account`.
    public Response show(Request request) {
        return self.asMe(request, me -> pages.account(view(request, me)));
    }

    /// POST `/account/sessions`: signs out everywhere, here too.
    public Response endSessions(Request request) {
        return self.asMe(request, me -> {
            if (!self.isOurs(me, request.form())) return pages.account(view(request, me));
            directory.accounts().signOutEverywhere(me.user().id(), true);
            var entry = Entry.success(EventType.SESSION_CLEAR, SystemLog.actor(me.user()));
            log.write(request, Optional.of(me.session()), entry);
            return Response.seeOther("/login/login.htm")
                    .with(directory.sessions().removal());
        });
    }

    /// POST `/account/consents`: withdraws what one app was allowed.
    public Response withdraw(Request request) {
        return self.asMe(request, me -> {
            var fields = request.form();
            if (!self.isOurs(me, fields)) return pages.account(view(request, me));
            String client = fields.first("client").orElse("");
            given.withdrawal().grants(me.user().id(), Optional.of(client));
            var target = new Target(client, "PublicClientApp", client, SystemLog.bounded(label(client)));
            var entry = Entry.success(EventType.CONSENT_REVOKE_CLIENT, SystemLog.actor(me.user()), target);
            log.write(request, Optional.of(me.session()), entry);
            return SelfResponder.done("consent");
        });
    }

    private AccountView view(Request request, Me me) {
        var user = me.user();
        var who = new AccountView.Who(
                user.displayName(), user.login(), directory.passwords().mayChange(user));
        var notice = request.query().first("done").map(NOTICES::get);
        return new AccountView(who, profile(me), places(me), consents(me), notice, self.token(me), request.id());
    }

    private List<AccountView.Fact> profile(Me me) {
        return directory.schemas().current().attributes().values().stream()
                .filter(attribute -> !attribute.name().equals("login"))
                .filter(attribute -> attribute.self() != Attribute.Permission.HIDE)
                .flatMap(attribute -> me
                        .user()
                        .attribute(attribute.name())
                        .map(value -> new AccountView.Fact(attribute.title(), value))
                        .stream())
                .toList();
    }

    private List<AccountView.Place> places(Me me) {
        var browsers = browsers(me);
        return directory.sessions().aliveOf(me.user().id()).stream()
                .sorted(Comparator.comparing((Session it) -> it.times().lastUsed())
                        .reversed())
                .map(session -> new AccountView.Place(
                        browsers.getOrDefault(session.id(), "A browser"),
                        WHEN.format(session.times().created()),
                        WHEN.format(session.times().lastUsed()),
                        session.hash().equals(me.session().hash())))
                .toList();
    }

    /// What the log says of the browsers in which sessions began, by the session's id.
    private Map<String, String> browsers(Me me) {
        Instant now = directory.clock().instant();
        var page = new LogStore.Page(Optional.empty(), LOGGED, false);
        var query = new LogStore.Query(
                now.minus(Duration.ofDays(31)),
                now.plusSeconds(1),
                Optional.of("user.session.start"),
                Optional.of(me.user().id()),
                page);
        var browsers = new HashMap<String, String>();
        for (LogEvent event : directory.events().read(query)) {
            event.origin()
                    .sessionId()
                    .ifPresent(
                            id -> browsers.put(id, BrowserName.of(event.origin().userAgent())));
        }
        return browsers;
    }

    private List<AccountView.Consent> consents(Me me) {
        var byClient = new LinkedHashMap<String, List<Grant>>();
        given.grants().granted(me.user().id()).stream()
                .sorted(Comparator.comparing(Grant::id))
                .forEach(grant -> byClient.merge(grant.clientId(), List.of(grant), AccountPage::both));
        return byClient.entrySet().stream()
                .map(entry -> consent(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static List<Grant> both(List<Grant> some, List<Grant> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    private AccountView.Consent consent(String client, List<Grant> grants) {
        var scopes = grants.stream().map(this::title).distinct().toList();
        return new AccountView.Consent(
                client, label(client), scopes, WHEN.format(grants.getFirst().created()));
    }

    private String title(Grant grant) {
        return given.servers()
                .activeOrOrg(grant.serverId())
                .flatMap(server -> server.scope(grant.scope()))
                .map(Scope::title)
                .orElse(grant.scope());
    }

    private String label(String client) {
        return given.apps().byClientId(client).map(app -> app.label()).orElse(client);
    }
}
