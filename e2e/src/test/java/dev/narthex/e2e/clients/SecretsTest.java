package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Secrets of an app, replaced while it runs.
class SecretsTest {
    private static final String SERVICE = """
            {"label":"Service","signOnMode":"OPENID_CONNECT","settings":{"oauthClient":{
             "application_type":"service","grant_types":["client_credentials"],"response_types":["token"]}}}""";
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

    /// The status of an introspection, which wants the client to prove itself.
    private static int status(String clientId, String secret) {
        var basic = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var browser = idp.browser();
        return browser.send(browser.request("/oauth2/default/v1/introspect")
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Browser.encode(Map.of("token", "x")))))
                .statusCode();
    }

    @Test
    @DisplayName("Okta: two secrets count at a time, so that one is replaced without a gap; what is in use stays")
    void rotation() {
        var app = object(200, admin.post("/api/v1/apps", SERVICE));
        String id = at(app, "id");
        String all = "/api/v1/apps/" + id + "/credentials/secrets";
        String first = at(app, "credentials", "oauthClient", "client_secret");
        assertEquals(200, status(id, first));

        idp.clock.advance(java.time.Duration.ofMinutes(1));
        var made = object(201, admin.post(all, ""));
        PublishedSchemas.management("OAuth2ClientSecret", made);
        String second = at(made, "client_secret");
        assertNotEquals(first, second);
        assertEquals(200, status(id, first));
        assertEquals(200, status(id, second));
        faulty("client_secret", admin.post(all, "{}"));

        var listed = list(admin.get(all));
        assertEquals(
                List.of(first, second),
                listed.stream().map(it -> it.get("client_secret")).toList());
        String one = all + "/" + listed.getFirst().get("id");
        assertEquals(listed.getFirst(), object(200, admin.get(one)));
        faulty("secret", admin.delete(one));
        assertEquals(
                "INACTIVE",
                object(200, admin.post(one + "/lifecycle/deactivate", "")).get("status"));
        assertEquals(401, status(id, first));
        assertEquals(200, status(id, second));
        faulty("secret", admin.post(all + "/" + made.get("id") + "/lifecycle/deactivate", ""));
        assertEquals(
                "ACTIVE",
                object(200, admin.post(one + "/lifecycle/activate", "")).get("status"));
        assertEquals(200, status(id, first));
        admin.post(one + "/lifecycle/deactivate", "");
        assertEquals(204, admin.delete(one).statusCode());
        refused(404, "E0000007", admin.get(one));
        assertEquals(
                second,
                at(object(200, admin.get("/api/v1/apps/" + id)), "credentials", "oauthClient", "client_secret"));
    }

    @Test
    @DisplayName("Okta: a secret may be chosen, and made inactive first")
    void chosen() {
        var app = object(200, admin.post("/api/v1/apps", SERVICE));
        String all = "/api/v1/apps/" + app.get("id") + "/credentials/secrets";
        var made = object(201, admin.post(all, "{\"client_secret\":\"chosen-by-somebody\",\"status\":\"INACTIVE\"}"));
        assertEquals("INACTIVE", made.get("status"));
        assertEquals(401, status(at(app, "id"), "chosen-by-somebody"));
        object(200, admin.post(all + "/" + made.get("id") + "/lifecycle/activate", ""));
        assertEquals(200, status(at(app, "id"), "chosen-by-somebody"));
        faulty("client_secret", admin.post(all, "{\"client_secret\":\"short\"}"));
        faulty("status", admin.post(all, "{\"status\":\"MAYBE\"}"));
    }

    @Test
    @DisplayName("Abuse 104: an app that gives up its secret keeps none, and a new one is made when it wants one again")
    void givenUp() {
        String web = AppsApiTest.WEB;
        var app = object(200, admin.post("/api/v1/apps", web));
        String path = "/api/v1/apps/" + app.get("id");
        String first = at(app, "credentials", "oauthClient", "client_secret");
        var byKey = web.replace("client_secret_basic", "private_key_jwt")
                .replace("\"application_type\"", "\"jwks_uri\":\"https://web.example/keys\",\"application_type\"");
        object(200, admin.put(path, byKey));
        assertEquals(List.of(), list(admin.get(path + "/credentials/secrets")));
        String again = at(object(200, admin.put(path, web)), "credentials", "oauthClient", "client_secret");
        assertNotEquals(first, again);
    }
}
