package dev.narthex.e2e;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.Branding;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.apps.AppSettings.OAuth;
import dev.narthex.groups.Group;
import dev.narthex.id.Ids;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.policy.AccessPolicy;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Claim;
import dev.narthex.policy.Scope;
import dev.narthex.store.Storage;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.NewUser;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Puts people and apps into a database, as an administrator would.
public final class Fixture {
    public static final String PASSWORD = "Correct-Horse-1";
    public static final String REDIRECT = "https://app.example/cb";

    private final Storage storage;
    private final Passwords passwords;
    private final InstantSource clock;
    private final Ids ids;

    public Fixture(Storage storage, Passwords passwords, InstantSource clock) {
        this.storage = storage;
        this.passwords = passwords;
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    public User user(String login, Group... groups) {
        var profile = new LinkedHashMap<String, Object>(
                Map.of("login", login, "email", login, "firstName", "Ada", "lastName", "Byron", "locale", "en_US"));
        return user(profile, User.Status.ACTIVE, Set.copyOf(List.of(groups)));
    }

    public User user(Map<String, Object> profile, User.Status status, Set<Group> groups) {
        var now = clock.instant();
        var times = new User.Times(now, now, now, Optional.of(now), Optional.empty(), Optional.of(now));
        var user = new User(ids.next("00u"), status, profile, times, 1);
        var groupIds = groups.stream().map(Group::id).collect(java.util.stream.Collectors.toSet());
        storage.users().create(new NewUser(user, Optional.of(passwords.hash(PASSWORD)), groupIds));
        return user;
    }

    public StoredPassword hash(String text) {
        return passwords.hash(text);
    }

    public void suspend(String login) {
        var user = storage.users().byLogin(Login.of(login)).orElseThrow();
        storage.users()
                .replace(new User(user.id(), User.Status.SUSPENDED, user.profile(), user.times(), user.version() + 1));
    }

    public Group group(String name) {
        var now = clock.instant();
        var group = new Group(ids.next("00g"), name, Optional.empty(), false, now, now);
        storage.groups().create(group);
        return group;
    }

    /// A single-page app for everyone, trusted, with both implicit tokens.
    public App app() {
        return app(settings -> settings);
    }

    public App app(UnaryOperator<AppSettings> change) {
        return app(change, true);
    }

    public App inactiveApp() {
        return app(settings -> settings, false);
    }

    private App app(UnaryOperator<AppSettings> change, boolean active) {
        var oauth = new OAuth(
                List.of(REDIRECT),
                List.of(),
                Set.of("id_token", "token"),
                Set.of("implicit"),
                ConsentMethod.TRUSTED,
                new ClientAuthentication("none", false));
        var settings = new AppSettings("Test app", AppSettings.Type.BROWSER, oauth, Branding.NONE, true, Map.of());
        String id = ids.next("0oa");
        var now = clock.instant();
        var app = new App(id, id, active, change.apply(settings), now, new App.Revision(1, now));
        storage.apps().create(app);
        return app;
    }

    public static AppSettings notForEveryone(AppSettings settings) {
        return new AppSettings(
                settings.label(), settings.type(), settings.oauth(), settings.branding(), false, settings.extra());
    }

    public static AppSettings withConsent(AppSettings settings) {
        var oauth = settings.oauth();
        return with(
                settings,
                new OAuth(
                        oauth.redirectUris(),
                        oauth.postLogoutRedirectUris(),
                        oauth.responseTypes(),
                        oauth.grantTypes(),
                        ConsentMethod.REQUIRED,
                        oauth.authentication()));
    }

    public static AppSettings returningTo(AppSettings settings, String... redirectUris) {
        var oauth = settings.oauth();
        return with(
                settings,
                new OAuth(
                        List.of(redirectUris),
                        oauth.postLogoutRedirectUris(),
                        oauth.responseTypes(),
                        oauth.grantTypes(),
                        oauth.consentMethod(),
                        oauth.authentication()));
    }

    /// With one more member of the wire's client metadata.
    public static AppSettings with(AppSettings settings, String name, Object value) {
        var extra = new LinkedHashMap<>(settings.extra());
        extra.put(name, value);
        return new AppSettings(
                settings.label(), settings.type(), settings.oauth(), settings.branding(), settings.everyone(), extra);
    }

    public static AppSettings with(AppSettings settings, OAuth oauth) {
        return new AppSettings(
                settings.label(), settings.type(), oauth, settings.branding(), settings.everyone(), settings.extra());
    }

    /// A new authorization server, like `default` but for `change`.
    public AuthorizationServer newServer(String id, UnaryOperator<AuthorizationServer> change) {
        var like = change.apply(
                storage.authorizationServers().byId(AuthorizationServer.DEFAULT).orElseThrow());
        var revision = new AuthorizationServer.Revision(1, clock.instant(), clock.instant());
        var server =
                new AuthorizationServer(id, like.settings(), like.scopes(), like.claims(), like.policies(), revision);
        storage.authorizationServers().create(server);
        return server;
    }

    public static AuthorizationServer signing(AuthorizationServer server, SigningAlgorithm algorithm) {
        var was = server.settings();
        var settings = new AuthorizationServer.Settings(
                was.name(), was.description(), was.audience(), algorithm, was.options(), true);
        return new AuthorizationServer(
                server.id(), settings, server.scopes(), server.claims(), server.policies(), server.revision());
    }

    public static AuthorizationServer with(AuthorizationServer server, AuthorizationServer.Options options) {
        var settings = server.settings().with(options);
        return new AuthorizationServer(
                server.id(), settings, server.scopes(), server.claims(), server.policies(), server.revision());
    }

    public static AuthorizationServer claiming(AuthorizationServer server, Claim... claims) {
        return new AuthorizationServer(
                server.id(), server.settings(), server.scopes(), List.of(claims), server.policies(), server.revision());
    }

    public static AuthorizationServer ruled(AuthorizationServer server, AccessPolicy... policies) {
        return new AuthorizationServer(
                server.id(), server.settings(), server.scopes(), server.claims(), List.of(policies), server.revision());
    }

    /// Adds a scope to the authorization server `default`.
    public void scope(String name, Scope.Consent consent, boolean optional) {
        scopeAt(AuthorizationServer.DEFAULT, name, consent, optional);
    }

    /// Adds a scope to an authorization server.
    public void scopeAt(String server, String name, Scope.Consent consent, boolean optional) {
        var flags = new Scope.Flags(false, optional, true, false);
        var text = new Scope.Text("The " + name, "All about " + name);
        server(
                server,
                it -> new AuthorizationServer(
                        it.id(),
                        it.settings(),
                        Stream.concat(
                                        it.scopes().stream()
                                                .filter(scope -> !scope.name().equals(name)),
                                        Stream.of(new Scope(ids.next("scp"), name, text, consent, flags)))
                                .toList(),
                        it.claims(),
                        it.policies(),
                        it.revision()));
    }

    /// Changes the authorization server `default`.
    public void server(UnaryOperator<AuthorizationServer> change) {
        server(AuthorizationServer.DEFAULT, change);
    }

    private void server(String id, UnaryOperator<AuthorizationServer> change) {
        var server = storage.authorizationServers().byId(id).orElseThrow();
        var changed = change.apply(server);
        var revision = new AuthorizationServer.Revision(
                server.revision().version() + 1, server.revision().created(), clock.instant());
        storage.authorizationServers()
                .replace(new AuthorizationServer(
                        changed.id(),
                        changed.settings(),
                        changed.scopes(),
                        changed.claims(),
                        changed.policies(),
                        revision));
    }
}
