package dev.narthex.server.wiring;

import dev.narthex.access.Caller;
import dev.narthex.access.Callers.Operation;
import dev.narthex.consent.Grant;
import dev.narthex.delegation.HeldTokensApi;
import dev.narthex.delegation.HeldTokensApi.Scene;
import dev.narthex.delegation.UserGrantsApi;
import dev.narthex.delegation.Withdrawal;
import dev.narthex.directory.UserLookup;
import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Router;
import dev.narthex.token.RefreshTokenStore.Holding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Who answers for what people have given to apps.
final class DelegationRoutes {
    private static final String USER = "/api/v1/users/{id}";
    private static final String SERVER = "/api/v1/authorizationServers/{server}";

    private final Router router;
    private final Foundation base;
    private final UserLookup users;

    private DelegationRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
        this.users = new UserLookup(base.world.storage().users());
    }

    static void add(Router router, Foundation base) {
        var routes = new DelegationRoutes(router, base);
        routes.grants();
        var ofUser = new Scene(routes::ofUser, "User", "id", routes::grantedClients);
        routes.tokens(USER, "okta.users", ofUser);
        var atServer = new Scene(routes::atServer, "AuthorizationServer", "server", _ -> List.of());
        routes.tokens(SERVER, "okta.authorizationServers", atServer);
    }

    private void grants() {
        var grants = base.world.storage().grants();
        var issuers = base.world.issuers();
        var withdrawal = new Withdrawal(grants, base.revocations, base.servers, issuers);
        var api = new UserGrantsApi(
                new UserGrantsApi.Holders(users::named, base.apps),
                new UserGrantsApi.Record(grants, withdrawal, base.log),
                base.servers,
                issuers);
        String ofClient = USER + "/clients/{client}/grants";
        router.get(USER + "/grants", guard("okta.users.read", api::list))
                .delete(USER + "/grants", guard("okta.users.manage", api::revokeAll))
                .get(USER + "/grants/{grant}", guard("okta.users.read", api::get))
                .delete(USER + "/grants/{grant}", guard("okta.users.manage", api::revoke))
                .get(ofClient, guard("okta.users.read", api::listOfClient))
                .delete(ofClient, guard("okta.users.manage", api::revokeOfClient));
    }

    private void tokens(String of, String scope, Scene scene) {
        var storage = base.world.storage();
        var record = new HeldTokensApi.Record(storage.refreshTokens(), base.revocations, base.log, base.world.clock());
        var api = new HeldTokensApi(scene, record, base.servers, base.apps, base.world.issuers());
        String all = of + "/clients/{client}/tokens";
        router.get(of + "/clients", guard(scope + ".read", api::clients))
                .get(all, guard(scope + ".read", api::list))
                .delete(all, guard(scope + ".manage", api::revokeAll))
                .get(all + "/{token}", guard(scope + ".read", api::get))
                .delete(all + "/{token}", guard(scope + ".manage", api::revoke));
    }

    private Optional<Holding> ofUser(Request request, Caller caller) {
        return users.named(request, caller).map(user -> Holding.ofUser(user.id()));
    }

    private Optional<Holding> atServer(Request request, Caller caller) {
        return base.servers.custom(request.pathParameter("server")).map(server -> Holding.atServer(server.id()));
    }

    private Collection<String> grantedClients(Holding holding) {
        return holding.userId().map(base.world.storage().grants()::granted).orElse(List.of()).stream()
                .map(Grant::clientId)
                .toList();
    }

    private Handler guard(String scope, Operation operation) {
        return base.callers.guard(scope, operation);
    }
}
