package dev.narthex.e2e.flows;

import static dev.narthex.e2e.TokenClient.basic;
import static dev.narthex.e2e.TokenClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Introspection and revocation.
class EndingsTest {
    private static final String ADA = "ada@example.org";

    @AutoClose
    private static TestServer idp;

    @AutoClose
    private static TestServer beside;

    private static TokenClient page;
    private static TokenClient web;
    private static String userId;

    @BeforeAll
    static void start() {
        String database = Databases.postgresql();
        idp = TestServer.on(database);
        beside = TestServer.beside(idp, database);
        userId = idp.fixture.user(ADA).id();
        page = TokenClient.ofPage(idp);
        web = TokenClient.withSecrets(idp, "client_secret_basic", "a secret: 50% + more", "new");
    }

    private static Map<String, Object> introspect(TokenClient client, String authorization, Object token, String hint) {
        var response =
                client.send("introspect", authorization, Map.of("token", token.toString(), "token_type_hint", hint));
        assertEquals(200, response.statusCode(), response.body());
        return json(response);
    }

    private static Map<String, Object> asResource(Object token) {
        return introspect(web, basic(web.id() + ":new"), token, "");
    }

    private static void assertInactive(Map<String, Object> answer) {
        assertEquals(Map.of("active", false), answer);
    }

    @Test
    @DisplayName("RFC 7662 §2.2: an access token is told with scope, user, client and times")
    void accessToken() {
        var tokens = page.tokens(ADA);
        var told = asResource(tokens.get("access_token"));
        assertEquals(
                Set.of(
                        "active",
                        "scope",
                        "username",
                        "exp",
                        "iat",
                        "sub",
                        "aud",
                        "iss",
                        "jti",
                        "token_type",
                        "client_id",
                        "uid"),
                told.keySet());
        assertEquals(true, told.get("active"));
        assertEquals(
                Set.of("openid", "profile", "email", "offline_access"),
                Set.of(told.get("scope").toString().split(" ")));
        assertEquals(ADA, told.get("username"));
        assertEquals(ADA, told.get("sub"));
        assertEquals("api://default", told.get("aud"));
        assertEquals(idp.issuer(), told.get("iss"));
        assertEquals("Bearer", told.get("token_type"));
        assertEquals(page.id(), told.get("client_id"));
        assertEquals(userId, told.get("uid"));
    }

    @Test
    @DisplayName("A public client asks about its own tokens with Basic and no colon, or with its id in the form")
    void ofItsOwn() {
        var tokens = page.tokens(ADA);
        var access = tokens.get("access_token");
        assertEquals(
                true, introspect(page, basic(page.id()), access, "access_token").get("active"));
        assertEquals(
                true,
                json(page.post("introspect", Map.of("token", access.toString())))
                        .get("active"));
    }

    @Test
    @DisplayName("An ID token is told where the hint says that it is one, a refresh token without any")
    void otherKinds() {
        var tokens = page.tokens(ADA);
        var id = introspect(page, basic(page.id()), tokens.get("id_token"), "id_token");
        assertTrue(id.keySet()
                .containsAll(
                        Set.of("active", "auth_time", "amr", "idp", "nonce", "preferred_username", "ver", "at_hash")));
        assertInactive(introspect(page, basic(page.id()), tokens.get("id_token"), ""));
        var refresh = introspect(page, basic(page.id()), tokens.get("refresh_token"), "refresh_token");
        assertEquals(true, refresh.get("active"));
        assertEquals(page.id(), refresh.get("client_id"));
    }

    @Test
    @DisplayName("RFC 7662 §2.2: Abuse 70, 72: of what does not count for the asker nothing is told")
    void inactive() {
        var tokens = page.tokens(ADA);
        var access = tokens.get("access_token");
        var other = TokenClient.ofPage(idp);
        assertInactive(introspect(other, basic(other.id()), access, ""));
        assertInactive(introspect(other, basic(other.id()), tokens.get("refresh_token"), ""));
        assertInactive(introspect(other, basic(other.id()), tokens.get("id_token"), "id_token"));
        assertInactive(introspect(page.at("/oauth2"), basic(page.id()), access, ""));
        assertInactive(introspect(page.at("/oauth2"), basic(page.id()), tokens.get("refresh_token"), ""));
        assertInactive(introspect(page, basic(page.id()), "nonsense", ""));
        idp.clock.advance(Duration.ofMinutes(62));
        assertInactive(asResource(access));
        assertInactive(introspect(page, basic(page.id()), tokens.get("id_token"), "id_token"));
    }

