package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import dev.narthex.policy.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Services with a key, which ask the org's server for a token and call the management API with it.
class ServiceAppsTest {
    private static final String KEYS = "/api/v1/authorizationServers/default/credentials/keys";
    private static final String ROTATE = "/api/v1/authorizationServers/default/credentials/lifecycle/keyRotate";
    private static final String READ = "okta.authorizationServers.read";
    private static final String MANAGE = "okta.authorizationServers.manage";
    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.RS256);

    @AutoClose
    private static TestServer idp;

    private static Api api;

    @BeforeAll
    static void start() {
        idp = TestServer.on(Databases.postgresql());
        api = new Api(idp);
    }

    private static TokenClient service(String... scopes) {
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", KEY)));
        var client = TokenClient.of(idp, AppSettings.Type.SERVICE, authentication, Map.of())
                .at("/oauth2");
        for (String scope : scopes) grant(client.app(), scope);
        return client;
    }

    private static ScopeGrant grant(App app, String scope) {
        String id = "oag" + System.nanoTime();
        return idp.storage.scopeGrants().grant(new ScopeGrant(id, app.id(), scope, idp.clock.instant(), "test"));
    }

    private static HttpResponse<String> ask(TokenClient client, String scope) {
        var claims = Assertion.claims(idp, client.id(), idp.baseUrl() + "/oauth2/v1/token");
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        return client.send("token", "", form);
    }

    private static String token(TokenClient client, String scope) {
        var response = ask(client, scope);
        assertEquals(200, response.statusCode(), response.body());
        assertEquals("Bearer", Api.json(response).get("token_type"));
        return Api.json(response).get("access_token").toString();
    }

    private static HttpResponse<String> call(String path, String token) {
        return api.get(path, "Authorization", "Bearer " + token);
    }

    private static String challenge(HttpResponse<String> response) {
        return response.headers().firstValue("www-authenticate").orElse("");
    }

    @Test
    @DisplayName("Okta 4.10: a service gets a token of the org for what it was granted, and calls the API with it")
    void granted() {
        var client = service(READ, "okta.users.read");
        String token = token(client, READ);
        var claims = Answer.part(token, 1);
        assertEquals(idp.baseUrl(), claims.get("iss"));
        assertEquals(idp.baseUrl(), claims.get("aud"));
        assertEquals(client.id(), claims.get("sub"));
        assertEquals(List.of(READ), claims.get("scp"));
        var response = call(KEYS, token);
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                1,
                idp.log("app.oauth2.token.grant.access_token").stream()
                        .filter(it -> it.actor().id().equals(client.id()))
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "okta.apps.read, 400, consent_required",
        "okta.apps.read okta.logs.read, 400, consent_required",
        "okta.authorizationServers.read okta.apps.read, 400, invalid_scope",
        "okta.authorizationServers.manage, 400, consent_required",
        "okta.everything.read, 400, invalid_scope",
        "openid, 400, invalid_scope",
        "'', 400, invalid_scope",
        "okta.authorizationServers.read openid, 400, invalid_scope"
    })
    @DisplayName("Okta 4.10: what was not granted, is unknown, or is about a person, is refused whole")
    void notGranted(String scope, int status, String error) {
        var response = ask(service(READ), scope);
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(error, Api.json(response).get("error"));
    }

    @Test
    @DisplayName("Okta 4.10: a secret is not enough for the management API, nor is another kind of app")
    void secretsAreNotEnough() {
        var bySecret = TokenClient.of(
                idp,
                AppSettings.Type.SERVICE,
                TokenClient.withSecrets(idp, "client_secret_post", "s3cret-s3cret-s3cret-s3cret-s3cret")
                        .app()
                        .settings()
                        .oauth()
                        .authentication(),
                Map.of());
        grant(bySecret.app(), READ);
        var refused = bySecret.at("/oauth2")
                .post(
                        "token",
                        Map.of(
                                "client_secret",
                                "s3cret-s3cret-s3cret-s3cret-s3cret",
                                "grant_type",
                                "client_credentials",
                                "scope",
                                READ));
        assertEquals(401, refused.statusCode(), refused.body());
        assertEquals("invalid_client", Api.json(refused).get("error"));
        var web = TokenClient.withKeys(idp, Jwk.publicKey("k1", KEY)).at("/oauth2");
        grant(web.app(), READ);
        assertEquals("unauthorized_client", Api.json(ask(web, READ)).get("error"));
    }

    @Test
    @DisplayName("RFC 6750 §3.1: 403 names the scope that is needed; to manage is to read, too")
    void scopes() {
        String read = token(service(READ), READ);
        var refused = api.post(ROTATE, "{\"use\":\"sig\"}", "Authorization", "Bearer " + read);
        assertEquals(403, refused.statusCode());
        assertEquals("Bearer error=\"insufficient_scope\", scope=\"" + MANAGE + "\"", challenge(refused));
        assertEquals("E0000006", Api.json(refused).get("errorCode"));
        var managing = service(MANAGE);
        String manage = token(managing, MANAGE);
        assertEquals(200, call(KEYS, manage).statusCode());
        var rotated = api.post(ROTATE, "{\"use\":\"sig\"}", "Authorization", "bearer " + manage);
        assertEquals(200, rotated.statusCode(), rotated.body());
        var actor = idp.log("app.oauth2.as.key.rollover").stream()
                .filter(it -> it.actor().id().equals(managing.id()))
                .count();
        assertEquals(1, actor, "the app is on record");
    }

    @Test
    @DisplayName(
            "Abuse 59, 72, 109: a token of another server, of a person, expired, changed, or an ID token opens nothing")
    void otherTokens() {
        var client = service(READ);
        String token = token(client, READ);
        idp.fixture.user("ada@example.org");
        var app = idp.fixture.app();
        var person =
                Answer.inFragment(idp.browser().signIn(Ask.of(app).atOrg().url(), "ada@example.org", Fixture.PASSWORD));
        assertEquals(403, call(KEYS, person.get("access_token")).statusCode(), "good, and opens nothing");
        idp.fixture.scope(READ, Scope.Consent.IMPLICIT, false);
        var custom = client.at("/oauth2/default");
        var claims = Assertion.claims(idp, client.id());
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.putAll(Map.of("grant_type", "client_credentials", "scope", READ));
        String foreign =
                Api.json(custom.send("token", "", form)).get("access_token").toString();
        for (String bad :
                List.of(foreign, person.get("id_token"), token.substring(0, token.length() - 4) + "AAAA", "x")) {
            var refused = call(KEYS, bad);
            assertEquals(401, refused.statusCode(), bad);
            assertTrue(challenge(refused).startsWith("Bearer error=\"invalid_token\""), challenge(refused));
            assertEquals("E0000011", Api.json(refused).get("errorCode"));
        }
        assertEquals("", challenge(api.get(KEYS)), "who shows nothing is told nothing");
        assertEquals(200, call(KEYS, token).statusCode());
        idp.clock.advance(Duration.ofMinutes(62));
        assertEquals(401, call(KEYS, token).statusCode(), "expired");
    }

    @Test
    @DisplayName("Abuse 71: a token opens nothing any more once it, its grant or its app is taken back")
    void takenBack() {
        var client = service(MANAGE);
        String token = token(client, MANAGE);
        idp.storage
                .scopeGrants()
                .revoke(
                        client.app().id(),
                        idp.storage
                                .scopeGrants()
                                .of(client.app().id())
                                .getFirst()
                                .id());
        Await.until("the grant is gone", () -> call(KEYS, token).statusCode() == 403);
        grant(client.app(), MANAGE);
        Await.until("the grant is back", () -> call(KEYS, token).statusCode() == 200);
        var claims = Assertion.claims(idp, client.id(), idp.baseUrl() + "/oauth2/v1/revoke");
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.put("token", token);
        assertEquals(200, client.send("revoke", "", form).statusCode());
        assertEquals(401, call(KEYS, token).statusCode());
        String another = token(client, MANAGE);
        replace(
                client.app(),
                app -> new App(app.id(), app.clientId(), false, app.settings(), app.created(), next(app)));
        Await.until("the app is inactive", () -> call(KEYS, another).statusCode() == 401);
        assertFalse(challenge(call(KEYS, another)).isEmpty());
    }

    private static void replace(App app, UnaryOperator<App> change) {
        idp.storage.apps().replace(change.apply(app));
    }

    private static App.Revision next(App app) {
        return new App.Revision(app.revision().version() + 1, idp.clock.instant());
    }
}
