package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.clients.AppGrantsApi;
import dev.narthex.clients.AppGroupsApi;
import dev.narthex.clients.AppJson;
import dev.narthex.clients.AppKeysApi;
import dev.narthex.clients.AppLog;
import dev.narthex.clients.AppReader;
import dev.narthex.clients.AppSecretsApi;
import dev.narthex.clients.AppUsersApi;
import dev.narthex.clients.AppsApi;
import dev.narthex.clients.AssignmentJson;
import dev.narthex.clients.Authority;
import dev.narthex.clients.ClientJson;
import dev.narthex.clients.ClientReader;
import dev.narthex.clients.ClientSecrets;
import dev.narthex.clients.ClientsApi;
import dev.narthex.clients.ImplicitApi;
import dev.narthex.clients.Registrar;
import dev.narthex.clients.RegistrationApi;
import dev.narthex.clients.RegistrationTokens;
import dev.narthex.crypt.Sealer;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;

/// Who makes and changes apps, and where.
final class ClientRoutes {
    private static final String APP = "/api/v1/apps/{app}";
    private static final String READ = "okta.apps.read";
    private static final String MANAGE = "okta.apps.manage";

    private final Router router;
    private final Foundation base;
    private final ClientSecrets secrets;
    private final Registrar registrar;
    private final AppJson json;
    private final AppLog log;
    private final Authority authority;

