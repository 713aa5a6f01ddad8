package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.next;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.apps.AppSettings.ConsentMethod;
import dev.narthex.crypt.SecretHash;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients registered, and managing their registration themselves.
class RegistrationTest {
    private static final String CLIENTS = "/oauth2/v1/clients";
    private static final String WEB = """
            {"client_name":"Reader","redirect_uris":["https://reader.example/cb"],
             "grant_types":["authorization_code","refresh_token"],"logo_uri":"https://reader.example/logo.png",
             "token_endpoint_auth_method":"client_secret_post","tos_uri":"https://reader.example/terms"}""";
    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Map<String, Object> made(String body) {
        return object(201, admin.post(CLIENTS, body));
    }

    private static String path(Map<String, Object> client) {
        return CLIENTS + "/" + client.get("client_id");
    }

    /// A client that holds a token of its registration.
    private static Admin itself(Map<String, Object> client, String token) {
        String appId = idp.storage
                .apps()
                .byClientId((String) client.get("client_id"))
                .orElseThrow()
                .id();
        idp.storage.registrations().keep(appId, SecretHash.of(token));
        return new Admin(idp, "Bearer " + token);
    }

    private static void refusedAs(String error, HttpResponse<String> response) {
        refused(400, "E0000001", response);
        assertEquals(error, object(400, response).get("error"), response.body());
        assertFalse(((String) object(400, response).get("error_description")).isBlank());
    }

    @Test
    @DisplayName("RFC 7591 §3.2.1: a client is registered with an id, a secret, and everything it may rely on")
    void registered() {
        var response = admin.post(CLIENTS, WEB);
        assertEquals("no-store", response.headers().firstValue("cache-control").orElse(""));
        var client = object(201, response);
        assertTrue(((String) client.get("client_secret")).length() >= 40);
        assertEquals(0, client.get("client_secret_expires_at"));
        assertEquals("Reader", client.get("client_name"));
        assertEquals("web", client.get("application_type"));
        assertEquals(List.of("code"), client.get("response_types"));
        assertEquals("client_secret_post", client.get("token_endpoint_auth_method"));
        var app =
                idp.storage.apps().byClientId((String) client.get("client_id")).orElseThrow();
        assertEquals((int) app.created().getEpochSecond(), client.get("client_id_issued_at"));
        assertEquals(ConsentMethod.REQUIRED, app.settings().oauth().consentMethod());
        client.remove("post_logout_redirect_uris"); // Of whose type Okta's schema says two things.
        PublishedSchemas.oauth("Client", client, "client_uri");
    }

