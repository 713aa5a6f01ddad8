package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.policy.Scope.Consent;
import dev.narthex.users.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What people have given to apps, seen and taken back by administrators.
class DelegationTest {
    private static TestServer idp;
    private static Admin admin;
    private static App asking;
    private User user;
    private String path;
    private Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        asking = idp.fixture.app(Fixture::withConsent);
        idp.fixture.scope("cats", Consent.REQUIRED, false);
        idp.fixture.scope("dogs", Consent.REQUIRED, false);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void person() {
        user = idp.fixture.user(UUID.randomUUID() + "@example.org");
        path = "/api/v1/users/" + user.id();
        browser = idp.browser();
    }

    private static Ask ask(String scope) {
        return Ask.of(asking).with("scope", scope);
    }

    /// Signs in, and agrees.
    private String agreed(String scope) {
        var page = browser.signIn(ask(scope).url(), user.login(), Fixture.PASSWORD);
        return agreeing(page);
    }

    private String agreeing(java.net.http.HttpResponse<String> page) {
        var done = browser.travel(browser.submit(page, Map.of("decision", "allow")));
        return Answer.inFragment(done).get("access_token");
    }

    private static int userinfo(String token) {
        return new Api(idp).userinfo("/oauth2/default", token).statusCode();
    }

    private List<Map<String, Object>> grants() {
        return Admin.list(admin.get(path + "/grants"));
    }

