package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.audit.LogsApi;
import dev.narthex.governance.OrgPoliciesApi;
import dev.narthex.hooks.HookType;
import dev.narthex.hooks.InlineHooksApi;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.registration.Enrollment;

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
        ImportRoutes.add(router, base);
        routes.logs();
        routes.policies();
    }

    private void policies() {
        var world = base.world;
        var storage = world.storage();
        var kept = new OrgPoliciesApi.Kept(
                storage.orgPolicies(),
                storage.enrollment(),
                new OrgPoliciesApi.Known(
                        id -> storage.groups().byId(id).isPresent(),
                        id -> base.hooks
                                .inline()
                                .active(HookType.PRE_REGISTRATION, id)
                                .isPresent(),
                        base.schemas::current));
        var means = new OrgPoliciesApi.Means(base.org, base.ids, base.log, world.clock());
        var policies = new OrgPoliciesApi(kept, means, world.issuers().baseUrl());
        String all = "/api/v1/policies";
        String one = all + "/{policy}";
        String rules = one + "/rules";
        String rule = rules + "/{rule}";
        String read = "okta.policies.read";
        String manage = "okta.policies.manage";
        router.get(all, guard(read, policies::list))
                .post(all, guard(manage, policies::create))
                .get(one, guard(read, policies::get))
                .put(one, guard(manage, policies::replace))
                .delete(one, guard(manage, policies::delete))
                .post(one + "/lifecycle/activate", guard(manage, policies::activate))
                .post(one + "/lifecycle/deactivate", guard(manage, policies::deactivate))
                .get(rules, guard(read, policies::rules))
                .post(rules, guard(manage, policies::createRule))
                .get(rule, guard(read, policies::rule))
                .put(rule, guard(manage, policies::replaceRule))
                .delete(rule, guard(manage, policies::deleteRule))
                .post(rule + "/lifecycle/activate", guard(manage, policies::activateRule))
                .post(rule + "/lifecycle/deactivate", guard(manage, policies::deactivateRule));
    }

    private void logs() {
        var logs = new LogsApi(base.world.storage().log(), base.world.issuers().baseUrl(), base.world.clock());
        router.get("/api/v1/logs", guard("okta.logs.read", logs::list));
    }

    private void inlineHooks() {
        var record = new InlineHooksApi.Record(base.ids, base.world.clock(), base.log);
        var setting = new InlineHooksApi.Setting(
                base.world.issuers().baseUrl(), base.world.outbound().rules(), this::asks);
        var hooks = new InlineHooksApi(base.world.storage().inlineHooks(), base.hooks.calls(), setting, record);
        String read = "okta.inlineHooks.read";
        String manage = "okta.inlineHooks.manage";
        router.get(HOOKS, guard(read, hooks::list))
                .post(HOOKS, guard(manage, hooks::create))
                .get(HOOK, guard(read, hooks::show))
                .post(HOOK, guard(manage, hooks::update))
                .put(HOOK, guard(manage, hooks::replace))
                .delete(HOOK, guard(manage, hooks::delete))
                .post(HOOK + "/execute", guard(manage, hooks::execute))
                .post(HOOK + "/lifecycle/activate", guard(manage, hooks::activate))
                .post(HOOK + "/lifecycle/deactivate", guard(manage, hooks::deactivate));
    }

    /// Whether a policy asks this hook.
    private boolean asks(String hookId) {
        var enrollment = base.world.storage().enrollment().read();
        return enrollment.flatMap(Enrollment::hookId).filter(hookId::equals).isPresent();
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