    private ClientRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        var world = base.world;
        secrets = secrets(base);
        registrar = new Registrar(world.storage().apps(), secrets, base.ids, world.clock());
        json = appJson(base, secrets);
        log = new AppLog(base.log);
        authority = new Authority(world.storage().scopeGrants());
    }

    /// How apps look on the wire.
    static AppJson appJson(Foundation base, ClientSecrets secrets) {
        return new AppJson(
                base.world.issuers(),
                secrets,
                () -> base.keys
                        .of(base.servers.org())
                        .published()
                        .keys()
                        .getFirst()
                        .keyId());
    }

    static ClientSecrets secrets(Foundation base) {
        var world = base.world;
        var sealer = new Sealer(
                world.secrets().masterKey(), "client secrets", world.secrets().random());
        return new ClientSecrets(sealer, base.secrets, base.ids, world.clock());
    }

    static void add(Router router, Foundation base) {
        var routes = new ClientRoutes(router, base);
        routes.apps();
        routes.implicit();
        routes.assignments();
        routes.credentials();
        routes.keys();
        routes.grants();
        routes.registration();
    }

    private void apps() {
        var storage = base.world.storage();
        var lookup = new AppsApi.Lookup(storage.apps(), base.people, assignmentJson(), base.world.issuers());
        var apps = new AppsApi(registrar, new AppReader(base.world.outbound().rules()), json, log, lookup, authority);
        router.get("/api/v1/apps", guard(READ, apps::list)).post("/api/v1/apps", guard(MANAGE, apps::create));
        router.get(APP, guard(READ, apps::get))
                .put(APP, guard(MANAGE, apps::replace))
                .delete(APP, guard(MANAGE, apps::delete))
                .post(APP + "/lifecycle/activate", guard(MANAGE, apps::activate))
                .post(APP + "/lifecycle/deactivate", guard(MANAGE, apps::deactivate));
    }

    private void implicit() {
        var api = new ImplicitApi(registrar, base.implicitUse, json, log);
        router.get(APP + "/implicit-usage", guard(READ, api::usage))
                .post(APP + "/lifecycle/moveToCode", guard(MANAGE, api::moveToCode));
    }

    private AssignmentJson assignmentJson() {
        var storage = base.world.storage();
        return new AssignmentJson(storage.assignments(), storage.users(), base.world.issuers());
    }

    private void assignments() {
        var storage = base.world.storage();
        var clock = base.world.clock();
        var users = new AppUsersApi(
                new AppUsersApi.Rooms(storage.apps(), storage.assignments(), storage.users()),
                assignmentJson(),
                log,
                base.world.issuers(),
                clock);
        var groups = new AppGroupsApi(
                new AppGroupsApi.Rooms(storage.apps(), storage.assignments(), storage.groups()),
                assignmentJson(),
                log,
                base.world.issuers(),
                clock);
        router.get(APP + "/users", guard(READ, users::list))
                .post(APP + "/users", guard(MANAGE, users::assign))
                .get(APP + "/users/{user}", guard(READ, users::get))
                .post(APP + "/users/{user}", guard(MANAGE, users::update))
                .delete(APP + "/users/{user}", guard(MANAGE, users::unassign));
        router.get(APP + "/groups", guard(READ, groups::list))
                .get(APP + "/groups/{group}", guard(READ, groups::get))
                .put(APP + "/groups/{group}", guard(MANAGE, groups::assign))
                .route("PATCH", APP + "/groups/{group}", guard(MANAGE, groups::patch))
                .delete(APP + "/groups/{group}", guard(MANAGE, groups::unassign));
    }

    private void credentials() {
        var api = new AppSecretsApi(registrar, secrets, json, log, authority, base.world.clock());
        String all = APP + "/credentials/secrets";
        String one = all + "/{secret}";
        router.get(all, guard(READ, api::list))
                .post(all, guard(MANAGE, api::create))
                .get(one, guard(READ, api::get))
                .delete(one, guard(MANAGE, api::delete))
                .post(one + "/lifecycle/activate", guard(MANAGE, api::activate))
                .post(one + "/lifecycle/deactivate", guard(MANAGE, api::deactivate));
    }

    private void keys() {
        var api = new AppKeysApi(registrar, json, log, authority, base.world.clock());
        String all = APP + "/credentials/jwks";
        String one = all + "/{key}";
        router.get(all, guard(READ, api::list))
                .post(all, guard(MANAGE, api::add))
                .get(one, guard(READ, api::get))
                .delete(one, guard(MANAGE, api::delete))
                .post(one + "/lifecycle/activate", guard(MANAGE, api::activate))
                .post(one + "/lifecycle/deactivate", guard(MANAGE, api::deactivate));
    }

    private void grants() {
        var making = new AppGrantsApi.Making(base.ids, base.world.clock());
        var grants = new AppGrantsApi(
                registrar, base.world.storage().scopeGrants(), making, log, base.world.issuers(), authority);
        String read = "okta.appGrants.read";
        String manage = "okta.appGrants.manage";
        router.get(APP + "/grants", guard(read, grants::list))
                .post(APP + "/grants", guard(manage, grants::grant))
                .get(APP + "/grants/{grant}", guard(read, grants::get))
                .delete(APP + "/grants/{grant}", guard(manage, grants::revoke));
    }

    private void registration() {
        var world = base.world;
        var storage = world.storage();
        var reader = new ClientReader(world.outbound().rules());
        var clients = new ClientJson(world.issuers(), secrets);
        var tokens = new RegistrationTokens(storage.registrations(), registrar, base.secrets);
        var rooms = new ClientsApi.Rooms(storage.apps(), world.issuers(), authority);
        var api = new ClientsApi(registrar, reader, clients, tokens, log, rooms);
        var own = new RegistrationApi(registrar, reader, clients, tokens, log);
        String all = "/oauth2/v1/clients";
        String one = all + "/{client}";
        String read = "okta.clients.read";
        String manage = "okta.clients.manage";
        router.get(all, guard(read, api::list)).post(all, guard("okta.clients.register", api::register));
        router.get(one, ownOr(own::get, guard(read, api::get)))
                .put(one, ownOr(own::replace, guard(manage, api::replace)))
                .delete(one, ownOr(own::delete, guard(manage, api::delete)))
                .post(one + "/lifecycle/newSecret", guard(manage, api::newSecret));
    }

    /// For the client itself if it shows a token of its registration, else for those who manage clients.
    private static Handler ownOr(Handler own, Handler others) {
        return request ->
                RegistrationTokens.isIn(request.header("authorization")) ? own.handle(request) : others.handle(request);
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