    private static String grantOf(List<Map<String, Object>> grants, String scope) {
        String id = idp.storage
                .authorizationServers()
                .byId("default")
                .orElseThrow()
                .scope(scope)
                .orElseThrow()
                .id();
        return grants.stream()
                .filter(grant -> grant.get("scopeId").equals(id))
                .map(grant -> (String) grant.get("id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("Okta: a person's grants are listed, in pages, by scope, and of one client")
    void list() {
        agreed("openid cats dogs");
        var grants = grants();
        assertEquals(2, grants.size());
        for (var grant : grants) {
            PublishedSchemas.management("OAuth2ScopeConsentGrant", grant);
            assertEquals(asking.clientId(), grant.get("clientId"));
            assertEquals(user.id(), grant.get("userId"));
            assertEquals(idp.issuer(), grant.get("issuer"));
            assertEquals("END_USER", grant.get("source"));
            assertEquals(grant, Admin.object(200, admin.get(path + "/grants/" + grant.get("id"))));
        }
        assertEquals(grants.subList(0, 1), Admin.list(admin.get(path + "/grants?limit=1")));
        assertEquals(
                grants.subList(1, 2),
                Admin.list(admin.get(
                        path + "/grants?limit=1&after=" + grants.getFirst().get("id"))));
        Object scopeId = grants.getLast().get("scopeId");
        assertEquals(grants.subList(1, 2), Admin.list(admin.get(path + "/grants?scopeId=" + scopeId)));
        String ofClient = path + "/clients/" + asking.clientId() + "/grants";
        var expanded = Admin.list(admin.get(ofClient + "?expand=scope"));
        assertEquals(2, expanded.size());
        assertTrue(List.of("cats", "dogs").contains(Admin.at(expanded.getFirst(), "_embedded", "scope", "name")));
        Admin.refused(404, "E0000007", admin.get(path + "/clients/0oaNone/grants"));
    }

    @Test
    @DisplayName("Okta, Abuse 71: a grant that is revoked ends the tokens that hold its scope, and those alone")
    void revokeOne() {
        String cats = agreed("openid cats");
        String dogs = agreeing(browser.go(ask("openid dogs").url()));
        assertEquals(200, userinfo(cats));
        var response = admin.delete(path + "/grants/" + grantOf(grants(), "cats"));
        assertEquals(204, response.statusCode());
        assertEquals(401, userinfo(cats));
        assertEquals(200, userinfo(dogs));
        assertEquals(1, grants().size());
        assertEquals(200, browser.go(ask("openid cats").url()).statusCode(), "asked again");
        idp.clock.advance(Duration.ofSeconds(1));
        assertEquals(200, userinfo(agreeing(browser.go(ask("openid cats").url()))));
        assertEquals(401, userinfo(cats), "what was revoked stays so");
        assertFalse(idp.log("app.oauth2.as.consent.revoke").isEmpty());
    }

    @Test
    @DisplayName("Okta: all grants are revoked, or those of one client")
    void revokeAll() {
        String token = agreed("openid cats dogs");
        String ofClient = path + "/clients/" + asking.clientId() + "/grants";
        var other = idp.fixture.app(Fixture::withConsent);
        String others =
                agreeing(browser.go(Ask.of(other).with("scope", "openid cats").url()));
        assertEquals(204, admin.delete(ofClient).statusCode());
        assertEquals(1, grants().size());
        assertEquals(401, userinfo(token));
        assertEquals(200, userinfo(others));
        assertEquals(204, admin.delete(path + "/grants").statusCode());
        assertEquals(List.of(), grants());
        assertEquals(401, userinfo(others));
        assertEquals(204, admin.delete(path + "/grants").statusCode(), "may be repeated");
    }

    @Test
    @DisplayName("Abuse 109: a grant or token is found below its own person and client alone")
    void othersThings() {
        agreed("openid cats");
        String grant = (String) grants().getFirst().get("id");
        var stranger = idp.fixture.user(UUID.randomUUID() + "@example.org");
        String strangers = "/api/v1/users/" + stranger.id();
        Admin.refused(404, "E0000007", admin.get(strangers + "/grants/" + grant));
        Admin.refused(404, "E0000007", admin.delete(strangers + "/grants/" + grant));
        assertEquals(1, grants().size());
        var client = TokenClient.ofPage(idp);
        client.tokens(user.login());
        String token = (String) tokens(client).getFirst().get("id");
        Admin.refused(404, "E0000007", admin.delete(strangers + "/clients/" + client.id() + "/tokens/" + token));
        Admin.refused(404, "E0000007", admin.delete(path + "/clients/" + asking.clientId() + "/tokens/" + token));
        String elsewhere = "/api/v1/authorizationServers/ausNone/clients/" + client.id() + "/tokens/" + token;
        Admin.refused(404, "E0000007", admin.delete(elsewhere));
        assertEquals(1, tokens(client).size());
        Admin.refused(401, "E0000011", new Admin(idp, "").delete(path + "/grants/" + grant));
        Admin.refused(404, "E0000007", admin.get("/api/v1/users/00uNone/grants"));
    }

    private List<Map<String, Object>> tokens(TokenClient client) {
        return Admin.list(admin.get(path + "/clients/" + client.id() + "/tokens"));
    }

    private static int refreshed(TokenClient client, Map<String, Object> tokens) {
        var form = Map.of("grant_type", "refresh_token", "refresh_token", (String) tokens.get("refresh_token"));
        return client.post("token", form).statusCode();
    }

    @Test
    @DisplayName("Okta: refresh tokens are listed and shown, by person and by server")
    void tokens() {
        var client = TokenClient.ofPage(idp);
        client.tokens(user.login());
        idp.clock.advance(Duration.ofMinutes(1));
        client.tokens(user.login());
        var tokens = tokens(client);
        assertEquals(2, tokens.size());
        var token = tokens.getFirst();
        PublishedSchemas.management("OAuth2RefreshToken", token);
        assertTrue(token.get("id").toString().startsWith("oar"));
        assertEquals("ACTIVE", token.get("status"));
        assertEquals(idp.issuer(), token.get("issuer"));
        assertEquals(List.of("openid", "profile", "email", "offline_access"), token.get("scopes"));
        String one = path + "/clients/" + client.id() + "/tokens/" + token.get("id");
        assertEquals(token, Admin.object(200, admin.get(one)));
        assertEquals(idp.baseUrl() + one, Admin.at(token, "_links", "self", "href"));
        var expanded = Admin.object(200, admin.get(one + "?expand=scope"));
        assertEquals(4, ((List<?>) Admin.at(expanded, "_embedded", "scopes")).size());
        String server = "/api/v1/authorizationServers/default/clients";
        var there = Admin.list(admin.get(server + "/" + client.id() + "/tokens?limit=1"));
        assertEquals(token.get("id"), there.getFirst().get("id"));
        var clients = Admin.list(admin.get(server));
        assertTrue(clients.stream().anyMatch(it -> it.get("client_id").equals(client.id())), clients.toString());
        clients.forEach(it -> PublishedSchemas.management("OAuth2Client", it));
    }

    @Test
    @DisplayName("Okta: the clients of a person are those that hold grants or tokens")
    void clients() {
        agreed("openid cats");
        var client = TokenClient.ofPage(idp);
        client.tokens(user.login());
        var ids = Admin.list(admin.get(path + "/clients")).stream()
                .map(it -> it.get("client_id"))
                .toList();
        assertEquals(List.of(asking.clientId(), client.id()).stream().sorted().toList(), ids);
    }

    @Test
    @DisplayName("Okta: a refresh token that is revoked takes its access tokens along, and no other")
    void revokeToken() {
        var client = TokenClient.ofPage(idp);
        var first = client.tokens(user.login());
        idp.clock.advance(Duration.ofMinutes(1));
        var second = client.tokens(user.login());
        var before = tokens(client);
        String all = path + "/clients/" + client.id() + "/tokens";
        assertEquals(204, admin.delete(all + "/" + before.getFirst().get("id")).statusCode());
        assertEquals(400, refreshed(client, first));
        assertEquals(401, client.userinfo(first.get("access_token")));
        assertEquals(200, client.userinfo(second.get("access_token")));
        Admin.refused(404, "E0000007", admin.get(all + "/" + before.getFirst().get("id")));
        assertEquals(200, refreshed(client, second));
        assertEquals(204, admin.delete(all).statusCode());
        assertEquals(List.of(), tokens(client));
        var third = client.tokens(user.login());
        String atServer = "/api/v1/authorizationServers/default/clients/" + client.id() + "/tokens";
        assertEquals(204, admin.delete(atServer).statusCode());
        assertEquals(400, refreshed(client, third));
        assertFalse(idp.log("app.oauth2.as.token.revoke").isEmpty());
    }

    @Test
    @DisplayName("Okta: whoever is signed out everywhere has no session; with oauthTokens no token either")
    void sessions() {
        var client = TokenClient.ofPage(idp);
        var tokens = client.tokens(user.login());
        var app = idp.fixture.app();
        var answer = Answer.inFragment(browser.signIn(Ask.of(app).url(), user.login(), Fixture.PASSWORD));
        assertEquals(204, admin.delete(path + "/sessions").statusCode());
        assertEquals(List.of(), idp.storage.sessions().ofUser(user.id()));
        assertEquals(200, userinfo(answer.get("access_token")));
        assertEquals(200, refreshed(client, tokens));
        assertEquals(204, admin.delete(path + "/sessions?oauthTokens=true").statusCode());
        assertEquals(401, userinfo(answer.get("access_token")));
        assertEquals(List.of(), tokens(client));
        assertNotEquals(0, idp.log("user.session.clear").size());
        Admin.refused(404, "E0000007", admin.delete("/api/v1/users/00uNone/sessions"));
    }

    @Test
    @DisplayName("Okta: a browser is forgotten by all who sign out everywhere, unless forgetDevices says otherwise")
    void devices() {
        idp.storage.attempts().remember(user.id(), "device", idp.clock.instant());
        assertEquals(204, admin.delete(path + "/sessions?forgetDevices=false").statusCode());
        assertTrue(idp.storage.attempts().isKnown(user.id(), "device"));
        assertEquals(204, admin.delete(path + "/sessions").statusCode());
        assertFalse(idp.storage.attempts().isKnown(user.id(), "device"));
    }

    @Test
    @DisplayName("Abuse 71: a server that is deleted leaves no grant and no token, also for one of its name later")
    void deletedServer() {
        idp.fixture.newServer("ausBrief", server -> server);
        var client = TokenClient.ofPage(idp).at("/oauth2/ausBrief");
        var tokens = client.tokens(user.login());
        assertEquals(204, admin.delete("/api/v1/authorizationServers/ausBrief").statusCode());
        idp.fixture.newServer("ausBrief", server -> server);
        assertEquals(401, client.userinfo(tokens.get("access_token")));
        assertEquals(400, refreshed(client, tokens));
    }
}
