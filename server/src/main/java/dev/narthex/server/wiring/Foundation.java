package dev.narthex.server.wiring;

import dev.narthex.access.Callers;
import dev.narthex.access.OwnBrowsers.Self;
import dev.narthex.apps.Apps;
import dev.narthex.apps.GrantedScopes;
import dev.narthex.apps.ImplicitUse;
import dev.narthex.bearer.Bearers;
import dev.narthex.bearer.ServiceApps;
import dev.narthex.clientauth.AssertionVerifier;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ClientKeys;
import dev.narthex.clientauth.RefusalLog;
import dev.narthex.consent.Grants;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.Secrets;
import dev.narthex.dpop.DpopProofs;
import dev.narthex.flow.FormTokens;
import dev.narthex.flow.PasswordProofs;
import dev.narthex.flow.PausedRequests;
import dev.narthex.governance.PasswordRules;
import dev.narthex.groups.People;
import dev.narthex.http.Request;
import dev.narthex.id.Ids;
import dev.narthex.issue.AccessTokens;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.keys.Keys;
import dev.narthex.log.SystemLog;
import dev.narthex.mail.Mailer;
import dev.narthex.org.FirstStart;
import dev.narthex.org.Org;
import dev.narthex.origins.TrustedOrigin.Use;
import dev.narthex.origins.TrustedOrigins;
import dev.narthex.page.Assets;
import dev.narthex.page.Pages;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.recovery.Links;
import dev.narthex.registration.Enrollments;
import dev.narthex.session.Devices;
import dev.narthex.session.Sessions;
import dev.narthex.token.Revocations;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.Accounts;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.schema.UserSchemas;
import java.util.Optional;

/// What several features share, each made once.
final class Foundation {
    final World world;
    final Ids ids;
    final Secrets secrets;
    final Org org;
    final AuthorizationServers servers;
    final Apps apps;
    final People people;
    final Sessions sessions;
    final Devices devices;
    final Grants grants;
    final PausedRequests paused;
    final FormTokens forms;
    final Keys keys;
    final TokenIssuer issuer;
    final SystemLog log;
    final TrustedOrigins origins;
    final Callers callers;
    final AssertionVerifier.Means means;
    final ClientAuthenticator clients;
    final GrantedScopes grantedScopes;
    final Bearers bearers;
    final Revocations revocations;
    final Mailer mailer;
    final Links links;
    final Enrollments enrollments;
    final PasswordProofs proofs;
    final Accounts accounts;
    final AccountPasswords accountPasswords;
    final AccessTokens accessTokens;
    final Hooks hooks;
    final UserSchemas schemas;
    final PasswordDemands passwordDemands;
    final SigningIn signingIn;
    final Farewell farewell;
    final ImplicitUse implicitUse;
    final Assets assets = new Assets();
    final Pages pages = new Pages(assets);

    Foundation(World world) {
        this.world = world;
        var storage = world.storage();
        var changes = storage.changes();
        ids = new Ids(world.clock(), world.secrets().random());
        secrets = new Secrets(world.secrets().random());
        org = firstStart();
        servers = new AuthorizationServers(storage.authorizationServers(), changes, SigningAlgorithm.RS256);
        apps = new Apps(storage.apps(), changes);
        people = new People(storage.users(), storage.groups(), org.everyoneGroupId(), changes);
        sessions = sessions();
        devices = new Devices(secrets, world.issuers().secure());
        grants = new Grants(storage.grants(), changes);
        paused = new PausedRequests(sealer("paused requests"), world.clock());
        forms = new FormTokens(world.secrets().masterKey());
        keys = new Keys(storage.keys(), sealer("signing keys"), world.secrets().crypto(), world.clock(), changes);
        issuer = new TokenIssuer(keys::of, world.issuers(), secrets, org.id());
        log = new SystemLog(storage.log(), ids, world.clock());
        origins = new TrustedOrigins(storage.trustedOrigins(), changes);
        revocations = new Revocations(storage.revocations(), storage.refreshTokens(), world.clock());
        accessTokens = accessTokens();
        passwordDemands = new PasswordRules(storage.orgPolicies(), people, org, changes);
        accounts = new Accounts(storage.users(), world.clock(), ties());
        accountPasswords = accountPasswords();
        mailer = mailer();
        enrollments = new Enrollments(storage.enrollment(), changes);
        links = new Links(storage.links(), mailer, secrets, passwordDemands, world.clock());
        means = means();
        clients = clients();
        proofs = new PasswordProofs(sealer("password proofs"), world.clock());
        grantedScopes = new GrantedScopes(storage.scopeGrants(), changes);
        bearers = new Bearers(accessTokens, dpop());
        callers = callers();
        hooks = Hooks.of(world, ids, log);
        schemas = new UserSchemas(storage.userSchemas(), org.created(), changes);
        signingIn = new SigningIn(this);
        farewell = new Farewell(this);
        implicitUse = new ImplicitUse(storage.implicitUse(), world.clock());
    }

