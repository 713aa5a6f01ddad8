package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.groups.Group;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.users.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What becomes of tokens when what they were given for is taken back.
class WithdrawnTest {
    private static final String SERVER = "/api/v1/authorizationServers/default";
    private static TestServer idp;
    private static Admin admin;
    private User user;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        user = idp.fixture.user(UUID.randomUUID() + "@example.org");
    }

    private static int refreshed(TokenClient client, Map<String, Object> tokens) {
        var form = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        return client.post("token", form).statusCode();
    }

    private Map<String, Object> tokens(TokenClient client, String scope) {
        var code = client.code(idp.browser(), user.login(), scope);
        return TokenClient.json(client.post("token", TokenClient.redeeming(code)));
    }

    private static boolean active(TokenClient client, Object token) {
        var answer = TokenClient.json(client.post("introspect", Map.of("token", (String) token)));
        return (Boolean) answer.get("active");
    }

    /// The only rule of the only policy of `default`.
    private static void rule(List<String> scopes, String... groups) {
        var policy = Admin.list(admin.get(SERVER + "/policies")).getFirst();
        String rules = SERVER + "/policies/" + policy.get("id") + "/rules";
        var rule = Map.of(
                "type",
                "RESOURCE_ACCESS",
                "name",
                "The rule",
                "conditions",
                Map.of(
                        "people", Map.of("groups", Map.of("include", List.of(groups))),
                        "grantTypes", Map.of("include", List.of("authorization_code")),
                        "scopes", Map.of("include", scopes)));
        var there = Admin.list(admin.get(rules)).getFirst();
        Admin.object(200, admin.put(rules + "/" + there.get("id"), rule));
    }

    @Test
    @DisplayName("Abuse 68: a refresh token is of no use once offline_access is permitted no more")
    void offlineAccess() {
        var client = TokenClient.ofPage(idp);
        var tokens = client.tokens(user.login());
        rule(List.of("openid", "profile", "email"), "EVERYONE");
        assertEquals(400, refreshed(client, tokens));
        rule(List.of("*"), "EVERYONE");
        assertEquals(200, refreshed(client, tokens), "what is refused does not cost the token");
    }

    @Test
    @DisplayName("Abuse 68: a scope that is removed from the server comes with no refresh")
    void removedScope() {
        idp.fixture.scope("passing", Consent.IMPLICIT, false);
        var client = TokenClient.ofPage(idp);
        var tokens = tokens(client, "openid passing offline_access");
        assertTrue(tokens.get("scope").toString().contains("passing"));
        var scope = Admin.list(admin.get(SERVER + "/scopes?q=passing")).getFirst();
        assertEquals(204, admin.delete(SERVER + "/scopes/" + scope.get("id")).statusCode());
        assertEquals(400, refreshed(client, tokens));
    }

    @Test
    @DisplayName("Abuse 68: an app that may refresh no more can't")
    void grantType() {
        var client = TokenClient.ofPage(idp);
        var tokens = client.tokens(user.login());
        var app = idp.storage.apps().byClientId(client.id()).orElseThrow();
        idp.storage.apps().replace(without(app, "refresh_token"));
        assertEquals(400, refreshed(client, tokens));
    }

    private static App without(App app, String grantType) {
        var oauth = app.settings().oauth();
        var types = new java.util.HashSet<>(oauth.grantTypes());
        types.remove(grantType);
        var fewer = new dev.narthex.apps.AppSettings.OAuth(
                oauth.redirectUris(),
                oauth.postLogoutRedirectUris(),
                oauth.responseTypes(),
                Set.copyOf(types),
                oauth.consentMethod(),
                oauth.authentication());
        var revision =
                new App.Revision(app.revision().version() + 1, app.revision().lastUpdated());
        return new App(
                app.id(), app.clientId(), app.active(), Fixture.with(app.settings(), fewer), app.created(), revision);
    }

    @Test
    @DisplayName("Abuse 71: who leaves the group that a rule is for gets no more tokens")
    void leftTheGroup() {
        Group group = idp.fixture.group("Staff " + UUID.randomUUID());
        idp.storage.groups().addMember(group.id(), user.id(), idp.clock.instant());
        rule(List.of("*"), group.id());
        var client = TokenClient.ofPage(idp);
        var tokens = client.tokens(user.login());
        idp.storage.groups().removeMember(group.id(), user.id(), idp.clock.instant());
        assertEquals(400, refreshed(client, tokens));
        rule(List.of("*"), "EVERYONE");
    }

    @Test
    @DisplayName("Abuse 71: who is taken off an app gets no more tokens for it, and those at hand stop to work")
    void takenOff() {
        var client = TokenClient.ofPage(idp);
        var app = idp.storage.apps().byClientId(client.id()).orElseThrow();
        var revision =
                new App.Revision(app.revision().version() + 1, app.revision().lastUpdated());
        idp.storage
                .apps()
                .replace(new App(
                        app.id(),
                        app.clientId(),
                        true,
                        Fixture.notForEveryone(app.settings()),
                        app.created(),
                        revision));
        idp.storage.apps().assignUser(app.id(), user.id());
        var tokens = client.tokens(user.login());
        assertEquals(200, client.userinfo(tokens.get("access_token")));
        assertTrue(active(client, tokens.get("access_token")));
        idp.storage.apps().unassignUser(app.id(), user.id());
        assertEquals(401, client.userinfo(tokens.get("access_token")));
        assertFalse(active(client, tokens.get("access_token")));
        assertFalse(active(client, tokens.get("refresh_token")));
        assertEquals(400, refreshed(client, tokens));
    }

    @Test
    @DisplayName("Abuse 71: tokens of a server that is switched off are worth nothing anywhere, until it is on again")
    void inactiveServer() {
        idp.fixture.newServer("ausOff", server -> server);
        var client = TokenClient.ofPage(idp).at("/oauth2/ausOff");
        var tokens = client.tokens(user.login());
        assertEquals(
                204,
                admin.post("/api/v1/authorizationServers/ausOff/lifecycle/deactivate", "")
                        .statusCode());
        assertEquals(404, client.userinfo(tokens.get("access_token")));
        assertEquals(404, refreshed(client, tokens));
        assertEquals(401, client.at("/oauth2/default").userinfo(tokens.get("access_token")));
        assertEquals(
                204,
                admin.post("/api/v1/authorizationServers/ausOff/lifecycle/activate", "")
                        .statusCode());
        assertEquals(200, refreshed(client, tokens));
    }

    @Test
    @DisplayName("Abuse 72, 109: a token of a custom server opens nothing of the management API, whatever its scopes")
    void otherIssuer() {
        var client = TokenClient.ofPage(idp);
        var token = (String) client.tokens(user.login()).get("access_token");
        for (String path : List.of(SERVER, "/api/v1/logs", "/api/v1/users/" + user.id() + "/grants")) {
            var response = new Api(idp).get(path, "Authorization", "Bearer " + token);
            assertEquals(401, response.statusCode(), path);
        }
        for (String name : List.of("okta.users.manage", "okta:all")) {
            Admin.refused(400, "E0000001", admin.post(SERVER + "/scopes", Map.of("name", name)));
        }
    }
}
