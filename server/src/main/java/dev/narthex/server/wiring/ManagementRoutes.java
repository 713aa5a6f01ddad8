package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.keys.KeysApi;

/// Who answers where under `/api/v1`, and what it takes.
final class ManagementRoutes {
    private static final String SERVER = "/api/v1/authorizationServers/{server}";

    private final Router router;
    private final Foundation base;

    private ManagementRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
    }

    static void add(Router router, Foundation base) {
        var routes = new ManagementRoutes(router, base);
        routes.keys();
    }

    private void keys() {
        var keys = new KeysApi(base.servers, base.keys, base.world.issuers(), base.log);
        router.get(SERVER + "/credentials/keys", guard("okta.authorizationServers.read", keys::list))
                .post(
                        SERVER + "/credentials/lifecycle/keyRotate",
                        guard("okta.authorizationServers.manage", keys::rotate));
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
