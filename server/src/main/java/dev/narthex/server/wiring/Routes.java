package dev.narthex.server.wiring;

import dev.narthex.authorize.AuthorizeEndpoint;
import dev.narthex.authorize.AuthorizeRequests;
import dev.narthex.authorize.PushEndpoint;
import dev.narthex.clientauth.TokenResponder;
import dev.narthex.crypt.Sealer;
import dev.narthex.discovery.DiscoveryEndpoint;
import dev.narthex.flow.PushedRequests;
import dev.narthex.http.Handler;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.introspect.IntrospectEndpoint;
import dev.narthex.introspect.Introspection;
import dev.narthex.issue.IdTokenHints;
import dev.narthex.issue.SignedAnswers;
import dev.narthex.keys.KeysEndpoint;
import dev.narthex.logout.LogoutEndpoint;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.revoke.RevokeEndpoint;
import dev.narthex.session.SessionTokenEndpoint;
import dev.narthex.signin.AppSignIn;
import dev.narthex.token.Codes;
import dev.narthex.token.Grants;
import dev.narthex.token.TokenEndpoint;
import dev.narthex.token.TokenLog;
import dev.narthex.userinfo.UserinfoEndpoint;
import java.util.Map;

/// Who answers where.
final class Routes {
    static final String[] SERVERS = {"/oauth2", "/oauth2/{server}"};

    private final Foundation base;
    private final Router router = new Router();

    private Routes(Foundation base) {
        this.base = base;
    }

    static Router of(Foundation base) {
        var routes = new Routes(base);
        routes.authorize();
        routes.metadata();
        routes.userinfo();
        routes.tokens();
        routes.endings();
        DeviceRoutes.add(routes.router, base, base.clients);
        PageRoutes.add(routes.router, base);
        SessionRoutes.add(routes.router, base);
        ManagementRoutes.add(routes.router, base);
        routes.operation();
        return routes.router;
    }

    private void authorize() {
        var world = base.world;
        var codes = new Codes(world.storage().codes(), base.ids, base.secrets, world.clock());
        var pushed = new PushedRequests(
                new Sealer(
                        world.secrets().masterKey(),
                        "pushed requests",
                        world.secrets().random()),
                world.clock());
        var requests = new AuthorizeRequests(
                base.apps::byClientId,
                pushed,
                world.storage().assertions(),
                new AuthorizeRequests.Evidence(base.means, hints(), world.clock()),
                world.issuers());
        var push = new PushEndpoint(base.servers, base.clients, requests, pushed, base.dpop(), world.clock());
        var signed = new SignedAnswers(base.keys::of, world.issuers(), world.clock());
        var endpoint = new AuthorizeEndpoint(
                new AuthorizeEndpoint.Rooms(
                        base.servers, base.apps, base.people, base.sessions, base.grants, base.paused),
                requests,
                new AuthorizeEndpoint.Answering(
                        base.issuer,
                        signed,
                        codes,
                        world.issuers(),
                        base.farewell.participants,
                        base.implicitUse,
                        base.log,
                        base.pages),
                world.clock());
        var entrance = new SessionTokenEndpoint(endpoint::handle, base.signingIn.sessionTokens, base.sessions);
        for (String server : SERVERS) {
            router.get(server + "/v1/authorize", entrance)
                    .post(server + "/v1/authorize", entrance)
                    .get(server + "/v1/authorize/redirect", endpoint::resume)
                    .post(server + "/v1/par", push::handle);
        }
    }

    private void endings() {
        var holders = new Introspection.Holders(base.people, base.apps, base.world.issuers());
        var refreshTokens = base.world.storage().refreshTokens();
        var clock = base.world.clock();
        var introspection = new Introspection(base.accessTokens, hints(), refreshTokens, holders, clock);
        var asking = new TokenResponder(base.servers, base.clients);
        var introspect = new IntrospectEndpoint(asking, introspection);
        var known = new RevokeEndpoint.Tokens(base.accessTokens, refreshTokens, base.revocations, clock);
        var revoke = new RevokeEndpoint(asking, known, base.log);
        var logout = new LogoutEndpoint(
                base.servers,
                base.apps,
                new LogoutEndpoint.Evidence(base.sessions, hints(), base.people),
                new LogoutEndpoint.Views(base.pages, base.forms, base.world.issuers(), base.farewell.front),
                base.log);
        for (String server : SERVERS) {
            router.post(server + "/v1/introspect", introspect::handle)
                    .post(server + "/v1/revoke", revoke::handle)
                    .get(server + "/v1/logout", logout::handle)
                    .post(server + "/v1/logout", logout::handle);
        }
    }

    private IdTokenHints hints() {
        return new IdTokenHints(
                base.keys::of,
                base.world.issuers(),
                base.world.clock(),
                base.world.secrets().crypto());
    }

    private void metadata() {
        var discovery = new DiscoveryEndpoint(base.servers, base.apps, base.world.issuers());
        var keys = new KeysEndpoint(base.servers, base.keys);
        everywhere("/.well-known/openid-configuration", discovery::openid);
        everywhere("/.well-known/oauth-authorization-server", discovery::oauth);
        // RFC 8414 §3.1: the well-known part comes between host and path of the issuer.
        router.get("/.well-known/oauth-authorization-server/oauth2/{server}", discovery::oauth);
        for (String server : SERVERS) router.get(server + "/v1/keys", keys::handle);
        // An official verifier for Node looks here when it is given the org's issuer.
        router.get("/v1/keys", keys::handle);
    }

    private void everywhere(String wellKnown, Handler handler) {
        router.get(wellKnown, handler).get("/oauth2/{server}" + wellKnown, handler);
    }

    private void userinfo() {
        var endpoint = new UserinfoEndpoint(
                base.servers, base.bearers, base.people, base.apps, base.issuer, base.world.clock());
        for (String server : SERVERS) {
            router.get(server + "/v1/userinfo", endpoint::handle).post(server + "/v1/userinfo", endpoint::handle);
        }
    }

    private void tokens() {
        var world = base.world;
        var storage = world.storage();
        var successors = new Sealer(
                world.secrets().masterKey(), "refresh tokens", world.secrets().random());
        var rooms = new Grants.Rooms(
                base.people,
                base.apps,
                new AppSignIn(base.signingIn.passwords, base.signingIn.throttle, base.log),
                base.issuer,
                base.ids,
                base.secrets,
                successors,
                world.clock());
        var grants = new Grants(
                rooms,
                new Grants.Stores(storage.codes(), storage.devices(), storage.refreshTokens(), base.grantedScopes),
                base.revocations);
        var log = new TokenLog(base.log, world.issuers());
        var token = new TokenEndpoint(
                base.servers,
                base.clients,
                grants,
                base.origins,
                log,
                new TokenEndpoint.Setting(world.issuers(), base.dpop()));
        for (String server : SERVERS) router.post(server + "/v1/token", token::handle);
    }

    private void operation() {
        router.get("/health/live", _ -> Response.json(200, Map.of("status", "up")));
        router.get("/health/ready", _ -> {
            // Asks the database, which answers, or the boundary answers 503.
            base.world.storage().authorizationServers().byId(AuthorizationServer.DEFAULT);
            boolean fresh = base.world.storage().changes().fresh();
            return Response.json(fresh ? 200 : 503, Map.of("status", fresh ? "ready" : "behind"));
        });
    }
}
