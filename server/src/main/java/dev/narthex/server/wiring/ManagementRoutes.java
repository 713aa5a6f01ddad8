package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.audit.LogsApi;
import dev.narthex.governance.OrgPoliciesApi;
import dev.narthex.hooks.InlineHooksApi;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;

/// Who answers where under `/api/v1`, and what it takes.
final class ManagementRoutes {
    private static final String HOOKS = "/api/v1/inlineHooks";
    private static final String HOOK = HOOKS + "/{hook}";

    private final Router router;
    private final Foundation base;

    private ManagementRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
    }

    static void add(Router router, Foundation base) {
        var routes = new ManagementRoutes(router, base);
        ServerRoutes.add(router, base);
        DirectoryRoutes.add(router, base);
        DelegationRoutes.add(router, base);
        routes.inlineHooks();
        ClientRoutes.add(router, base);
        OrgRoutes.add(router, base);
        routes.logs();
        routes.policies();
    }

    private void policies() {
        var world = base.world;
        var storage = world.storage();
        var kept = new OrgPoliciesApi.Kept(
                storage.orgPolicies(),
                storage.enrollment(),
                id -> storage.groups().byId(id).isPresent());
        var policies = new OrgPoliciesApi(kept, base.org, world.issuers().baseUrl(), base.log, world.clock());
        String all = "/api/v1/policies";
        String one = all + "/{policy}";
        router.get(all, guard("okta.policies.read", policies::list))
                .get(one, guard("okta.policies.read", policies::get))
                .put(one, guard("okta.policies.manage", policies::replace))
                .get(one + "/rules", guard("okta.policies.read", policies::rules))
                .get(one + "/rules/{rule}", guard("okta.policies.read", policies::rule))
                .put(one + "/rules/{rule}", guard("okta.policies.manage", policies::replaceRule));
    }

    private void logs() {
        var logs = new LogsApi(base.world.storage().log(), base.world.issuers().baseUrl(), base.world.clock());
        router.get("/api/v1/logs", guard("okta.logs.read", logs::list));
    }

    private void inlineHooks() {
        var record = new InlineHooksApi.Record(base.ids, base.world.clock(), base.log);
        var setting = new InlineHooksApi.Setting(
                base.world.issuers().baseUrl(), base.world.outbound().rules());
        var hooks = new InlineHooksApi(base.world.storage().inlineHooks(), base.hookCalls, setting, record);
        String read = "okta.inlineHooks.read";
        String manage = "okta.inlineHooks.manage";
        router.get(HOOKS, guard(read, hooks::list))
                .post(HOOKS, guard(manage, hooks::create))
                .get(HOOK, guard(read, hooks::show))
                .post(HOOK, guard(manage, hooks::replace))
                .put(HOOK, guard(manage, hooks::replace))
                .delete(HOOK, guard(manage, hooks::delete))
                .post(HOOK + "/execute", guard(manage, hooks::execute))
                .post(HOOK + "/lifecycle/activate", guard(manage, hooks::activate))
                .post(HOOK + "/lifecycle/deactivate", guard(manage, hooks::deactivate));
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
