package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Assertion;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TokenClient;
import dev.narthex.http.Json;
import dev.narthex.jose.Jwk;
import dev.narthex.jose.SigningAlgorithm;
import dev.narthex.jose.SigningKeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Clients that know the standard and no Okta: a token of somebody who may register, then a token of their own.
class InitialAccessTest {
    private static final String CLIENTS = "/oauth2/v1/clients";
    private static final String SPA = """
            {"redirect_uris":["https://app.example/cb"],"token_endpoint_auth_method":"none",
             "grant_types":["implicit"],"response_types":["id_token","token"],"client_name":"Standard"}""";
    private static final String WEB = """
            {"redirect_uris":["https://app.example/cb"],"client_name":"Standard"}""";
    private static final SigningKeyPair KEY = SigningKeyPair.generate(SigningAlgorithm.RS256);
    private static TestServer idp;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        idp.fixture.user("ada@example.org");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    /// A service with an access token of the org's server for this scope.
    private static Admin service(String scope) {
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", KEY)));
        var client = TokenClient.of(idp, AppSettings.Type.SERVICE, authentication, Map.of())
                .at("/oauth2");
        String id = "oag" + System.nanoTime();
        idp.storage.scopeGrants().grant(new ScopeGrant(id, client.app().id(), scope, idp.clock.instant(), "test"));
        var claims = Assertion.claims(idp, client.id(), idp.baseUrl() + "/oauth2/v1/token");
        var form = new LinkedHashMap<>(Assertion.fields(Assertion.signed(Map.of("kid", "k1"), claims, KEY)));
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        var token = object(200, client.send("token", "", form)).get("access_token");
        return new Admin(idp, "Bearer " + token);
    }

