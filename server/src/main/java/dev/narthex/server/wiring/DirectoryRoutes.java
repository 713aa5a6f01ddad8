package dev.narthex.server.wiring;

import dev.narthex.access.Callers.Operation;
import dev.narthex.directory.DirectoryLog;
import dev.narthex.directory.GroupJson;
import dev.narthex.directory.GroupListApi;
import dev.narthex.directory.GroupMembersApi;
import dev.narthex.directory.GroupsApi;
import dev.narthex.directory.PersonalLinks;
import dev.narthex.directory.SchemaJson;
import dev.narthex.directory.SchemasApi;
import dev.narthex.directory.TemporaryPasswords;
import dev.narthex.directory.UserChangesApi;
import dev.narthex.directory.UserCredentialsApi;
import dev.narthex.directory.UserJson;
import dev.narthex.directory.UserLifecycleApi;
import dev.narthex.directory.UserListApi;
import dev.narthex.directory.UserLookup;
import dev.narthex.directory.UserRelationsApi;
import dev.narthex.directory.UserRolesApi;
import dev.narthex.directory.UsersApi;
import dev.narthex.directory.rules.GroupRuleJson;
import dev.narthex.directory.rules.GroupRuleReader;
import dev.narthex.directory.rules.GroupRulesApi;
import dev.narthex.http.Handler;
import dev.narthex.http.Router;
import dev.narthex.log.EventType;
import dev.narthex.users.UserLifecycle;

/// Who answers for people and groups under `/api/v1`.
final class DirectoryRoutes {
    private static final String USERS = "/api/v1/users";
    private static final String USER = USERS + "/{id}";
    private static final String GROUPS = "/api/v1/groups";
    private static final String GROUP = GROUPS + "/{group}";
    private static final String READ = "okta.users.read";
    private static final String MANAGE = "okta.users.manage";

    private final Router router;
    private final Foundation base;
    private final UsersApi.Rooms rooms;
    private final UsersApi.Hands hands;
    private final GroupJson groupJson;

