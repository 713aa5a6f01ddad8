package dev.narthex.server.wiring;

import dev.narthex.access.ApiTokensApi;
import dev.narthex.access.Callers.Operation;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.org.OrgApi;
import dev.narthex.origins.TrustedOriginsApi;

/// Who answers about the org itself: what it is, whom it trusts, who holds its tokens.
final class OrgRoutes {
    private final Router router;
    private final Foundation base;

    private OrgRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
    }

    static void add(Router router, Foundation base) {
        var routes = new OrgRoutes(router, base);
        routes.org();
        routes.origins();
        routes.tokens();
    }

    private void org() {
        var org = new OrgApi(base.org, base.world.issuers().baseUrl());
        router.get("/api/v1/org", guard("okta.orgs.read", org::settings))
                .get("/.well-known/okta-organization", org::wellKnown);
    }

    private void origins() {
        String all = "/api/v1/trustedOrigins";
        String one = all + "/{origin}";
        String read = "okta.trustedOrigins.read";
        String manage = "okta.trustedOrigins.manage";
        var world = base.world;
        var origins = new TrustedOriginsApi(
                world.storage().trustedOrigins(),
                base.ids,
                world.clock(),
                base.log,
                world.issuers().baseUrl());
        router.get(all, guard(read, origins::list))
                .post(all, guard(manage, origins::create))
                .get(one, guard(read, origins::get))
                .put(one, guard(manage, origins::replace))
                .delete(one, guard(manage, origins::delete))
                .post(one + "/lifecycle/activate", guard(manage, origins::activate))
                .post(one + "/lifecycle/deactivate", guard(manage, origins::deactivate));
    }

    private void tokens() {
        String all = "/api/v1/api-tokens";
        String read = "okta.apiTokens.read";
        String manage = "okta.apiTokens.manage";
        var tokens = new ApiTokensApi(
                base.world.storage().apiTokens(), base.log, base.world.issuers().baseUrl());
        router.get(all, guard(read, tokens::list))
                .get(all + "/{token}", guard(read, tokens::get))
                .delete(all + "/{token}", guard(manage, tokens::revoke))
                .delete(all + "/current", guard(manage, tokens::revokeCurrent));
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