    @Test
    @DisplayName("RFC 7591 §3: with an initial access token a client registers, and manages itself from then on")
    void registers() {
        var client = object(201, service("okta.clients.register").post(CLIENTS, SPA));
        assertEquals("browser", client.get("application_type"));
        var itself = new Admin(idp, "Bearer " + client.get("registration_access_token"));
        String path = at(client, "registration_client_uri");
        assertEquals(idp.baseUrl() + CLIENTS + "/" + client.get("client_id"), path);
        assertEquals("Standard", object(200, itself.get(path)).get("client_name"));

        var app =
                idp.storage.apps().byClientId((String) client.get("client_id")).orElseThrow();
        var answer = Answer.inFragment(idp.browser().signIn(Ask.of(app).url(), "ada@example.org", Fixture.PASSWORD));
        assertFalse(answer.get("access_token").isEmpty());

        var body = new LinkedHashMap<String, Object>(
                Json.readObject(SPA.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        body.put("client_id", client.get("client_id"));
        body.put("redirect_uris", List.of("https://app.example/new"));
        var replaced = object(200, itself.put(path, Json.text(body)));
        assertEquals(List.of("https://app.example/new"), replaced.get("redirect_uris"));
        var again = new Admin(idp, "Bearer " + replaced.get("registration_access_token"));
        assertEquals(204, again.delete(path).statusCode());
        refused(401, "E0000011", again.get(path));
    }

    @Test
    @DisplayName("RFC 9700 §2.4, Abuse 104: a client can't register for people's passwords; an administrator can")
    void passwords() {
        String body = """
                {"redirect_uris":["com.example:/cb"],"application_type":"native",
                 "grant_types":["authorization_code","password"],"client_name":"Asks for passwords"}""";
        var refused = service("okta.clients.register").post(CLIENTS, body);
        assertEquals("invalid_client_metadata", object(400, refused).get("error"));
        object(201, new Admin(idp).post(CLIENTS, body));
    }

    @Test
    @DisplayName("Abuse 109: a scope opens what it names: to register is not to read, to read is not to change")
    void scopes() {
        var made = object(201, new Admin(idp).post(CLIENTS, WEB));
        String path = CLIENTS + "/" + made.get("client_id");
        var register = service("okta.clients.register");
        assertEquals(403, register.get(path).statusCode());
        assertEquals(403, register.delete(path).statusCode());
        var read = service("okta.clients.read");
        assertEquals("Standard", object(200, read.get(path)).get("client_name"));
        assertTrue(list(read.get(CLIENTS + "?limit=200")).size() > 0);
        assertEquals(403, read.post(CLIENTS, WEB).statusCode());
        assertEquals(403, read.put(path, WEB).statusCode());
        assertEquals(403, read.post(path + "/lifecycle/newSecret", "").statusCode());
        assertEquals(403, read.delete(path).statusCode());
        var manage = service("okta.clients.manage");
        assertEquals("Standard", object(200, manage.get(path)).get("client_name"));
        assertEquals(200, manage.put(path, WEB).statusCode());
        assertEquals(403, manage.get("/api/v1/apps").statusCode());
        assertEquals(204, manage.delete(path).statusCode());
    }

    @Test
    @DisplayName("Abuse 104, 109: who may read apps by an access token does not learn their secrets")
    void secrets() {
        var app = object(200, new Admin(idp).post("/api/v1/apps", AppsApiTest.WEB));
        String secret = at(app, "credentials", "oauthClient", "client_secret");
        String path = "/api/v1/apps/" + app.get("id");
        var reader = service("okta.apps.read");
        for (String each : List.of(path, "/api/v1/apps?limit=200", path + "/credentials/secrets")) {
            var response = reader.get(each);
            assertEquals(200, response.statusCode());
            assertFalse(response.body().contains(secret), each);
        }
        String one = (String)
                list(reader.get(path + "/credentials/secrets")).getFirst().get("id");
        assertFalse(reader.get(path + "/credentials/secrets/" + one).body().contains(secret));
        assertEquals(403, reader.post(path + "/credentials/secrets", "").statusCode());
        assertEquals(403, reader.delete(path).statusCode());
        assertEquals(403, reader.put(path, AppsApiTest.WEB).statusCode());
        assertEquals(403, reader.get(path + "/grants").statusCode());
        assertTrue(new Admin(idp).get(path).body().contains(secret));
    }

    private static String granted(String scope) {
        var authentication =
                new ClientAuthentication("private_key_jwt", false, List.of(), List.of(Jwk.publicKey("k1", KEY)));
        var app = TokenClient.of(idp, AppSettings.Type.SERVICE, authentication, Map.of())
                .app();
        String id = "oag" + System.nanoTime();
        idp.storage.scopeGrants().grant(new ScopeGrant(id, app.id(), scope, idp.clock.instant(), "test"));
        return app.id();
    }

    @Test
    @DisplayName("Abuse 109: who may change apps can't make itself one that may more, by key, secret or address")
    void becoming() {
        String mighty = granted("okta.users.manage");
        String path = "/api/v1/apps/" + mighty;
        String own = Json.text(Jwk.publicKey("mine", SigningKeyPair.generate(SigningAlgorithm.ES256))
                .members());
        var service = service("okta.apps.manage");
        var whole = object(200, new Admin(idp).get(path));
        assertEquals(403, service.post(path + "/credentials/jwks", own).statusCode());
        assertEquals(403, service.post(path + "/credentials/secrets", "").statusCode());
        assertEquals(403, service.put(path, Json.text(whole)).statusCode());
        var clients = service("okta.clients.manage");
        assertEquals(403, clients.put(CLIENTS + "/" + mighty, WEB).statusCode());
        assertEquals(
                403,
                clients.post(CLIENTS + "/" + mighty + "/lifecycle/newSecret", "")
                        .statusCode());
        // One that may no more than the caller is the caller's to change.
        String equal = "/api/v1/apps/" + granted("okta.apps.read");
        assertEquals(201, service.post(equal + "/credentials/jwks", own).statusCode());
    }

    @Test
    @DisplayName("Abuse 109: who may grant scopes gives none that it does not hold, to itself or to others")
    void granting() {
        String path = "/api/v1/apps/" + idp.fixture.app().id() + "/grants";
        var service = service("okta.appGrants.manage");
        String body = "{\"scopeId\":\"okta.users.manage\",\"issuer\":\"" + idp.baseUrl() + "\"}";
        assertEquals(403, service.post(path, body).statusCode());
        assertEquals(
                201,
                service.post(path, body.replace("users.manage", "appGrants.read"))
                        .statusCode());
        assertEquals(201, new Admin(idp).post(path, body).statusCode());
    }

    @Test
    @DisplayName("Abuse 109: a service can't end an API token as if it were its own")
    void noTokenOfItsOwn() {
        var service = service("okta.apiTokens.manage");
        refused(404, "E0000007", service.delete("/api/v1/api-tokens/current"));
        assertEquals(
                200,
                new Api(idp)
                        .get("/api/v1/api-tokens", "Authorization", "SSWS " + TestServer.API_TOKEN)
                        .statusCode());
    }
}