    private DirectoryRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        var storage = base.world.storage();
        String baseUrl = base.world.issuers().baseUrl();
        var schemas = base.schemas;
        var json = new UserJson(baseUrl, base.org.id(), schemas::current, base.world.clock());
        groupJson = new GroupJson(baseUrl);
        rooms = new UsersApi.Rooms(new UserLookup(storage.users()), schemas, storage.groups(), json);
        hands = new UsersApi.Hands(
                base.accounts, base.accountPasswords, new PersonalLinks(base.links), new DirectoryLog(base.log));
    }

    static void add(Router router, Foundation base) {
        var routes = new DirectoryRoutes(router, base);
        routes.users();
        routes.lifecycle();
        routes.credentials();
        routes.relations();
        routes.roles();
        routes.groupRules();
        routes.groups();
        routes.schemas();
        UnofferedRoutes.add(router, base);
    }

    private void users() {
        var making = new UsersApi.Making(base.ids, base.world.secrets().passwords(), base.world.clock());
        var users = new UsersApi(rooms, hands, making);
        var changes = new UserChangesApi(rooms, hands, base.world.clock());
        var listing =
                new UserListApi(base.world.storage().userSearch(), rooms.schemas(), rooms.json(), base.world.clock());
        router.get(USERS, read(listing::list)).post(USERS, manage(users::create));
        router.get(USER, base.callers.guardSelf(READ, users::get))
                .post(USER, base.callers.guardSelf(MANAGE, changes::update))
                .put(USER, manage(changes::replace))
                .delete(USER, manage(users::delete));
    }

    private void lifecycle() {
        var lifecycle = new UserLifecycleApi(
                rooms, hands, new TemporaryPasswords(base.world.secrets().random()));
        String path = USER + "/lifecycle/";
        router.post(path + "activate", manage(lifecycle::activate))
                .post(path + "reactivate", manage(lifecycle::reactivate))
                .post(path + "expire_password", manage(lifecycle::expirePassword))
                .post(path + "expire_password_with_temp_password", manage(lifecycle::expireWithTemporary))
                .post(path + "reset_password", manage(lifecycle::resetPassword));
        plain(lifecycle, "deactivate", UserLifecycle.Operation.DEACTIVATE, EventType.USER_DEACTIVATE);
        plain(lifecycle, "suspend", UserLifecycle.Operation.SUSPEND, EventType.USER_SUSPEND);
        plain(lifecycle, "unsuspend", UserLifecycle.Operation.UNSUSPEND, EventType.USER_UNSUSPEND);
        plain(lifecycle, "unlock", UserLifecycle.Operation.UNLOCK, EventType.USER_UNLOCK);
    }

    private void plain(UserLifecycleApi api, String name, UserLifecycle.Operation operation, EventType event) {
        router.post(USER + "/lifecycle/" + name, manage(api.plain(operation, event)));
    }

    private void credentials() {
        var credentials =
                new UserCredentialsApi(rooms, hands, base.world.storage().users(), base.signingIn.answers::isRight);
        String path = USER + "/credentials/";
        router.post(path + "change_password", manage(credentials::changePassword))
                .post(path + "change_recovery_question", manage(credentials::changeQuestion))
                .post(path + "forgot_password", manage(credentials::forgotPassword))
                .post(path + "forgot_password_recovery_question", manage(credentials::answerQuestion));
    }

    private void relations() {
        var relations = new UserRelationsApi(
                rooms,
                hands,
                groupJson,
                base.world.storage().apps(),
                base.world.storage().attempts()::forgetDevices);
        router.get(USER + "/groups", read(relations::groups))
                .get(USER + "/appLinks", base.callers.guardSelf(READ, relations::appLinks))
                .get(USER + "/idps", read(relations::identityProviders))
                .get(USER + "/blocks", read(relations::blocks))
                .get(USER + "/factors", read(relations::factors))
                .get(USER + "/factors/catalog", read(relations::factors))
                .post(USER + "/lifecycle/reset_factors", manage(relations::resetFactors))
                .delete(USER + "/sessions", manage(relations::endSessions));
    }

    private void roles() {
        var making = new UserRolesApi.Making(base.ids, base.world.clock());
        var roles = new UserRolesApi(rooms, base.world.storage().roles(), hands.log(), making);
        router.get(USER + "/roles", guard("okta.roles.read", roles::list))
                .post(USER + "/roles", guard("okta.roles.manage", roles::assign))
                .get(USER + "/roles/{role}", guard("okta.roles.read", roles::get))
                .delete(USER + "/roles/{role}", guard("okta.roles.manage", roles::remove));
    }

    private void groups() {
        var storage = base.world.storage();
        var clock = base.world.clock();
        var making = new GroupsApi.Making(base.ids, clock);
        var groups = new GroupsApi(storage.groups(), groupJson, hands.log(), making);
        var listing = new GroupListApi(
                storage.groups(), groupJson, base.world.issuers().baseUrl());
        router.get(GROUPS, guard("okta.groups.read", listing::list))
                .post(GROUPS, guard("okta.groups.manage", groups::create))
                .get(GROUP, guard("okta.groups.read", groups::get))
                .put(GROUP, guard("okta.groups.manage", groups::replace))
                .delete(GROUP, guard("okta.groups.manage", groups::delete));
        var appJson = ClientRoutes.appJson(base, ClientRoutes.secrets(base));
        var members = new GroupMembersApi(
                storage.groups(),
                storage.users(),
                new GroupMembersApi.Rooms(
                        rooms.lookup(),
                        storage.userSearch(),
                        rooms.json(),
                        new GroupMembersApi.AppRoom(storage.apps(), appJson::of)),
                hands.log(),
                clock);
        router.get(GROUP + "/users", guard("okta.groups.read", members::list))
                .put(GROUP + "/users/{id}", guard("okta.groups.manage", members::add))
                .delete(GROUP + "/users/{id}", guard("okta.groups.manage", members::remove))
                .get(GROUP + "/apps", guard("okta.groups.read", members::apps));
    }

    private void groupRules() {
        var storage = base.world.storage();
        var reader = new GroupRuleReader(storage.users(), storage.groups(), rooms.schemas());
        var making = new GroupRulesApi.Making(
                new GroupsApi.Making(base.ids, base.world.clock()),
                base.world.issuers().baseUrl());
        var rules = new GroupRulesApi(
                storage.groupRules(), reader, new GroupRuleJson(storage.groups()), hands.log(), making);
        String path = GROUPS + "/rules";
        router.get(path, guard("okta.groups.read", rules::list))
                .post(path, guard("okta.groups.manage", rules::create))
                .get(path + "/{rule}", guard("okta.groups.read", rules::get))
                .put(path + "/{rule}", guard("okta.groups.manage", rules::replace))
                .delete(path + "/{rule}", guard("okta.groups.manage", rules::delete))
                .post(path + "/{rule}/lifecycle/activate", guard("okta.groups.manage", rules::activate))
                .post(path + "/{rule}/lifecycle/deactivate", guard("okta.groups.manage", rules::deactivate));
    }

    private void schemas() {
        var json = new SchemaJson(rooms.json(), base.org.created());
        var upkeep = base.world.storage().profileUpkeep();
        var schemas = new SchemasApi(rooms.schemas(), upkeep, json, hands.log(), base.world.clock());
        String schema = "/api/v1/meta/schemas/user/{schema}";
        String types = "/api/v1/meta/types/user";
        router.get(schema, guard("okta.schemas.read", schemas::get))
                .post(schema, guard("okta.schemas.manage", schemas::update))
                .get("/api/v1/meta/schemas/group/default", guard("okta.schemas.read", schemas::group))
                .get(types, guard("okta.userTypes.read", schemas::types))
                .get(types + "/{type}", guard("okta.userTypes.read", schemas::type));
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }

    private Handler read(Operation operation) {
        return base.callers.guard(READ, operation);
    }

    private Handler manage(Operation operation) {
        return base.callers.guard(MANAGE, operation);
    }
}
