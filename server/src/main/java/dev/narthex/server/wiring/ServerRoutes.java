package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.keys.KeysApi;
import dev.narthex.servers.ChangeResponder;
import dev.narthex.servers.ClaimsApi;
import dev.narthex.servers.Known;
import dev.narthex.servers.PoliciesApi;
import dev.narthex.servers.RulesApi;
import dev.narthex.servers.ScopesApi;
import dev.narthex.servers.ServerChanges;
import dev.narthex.servers.ServersApi;

/// Who answers where under `/api/v1/authorizationServers`.
final class ServerRoutes {
    private static final String SERVERS = "/api/v1/authorizationServers";
    private static final String SERVER = SERVERS + "/{server}";
    private static final String POLICY = SERVER + "/policies/{policy}";

    private final Router router;
    private final Foundation base;
    private final ServerChanges changes;
    private final ChangeResponder responder;

    private ServerRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        var world = base.world;
        this.changes = new ServerChanges(world.storage().authorizationServers(), world.clock());
        this.responder = new ChangeResponder(changes, world.issuers(), base.log);
    }

    static void add(Router router, Foundation base) {
        var routes = new ServerRoutes(router, base);
        routes.servers();
        routes.keys();
        routes.scopes();
        routes.claims();
        routes.policies();
        routes.rules();
    }

    private void servers() {
        var servers = new ServersApi(responder, changes, base.keys, base.world.issuers(), base.ids);
        router.get(SERVERS, read(servers::list)).post(SERVERS, manage(servers::create));
        router.get(SERVER, read(servers::get))
                .put(SERVER, manage(servers::replace))
                .delete(SERVER, manage(servers::delete));
        lifecycle(SERVER, servers::activate, servers::deactivate);
    }

    private void keys() {
        var keys = new KeysApi(base.servers, base.keys, base.world.issuers(), base.log);
        router.get(SERVER + "/credentials/keys", read(keys::list))
                .get(SERVER + "/credentials/keys/{key}", read(keys::get))
                .post(SERVER + "/credentials/lifecycle/keyRotate", manage(keys::rotate));
    }

    private void scopes() {
        var scopes = new ScopesApi(responder, base.world.issuers(), base.ids);
        String one = SERVER + "/scopes/{scope}";
        router.get(SERVER + "/scopes", read(scopes::list)).post(SERVER + "/scopes", manage(scopes::create));
        router.get(one, read(scopes::get)).put(one, manage(scopes::replace)).delete(one, manage(scopes::delete));
    }

    private void claims() {
        var claims = new ClaimsApi(responder, base.world.issuers(), base.ids);
        String one = SERVER + "/claims/{claim}";
        router.get(SERVER + "/claims", read(claims::list)).post(SERVER + "/claims", manage(claims::create));
        router.get(one, read(claims::get)).put(one, manage(claims::replace)).delete(one, manage(claims::delete));
    }

    private void policies() {
        var policies = new PoliciesApi(responder, known(), base.world.issuers(), base.ids, base.world.clock());
        String all = SERVER + "/policies";
        router.get(all, read(policies::list)).post(all, manage(policies::create));
        router.get(POLICY, read(policies::get))
                .put(POLICY, manage(policies::replace))
                .delete(POLICY, manage(policies::delete));
        lifecycle(POLICY, policies::activate, policies::deactivate);
    }

    private void rules() {
        var rules = new RulesApi(responder, known(), base.world.issuers(), base.ids, base.world.clock());
        String all = POLICY + "/rules";
        String one = all + "/{rule}";
        router.get(all, read(rules::list)).post(all, manage(rules::create));
        router.get(one, read(rules::get)).put(one, manage(rules::replace)).delete(one, manage(rules::delete));
        lifecycle(one, rules::activate, rules::deactivate);
    }

    private Known known() {
        var storage = base.world.storage();
        return new Known(
                id -> base.apps.byClientId(id).isPresent(),
                id -> storage.users().byId(id).isPresent(),
                id -> storage.groups().byId(id).isPresent());
    }

    private void lifecycle(String path, Operation activate, Operation deactivate) {
        router.post(path + "/lifecycle/activate", manage(activate))
                .post(path + "/lifecycle/deactivate", manage(deactivate));
    }

    private Handler read(Operation operation) {
        return base.callers.guard("okta.authorizationServers.read", operation);
    }

    private Handler manage(Operation operation) {
        return base.callers.guard("okta.authorizationServers.manage", operation);
    }
}