    @Test
    @DisplayName("RFC 7591 §2: a client that knows no Okta, without a name or types, gets what the standard says")
    void standard() {
        var client = made("{\"redirect_uris\":[\"https://plain.example/cb\"]}");
        assertEquals("client_secret_basic", client.get("token_endpoint_auth_method"));
        assertEquals(List.of("authorization_code"), client.get("grant_types"));
        assertEquals(List.of("code"), client.get("response_types"));
        var spa = made("{\"redirect_uris\":[\"https://spa.example/cb\"],\"token_endpoint_auth_method\":\"none\"}");
        assertEquals("browser", spa.get("application_type"));
        assertFalse(spa.containsKey("client_secret"));
        assertFalse(spa.containsKey("client_secret_expires_at"));
        var service = made("{\"grant_types\":[\"client_credentials\"],\"scope\":\"pets\",\"contacts\":[\"a@b\"]}");
        assertEquals("service", service.get("application_type"));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_redirect_uri, https://reader.example/cb, https://*.reader.example/cb",
        "invalid_redirect_uri, https://reader.example/cb, https://reader.example/cb#x",
        "invalid_redirect_uri, https://reader.example/cb, javascript:alert(1)",
        "invalid_redirect_uri, https://reader.example/cb, http://[fe80::1%25x]/cb",
        "invalid_redirect_uri, '\"https://reader.example/cb\"', ''",
        "invalid_client_metadata, https://reader.example/logo.png, javascript:alert(1)",
        "invalid_client_metadata, client_secret_post, none_of_these",
        "invalid_client_metadata, authorization_code, implicit",
        "invalid_client_metadata, '\"logo_uri\":\"https://reader.example/logo.png\"', '\"request_object_signing_alg\":\"RS384\"'",
        "invalid_client_metadata, 'Reader', 'Rea\\u202Eder'",
        "invalid_client_metadata, '\"logo_uri\":\"https://reader.example/logo.png\"', '\"jwks_uri\":\"http://169.254.169.254/x\"'",
        "invalid_client_metadata, '\"logo_uri\":\"https://reader.example/logo.png\"', '\"jwks_uri\":\"https://10.0.0.1/x\"'",
        "invalid_client_metadata, '\"logo_uri\":\"https://reader.example/logo.png\"', '\"backchannel_logout_uri\":\"https://[::ffff:a00:1]/x\"'",
    })
    @DisplayName("RFC 7591 §3.2.2, Abuse 6, 11, 13, 17, 47, 48, 51, 104: one thing wrong is refused in both languages")
    void refusals(String error, String good, String bad) {
        String body = WEB.replace(good, bad);
        assertNotEquals(WEB, body);
        refusedAs(error, admin.post(CLIENTS, body));
    }

    @Test
    @DisplayName("Abuse 104: registration can't decide what administrators do: consent, issuer, who skips PKCE")
    void notTheirs() {
        var client = made(WEB.replace("{\"client_name\"", """
                {"consent_method":"TRUSTED","issuer_mode":"DYNAMIC","pkce_required":false,"client_id":"chosen-id",
                 "client_secret":"chosen-secret-of-a-stranger","client_name\""""));
        assertNotEquals("chosen-id", client.get("client_id"));
        assertNotEquals("chosen-secret-of-a-stranger", client.get("client_secret"));
        var app =
                idp.storage.apps().byClientId((String) client.get("client_id")).orElseThrow();
        assertEquals(ConsentMethod.REQUIRED, app.settings().oauth().consentMethod());
        assertFalse(app.settings().extra().containsKey("issuer_mode"));
    }

    @Test
    @DisplayName("Abuse 104: a secret is told once, and neither by reading nor in lists")
    void toldOnce() {
        var client = made(WEB);
        String secret = (String) client.get("client_secret");
        assertFalse(admin.get(path(client)).body().contains(secret));
        assertFalse(admin.get(CLIENTS + "?limit=200").body().contains(secret));
        assertFalse(admin.put(path(client), WEB).body().contains(secret));
        var renewed = object(200, admin.post(path(client) + "/lifecycle/newSecret", ""));
        assertNotEquals(secret, renewed.get("client_secret"));
        assertEquals(
                1,
                idp.storage
                        .apps()
                        .byClientId((String) client.get("client_id"))
                        .orElseThrow()
                        .settings()
                        .authentication()
                        .secrets()
                        .size());
        var spa = made("{\"redirect_uris\":[\"https://spa.example/cb\"],\"token_endpoint_auth_method\":\"none\"}");
        refusedAs("invalid_client_metadata", admin.post(path(spa) + "/lifecycle/newSecret", ""));
    }

    @Test
    @DisplayName("E3, Okta: clients are read, replaced, listed by name in pages, and removed")
    void managed() {
        var client = made(WEB.replace("Reader", "Zebra 1"));
        made(WEB.replace("Reader", "Zebra 2"));
        made(WEB.replace("Reader", "Zebra 3"));
        var page = admin.get(CLIENTS + "?q=zebra&limit=2");
        assertEquals(2, list(page).size());
        assertEquals(
                "Zebra 3", list(admin.get(next(page).orElseThrow())).getFirst().get("client_name"));
        var read = object(200, admin.get(path(client)));
        assertEquals("Zebra 1", read.get("client_name"));
        assertFalse(read.containsKey("registration_access_token"));
        // As Okta's clients do: they send back what they read.
        read.put("client_name", "Gnu");
        assertEquals(
                "Gnu", object(200, admin.put(path(client), Json.text(read))).get("client_name"));
        read.put("client_id", "other");
        refusedAs("invalid_client_metadata", admin.put(path(client), Json.text(read)));
        assertEquals(204, admin.delete(path(client)).statusCode());
        refused(404, "E0000007", admin.get(path(client)));
        refused(404, "E0000007", admin.put(path(client), WEB));
        refused(404, "E0000007", admin.delete(path(client)));
        refused(404, "E0000007", admin.post(path(client) + "/lifecycle/newSecret", ""));
    }

    @Test
    @DisplayName("RFC 7592 §2.1, §3: a client reads its own registration with its token, without its secret")
    void readsItself() {
        var client = made(WEB);
        var read = object(200, itself(client, "rat_reads").get(path(client)));
        assertEquals("rat_reads", read.get("registration_access_token"));
        assertEquals(idp.baseUrl() + path(client), read.get("registration_client_uri"));
        assertFalse(read.containsKey("client_secret"));
        assertEquals(client.get("client_name"), read.get("client_name"));
    }

    private static Map<String, Object> update(Map<String, Object> client) {
        var body = new LinkedHashMap<>(Json.readObject(WEB.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        body.put("client_id", client.get("client_id"));
        return body;
    }

    @Test
    @DisplayName(
            "RFC 7592 §2.2: a client replaces its own registration; its token changes with it, the old one is void")
    void replacesItself() {
        var client = made(WEB);
        var itself = itself(client, "rat_first");
        var body = update(client);
        body.put("client_name", "Renamed");
        body.put("client_secret", client.get("client_secret"));
        body.put("consent_method", "TRUSTED");
        var replaced = object(200, itself.put(path(client), Json.text(body)));
        assertEquals("Renamed", replaced.get("client_name"));
        assertFalse(replaced.containsKey("client_secret"));
        String next = at(replaced, "registration_access_token");
        assertNotEquals("rat_first", next);
        refused(401, "E0000011", itself.get(path(client)));
        var again = new Admin(idp, "Bearer " + next);
        assertEquals("Renamed", object(200, again.get(path(client))).get("client_name"));
        var app =
                idp.storage.apps().byClientId((String) client.get("client_id")).orElseThrow();
        assertEquals(ConsentMethod.REQUIRED, app.settings().oauth().consentMethod());
        assertEquals(
                client.get("client_id"),
                idp.log("app.oauth2.client.lifecycle.update").getLast().actor().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"client_id\":\"other\"",
                "\"client_id\":null",
                "\"client_secret\":\"chosen-by-the-client-itself\"",
                "\"registration_access_token\":\"x\"",
                "\"registration_client_uri\":\"https://x.example\"",
                "\"client_secret_expires_at\":0",
                "\"client_id_issued_at\":0",
                "\"application_type\":\"native\"",
                "\"grant_types\":[\"authorization_code\",\"password\"]",
            })
    @DisplayName(
            "RFC 7592 §2.2, RFC 9700 §2.4, Abuse 104: what a client must not say of itself is refused, and its token stays good")
    void mustNotSay(String member) {
        var client = made(WEB);
        var itself = itself(client, "rat_" + client.get("client_id"));
        var body = update(client);
        body.putAll(Json.readObject(("{" + member + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        refusedAs("invalid_client_metadata", itself.put(path(client), Json.text(body)));
        assertEquals(200, itself.get(path(client)).statusCode());
    }

    @Test
    @DisplayName("RFC 7592 §2.3: a client removes itself; then nobody knows it, nor its token")
    void removesItself() {
        var client = made(WEB);
        var itself = itself(client, "rat_leaves");
        assertEquals(204, itself.delete(path(client)).statusCode());
        refused(401, "E0000011", itself.get(path(client)));
        refused(404, "E0000007", admin.get(path(client)));
        assertFalse(
                idp.storage.registrations().appOf(SecretHash.of("rat_leaves")).isPresent());
    }

    @Test
    @DisplayName(
            "Abuse 109: a client's token opens its own registration and nothing else, and not while it is inactive")
    void othersRegistrations() {
        var one = made(WEB);
        var other = made(WEB);
        var itself = itself(one, "rat_other");
        for (var response : List.of(
                itself.get(path(other)),
                itself.put(path(other), Json.text(update(other))),
                itself.delete(path(other)),
                itself.get(CLIENTS + "/nobody"),
                itself.get(CLIENTS),
                itself.post(CLIENTS, WEB),
                itself.post(path(one) + "/lifecycle/newSecret", ""),
                itself.get("/api/v1/apps"),
                new Admin(idp, "Bearer rat_wrong").get(path(one)),
                new Admin(idp, "").get(path(one)),
                new Admin(idp, "").post(CLIENTS, WEB))) {
            assertEquals(401, response.statusCode(), response.body());
        }
        String appId = idp.storage
                .apps()
                .byClientId((String) one.get("client_id"))
                .orElseThrow()
                .id();
        admin.post("/api/v1/apps/" + appId + "/lifecycle/deactivate", "");
        refused(401, "E0000011", itself.get(path(one)));
    }

    @Test
    @DisplayName("RFC 7592 §2.2: of 16 updates with one token, one is made")
    void race() throws Exception {
        var client = made(WEB);
        itself(client, "rat_races");
        var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        var threads = new java.util.ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> statuses.add(new Admin(idp, "Bearer rat_races")
                            .put(path(client), Json.text(update(client)))
                            .statusCode())));
        }
        for (var thread : threads) thread.join();
        assertEquals(Set.of(200, 401), Set.copyOf(statuses));
        assertEquals(1, statuses.stream().filter(it -> it == 200).count());
    }
}