    @Test
    @DisplayName("RFC 7662 §2.1: without a token, or by a client that can't prove itself, there is no answer")
    void badAsking() {
        for (String endpoint : Set.of("introspect", "revoke")) {
            assertRefused(400, "invalid_request", page.post(endpoint, Map.of()));
            assertRefused(401, "invalid_client", web.send(endpoint, basic(web.id() + ":wrong"), Map.of("token", "x")));
            assertRefused(401, "invalid_client", web.send(endpoint, basic(web.id()), Map.of("token", "x")));
            assertRefused(401, "invalid_client", web.send(endpoint, "", Map.of("token", "x")));
            assertEquals(
                    404, page.at("/oauth2/nowhere").post(endpoint, Map.of()).statusCode());
        }
    }

    @Test
    @DisplayName("RFC 7009 §2.2: a revoked access token is dead at once on every node; its refresh token lives")
    void revokedAccess() {
        var tokens = page.tokens(ADA);
        var access = tokens.get("access_token");
        assertEmpty(page.send("revoke", basic(page.id()), Map.of("token", access.toString())));
        assertInactive(asResource(access));
        assertEquals(401, page.userinfo(access));
        assertEquals(401, new TokenClient(beside, page.app(), "/oauth2/default").userinfo(access));
        assertEquals(200, refresh(page, tokens).statusCode());
    }

    @Test
    @DisplayName("RFC 7009 §2.1: a revoked refresh token takes its access tokens along")
    void revokedRefresh() {
        var tokens = page.tokens(ADA);
        assertEmpty(
                page.post("revoke", Map.of("token", tokens.get("refresh_token").toString())));
        assertRefused(400, "invalid_grant", refresh(page, tokens));
        assertEquals(401, page.userinfo(tokens.get("access_token")));
        assertInactive(asResource(tokens.get("refresh_token")));
        assertTrue(idp.log().stream().anyMatch(event -> event.kind().type().equals("app.oauth2.as.token.revoke")));
    }

    @Test
    @DisplayName("RFC 7009 §2.1: another client's token is not revoked, and what nobody knows is fine")
    void othersTokens() {
        var tokens = page.tokens(ADA);
        var access = tokens.get("access_token");
        var thief = TokenClient.ofPage(idp);
        for (String token :
                Set.of(access.toString(), tokens.get("refresh_token").toString(), "nonsense")) {
            assertEmpty(thief.post("revoke", Map.of("token", token)));
            assertEmpty(web.send("revoke", basic(web.id() + ":new"), Map.of("token", token)));
        }
        assertEquals(200, page.userinfo(access));
        assertEquals(200, refresh(page, tokens).statusCode());
    }

    @Test
    @DisplayName("The org's server does the same at its own addresses")
    void atTheOrg() {
        var client = page.at("/oauth2");
        var tokens = client.tokens(ADA);
        assertEquals(
                idp.baseUrl(),
                introspect(client, basic(page.id()), tokens.get("access_token"), "")
                        .get("iss"));
        assertEmpty(
                client.post("revoke", Map.of("token", tokens.get("access_token").toString())));
        assertInactive(introspect(client, basic(page.id()), tokens.get("access_token"), ""));
    }

    @Test
    @DisplayName("Abuse 71: tokens of a person who is suspended are told as inactive")
    void suspended() {
        idp.fixture.user("eve@example.org");
        var tokens = page.tokens("eve@example.org");
        idp.fixture.suspend("eve@example.org");
        assertInactive(asResource(tokens.get("access_token")));
        assertInactive(asResource(tokens.get("refresh_token")));
    }

    private static HttpResponse<String> refresh(TokenClient client, Map<String, Object> tokens) {
        return client.post(
                "token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.get("refresh_token").toString()));
    }

    /// An official SDK takes an empty body of type JSON for a broken answer.
    private static void assertEmpty(HttpResponse<String> response) {
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertFalse(response.headers().firstValue("content-type").isPresent());
    }

    private static void assertRefused(int status, String error, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(error, json(response).get("error"));
        assertTrue(json(response).containsKey("error_description"));
    }
}