    private AccountPasswords accountPasswords() {
        var users = world.storage().users();
        return new AccountPasswords(accounts, users, world.secrets().passwords(), world.clock(), passwordDemands);
    }

    private AccessTokens accessTokens() {
        var crypto = world.secrets().crypto();
        return new AccessTokens(keys::of, world.issuers(), world.clock(), crypto, revocations::isRevoked);
    }

    private Mailer mailer() {
        return new Mailer(
                world.ways().post().templates(),
                world.storage().outbox(),
                new Sealer(world.secrets().masterKey(), "mail", world.secrets().random()),
                ids,
                new Mailer.Place(world.issuers().baseUrl(), world.clock()));
    }

    private Accounts.Ties ties() {
        var storage = world.storage();
        return new Accounts.Ties(
                user -> storage.sessions().endAllOf(user, world.clock().instant()),
                user -> revocations.revokeAllOf(user, Optional.empty()),
                storage.attempts()::clearAll,
                storage.links()::forget);
    }

    private Sessions sessions() {
        var setting =
                new Sessions.Setting(world.storage().changes(), world.issuers().secure());
        return new Sessions(world.storage().sessions(), ids, secrets, world.clock(), setting);
    }

    /// Keeps nothing: each that is made is as good.
    DpopProofs dpop() {
        var setting = new DpopProofs.Setting(
                world.issuers().baseUrl(),
                sealer("DPoP nonces"),
                world.secrets().crypto());
        return new DpopProofs(world.storage().assertions(), setting, world.clock());
    }

    private Callers callers() {
        var services = new ServiceApps(bearers, servers::org, apps::byClientId, grantedScopes);
        return new Callers(world.storage().apiTokens(), world.storage().changes(), services, this::ownBrowser);
    }

    /// Who is signed in, unless a page that may not act for them sent the browser (CSRF): a browser names the page's
    /// origin whenever a request could change something.
    private Optional<Self> ownBrowser(Request request) {
        boolean stranger = request.header("origin")
                .filter(origin -> !origin.equals(world.issuers().baseUrl()) && !origins.trusts(origin, Use.CORS))
                .isPresent();
        if (stranger
                || !request.method().equals("GET") && request.header("origin").isEmpty()) return Optional.empty();
        return sessions.current(request)
                .flatMap(session -> people.byId(session.userId()))
                .filter(person -> person.user().maySignIn())
                .map(person -> new Self(person.id(), SystemLog.actor(person.user())));
    }

    private AssertionVerifier.Means means() {
        var sealed = new Sealer(
                world.secrets().masterKey(), "client secrets", world.secrets().random());
        return new AssertionVerifier.Means(
                new ClientKeys(world.outbound(), world.clock()),
                sealed,
                world.secrets().crypto());
    }

    private ClientAuthenticator clients() {
        var assertions = new AssertionVerifier(world.storage().assertions(), world.issuers(), world.clock(), means);
        return new ClientAuthenticator(apps::byClientId, assertions, new RefusalLog(log, world.issuers()));
    }

    private Sealer sealer(String purpose) {
        return new Sealer(world.secrets().masterKey(), purpose, world.secrets().random());
    }

    private Org firstStart() {
        var first = new FirstStart(ids, world.clock());
        var storage = world.storage();
        first.defaultServer(storage.authorizationServers());
        return first.org(
                storage.org(), world.secrets().masterKey(), world.secrets().random());
    }
}
