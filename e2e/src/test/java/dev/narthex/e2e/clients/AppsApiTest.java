package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.next;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import dev.narthex.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Apps made, read, changed and removed, as Okta's SDKs do it.
class AppsApiTest {
    private static final String APPS = "/api/v1/apps";

    /// As an SDK sends it.
    static final String SPA = """
            {"name":"oidc_client","label":"Demo SPA","signOnMode":"OPENID_CONNECT",
             "credentials":{"oauthClient":{"token_endpoint_auth_method":"none","autoKeyRotation":true,
               "pkce_required":false}},
             "settings":{"implicitAssignment":true,"oauthClient":{"application_type":"browser",
               "client_uri":"https://app.example","logo_uri":null,"redirect_uris":["https://app.example/cb"],
               "post_logout_redirect_uris":["https://app.example"],"response_types":["id_token","token"],
               "grant_types":["implicit"],"consent_method":"TRUSTED","issuer_mode":"ORG_URL",
               "initiate_login_uri":"https://app.example/login","wildcard_redirect":"DISABLED"}},
             "profile":{"team":"reading"}}""";

    static final String WEB = """
            {"name":"oidc_client","label":"Web app","signOnMode":"OPENID_CONNECT",
             "credentials":{"oauthClient":{"token_endpoint_auth_method":"client_secret_basic"}},
             "settings":{"oauthClient":{"application_type":"web","redirect_uris":["https://web.example/cb"],
               "response_types":["code"],"grant_types":["authorization_code","refresh_token"],
               "refresh_token":{"rotation_type":"ROTATE","leeway":20}}}}""";

    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp).ticking();
        idp.fixture.user("ada@example.org");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Map<String, Object> made(String body) {
        return object(200, admin.post(APPS, body));
    }

    private static String id(Map<String, Object> app) {
        return (String) app.get("id");
    }

    private static String path(Map<String, Object> app) {
        return APPS + "/" + app.get("id");
    }

    @Test
    @DisplayName("A5, Okta: an SPA with the implicit flow is made in one call, and people can use it at once")
    void spa() {
        var app = made(SPA);
        assertTrue(id(app).matches("0oa[A-Za-z0-9]{17}"), id(app));
        assertEquals("ACTIVE", app.get("status"));
        assertEquals("OPENID_CONNECT", app.get("signOnMode"));
        assertEquals(id(app), at(app, "credentials", "oauthClient", "client_id"));
        assertEquals("none", at(app, "credentials", "oauthClient", "token_endpoint_auth_method"));
        assertEquals(false, at(app, "credentials", "oauthClient", "pkce_required"));
        assertFalse(
                Admin.<Map<String, Object>>at(app, "credentials", "oauthClient").containsKey("client_secret"));
        assertEquals(List.of("id_token", "token"), at(app, "settings", "oauthClient", "response_types"));
        assertEquals("reading", at(app, "profile", "team"));
        assertEquals(true, at(app, "visibility", "appLinks", "oidc_client_link"));
        assertEquals("${source.login}", at(app, "credentials", "userNameTemplate", "template"));
        assertEquals(idp.baseUrl() + path(app) + "/users", at(app, "_links", "users", "href"));
        assertEquals(idp.baseUrl() + path(app) + "/lifecycle/deactivate", at(app, "_links", "deactivate", "href"));
        assertEquals(app, object(200, admin.get(path(app))));

        var found = idp.storage.apps().byId(id(app)).orElseThrow();
        var answer = Answer.inFragment(idp.browser().signIn(Ask.of(found).url(), "ada@example.org", Fixture.PASSWORD));
        assertNotNull(answer.get("access_token"), answer.toString());
        PublishedSchemas.management("OpenIdConnectApplication", app);
    }

    @Test
    @DisplayName("A5, Okta: a web app gets a secret, which an administrator reads again, though not in lists")
    void secret() {
        var app = made(WEB);
        String secret = at(app, "credentials", "oauthClient", "client_secret");
        assertTrue(secret.length() >= 40, secret);
        assertEquals(app, object(200, admin.get(path(app))));
        assertEquals(20, Admin.<Integer>at(app, "settings", "oauthClient", "refresh_token", "leeway"));
        var listed = admin.get(APPS + "?limit=200");
        assertFalse(listed.body().contains(secret));
        PublishedSchemas.management("OpenIdConnectApplication", app);
    }

    @Test
    @DisplayName("Okta: client id and secret may be chosen; an id is taken once, and never changes")
    void chosen() {
        String body = WEB.replace(
                "{\"oauthClient\":{\"token",
                "{\"oauthClient\":{\"client_id\":\"my-web-app\",\"client_secret\":\"a-secret-of-their-own\",\"token");
        var app = made(body);
        assertEquals("my-web-app", at(app, "credentials", "oauthClient", "client_id"));
        assertEquals("a-secret-of-their-own", at(app, "credentials", "oauthClient", "client_secret"));
        faulty("credentials.oauthClient.client_id", admin.post(APPS, body));
        faulty("credentials.oauthClient.client_id", admin.put(path(app), body.replace("my-web-app", "other-app")));
        faulty("credentials.oauthClient.client_id", admin.post(APPS, body.replace("my-web-app", "a b c d e f")));
        faulty(
                "credentials.oauthClient.client_secret",
                admin.post(APPS, body.replace("a-secret-of-their-own", "short")));
    }

    @Test
    @DisplayName("RFC 9700 §4.15: an app can't choose a client id that looks like a person's")
    void notAPerson() {
        String user = idp.fixture.user("impersonated@example.org").id();
        String body =
                WEB.replace("{\"oauthClient\":{\"token", "{\"oauthClient\":{\"client_id\":\"" + user + "\",\"token");
        faulty("credentials.oauthClient.client_id", admin.post(APPS, body));
    }

    @Test
    @DisplayName("RFC 7518 §3.2: a secret that signs assertions has 256 bits or more")
    void longSecret() {
        String body = WEB.replace(
                "\"client_secret_basic\"", "\"client_secret_jwt\",\"client_secret\":\"" + "s".repeat(31) + "\"");
        faulty("credentials.oauthClient.client_secret", admin.post(APPS, body));
        made(body.replace("s".repeat(31), "s".repeat(32)));
    }

    @Test
    @DisplayName("Okta: with activate=false an app is made inactive; its life cycle answers 200 and {}")
    void lifecycle() {
        var app = object(200, admin.post(APPS + "?activate=false", SPA));
        assertEquals("INACTIVE", app.get("status"));
        assertNotNull(at(app, "_links", "activate", "href"));
        assertEquals(Map.of(), object(200, admin.post(path(app) + "/lifecycle/activate", "")));
        assertEquals("ACTIVE", object(200, admin.get(path(app))).get("status"));
        refused(403, "E0000056", admin.delete(path(app)));
        assertEquals(Map.of(), object(200, admin.post(path(app) + "/lifecycle/deactivate", "")));
        assertEquals(Map.of(), object(200, admin.post(path(app) + "/lifecycle/deactivate", "")));
        var deleted = admin.delete(path(app));
        assertEquals(204, deleted.statusCode());
        assertEquals("", deleted.body());
        refused(404, "E0000007", admin.get(path(app)));
        refused(404, "E0000007", admin.delete(path(app)));
        refused(404, "E0000007", admin.put(path(app), SPA));
        refused(404, "E0000007", admin.post(path(app) + "/lifecycle/activate", ""));
        var types = idp.log().stream()
                .filter(it ->
                        it.details().targets().stream().anyMatch(to -> to.id().equals(id(app))))
                .map(it -> it.kind().type())
                .filter(it -> it.startsWith("application."))
                .toList();
        // What one call does has one time.
        assertEquals(
                List.of(
                        "application.lifecycle.create",
                        "application.lifecycle.activate",
                        "application.lifecycle.deactivate",
                        "application.lifecycle.delete"),
                types);
    }

    @Test
    @DisplayName("Abuse 71: a deactivated app is refused at once, a deleted one leaves no consent to its successor")
    void gone() {
        var app = made(SPA);
        var known = idp.storage.apps().byId(id(app)).orElseThrow();
        assertEquals(200, idp.browser().go(Ask.of(known).url()).statusCode());
        admin.post(path(app) + "/lifecycle/deactivate", "");
        assertEquals(400, idp.browser().go(Ask.of(known).url()).statusCode());

        var user = idp.fixture.user("left@example.org");
        var grant = new dev.narthex.consent.Grant("oag1", user.id(), id(app), "default", "pets", idp.clock.instant());
        idp.storage.grants().grant(List.of(grant));
        assertEquals(1, idp.storage.grants().granted(user.id()).size());
        admin.delete(path(app));
        assertEquals(0, idp.storage.grants().granted(user.id()).size());
    }

    @Test
    @DisplayName("Okta: PUT replaces; what is not sent is gone, secrets stay")
    void replace() {
        var app = made(WEB);
        var changed = object(
                200, admin.put(path(app), WEB.replace("Web app", "Renamed").replace("web.example", "new.example")));
        assertEquals("Renamed", changed.get("label"));
        assertEquals(List.of("https://new.example/cb"), at(changed, "settings", "oauthClient", "redirect_uris"));
        assertEquals(
                Admin.<String>at(app, "credentials", "oauthClient", "client_secret"),
                at(changed, "credentials", "oauthClient", "client_secret"));
        // As a client does: it sends back what it got.
        assertEquals(
                changed.get("settings"),
                object(200, admin.put(path(app), Json.text(changed))).get("settings"));
        var without = object(200, admin.put(path(app), WEB.replaceAll(",\\s+\"refresh_token\":\\{[^}]*}", "")));
        assertFalse(Admin.<Map<String, Object>>at(without, "settings", "oauthClient")
                .containsKey("refresh_token"));
        faulty("settings.oauthClient.application_type", admin.put(path(app), SPA.replace("\"none\"", "\"none\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "label, Demo SPA, ''",
        "settings.oauthClient.redirect_uris, https://app.example/cb, https://*.app.example/cb",
        "settings.oauthClient.redirect_uris, https://app.example/cb, https://app.example/cb#x",
        "settings.oauthClient.redirect_uris, https://app.example/cb, javascript:alert(1)",
        "settings.oauthClient.application_type, browser, desktop",
        "settings.oauthClient.grant_types, [\"implicit\"], [\"password\"]",
        "settings.oauthClient.response_types, '\"id_token\",\"token\"', '\"code\"'",
        "settings.oauthClient.consent_method, TRUSTED, NEVER",
        "settings.oauthClient.wildcard_redirect, DISABLED, SUBDOMAIN",
        "credentials.oauthClient.token_endpoint_auth_method, none, client_secret_basic",
        "settings.implicitAssignment, true, \"yes\"",
        "signOnMode, OPENID_CONNECT, MAGIC",
        "name, oidc_client, other_client",
        "profile, '{\"team\":\"reading\"}', \"x\"",
    })
    @DisplayName("A5, Abuse 6, 11, 13, 104: one thing wrong is 400 E0000001, and the cause names the member")
    void refusals(String member, String good, String bad) {
        var body = SPA.replace(good, bad);
        assertFalse(body.equals(SPA), good);
        faulty(member, admin.post(APPS, body));
    }

    @Test
    @DisplayName("A5: all that is wrong is named in one answer")
    void allAtOnce() {
        var body = admin.post(APPS, SPA.replace("Demo SPA", "").replace("https://app.example/cb", "x"))
                .body();
        assertTrue(body.contains("label: ") && body.contains("redirect_uris: "), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAML_2_0", "BOOKMARK", "AUTO_LOGIN", "SECURE_PASSWORD_STORE", "WS_FEDERATION"})
    @DisplayName("Okta: other ways to sign on are known and not offered: 501 E0000060")
    void otherModes(String mode) {
        refused(501, "E0000060", admin.post(APPS, "{\"label\":\"x\",\"signOnMode\":\"" + mode + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "\"x\"", "{\"label\":\"a\",\"label\":\"b\"}"})
    @DisplayName("Okta: a body that is no JSON object is 400 E0000003")
    void unreadable(String body) {
        refused(400, "E0000003", admin.post(APPS, body));
    }

    @Test
    @DisplayName("Okta: the list pages by link headers, a relation a line; q is a prefix in any case, filters compare")
    void lists() {
        for (int i = 0; i < 5; i++) made(SPA.replace("Demo SPA", "Ünique " + i));
        var seen = new ArrayList<String>();
        var page = admin.get(APPS + "?q=%C3%BCNI&limit=2");
        while (true) {
            list(page).forEach(app -> seen.add((String) app.get("label")));
            var next = next(page);
            if (next.isEmpty()) break;
            assertEquals(2, page.headers().allValues("link").size());
            page = admin.get(next.get());
        }
        assertEquals(List.of("Ünique 0", "Ünique 1", "Ünique 2", "Ünique 3", "Ünique 4"), seen);
        assertEquals(1, page.headers().allValues("link").size());
        var inactive = object(200, admin.post(APPS + "?activate=false", SPA.replace("Demo SPA", "Asleep")));
        var asleep = list(admin.get(APPS + "?limit=200&filter=status%20eq%20%22INACTIVE%22"));
        assertTrue(asleep.stream().allMatch(app -> app.get("status").equals("INACTIVE")));
        assertTrue(asleep.stream().anyMatch(app -> app.get("id").equals(id(inactive))));
        assertEquals(0, list(admin.get(APPS + "?filter=name%20eq%20%22saml%22")).size());
        String kid = at(inactive, "credentials", "signing", "kid");
        assertTrue(list(admin.get(APPS + "?filter=credentials.signing.kid%20eq%20%22" + kid + "%22"))
                        .size()
                > 5);
        assertEquals(
                0,
                list(admin.get(APPS + "?filter=credentials.signing.kid%20eq%20%22x%22"))
                        .size());
        assertTrue(
                list(admin.get(APPS + "?filter=name%20eq%20%22oidc_client%22")).size() > 5);
        for (String bad :
                List.of("status", "status%20eq%20ACTIVE", "status%20eq%20%22X%22", "label%20eq%20%22a%22", "x")) {
            refused(400, "E0000031", admin.get(APPS + "?filter=" + bad));
        }
        assertEquals(400, admin.get(APPS + "?limit=0").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSWS wrong", "Bearer wrong", "Basic YTpi"})
    @DisplayName("A4, Abuse 109: nobody without a credential reads or changes an app")
    void strangers(String authorization) {
        var app = made(SPA);
        var stranger = new Admin(idp, authorization);
        refused(401, "E0000011", stranger.get(APPS));
        refused(401, "E0000011", stranger.get(path(app)));
        refused(401, "E0000011", stranger.post(APPS, SPA));
        refused(401, "E0000011", stranger.put(path(app), SPA));
        refused(401, "E0000011", stranger.delete(path(app)));
        refused(401, "E0000011", stranger.post(path(app) + "/lifecycle/deactivate", ""));
        refused(401, "E0000011", stranger.get(path(app) + "/users"));
        refused(401, "E0000011", stranger.get(path(app) + "/credentials/secrets"));
        assertEquals("ACTIVE", object(200, admin.get(path(app))).get("status"));
    }

    @Test
    @DisplayName("B8: of 16 changes at once none is lost, and all secrets but the allowed two are refused")
    void race() throws Exception {
        var app = made(WEB);
        var answers = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> answers.add(new Admin(idp)
                            .post(path(app) + "/credentials/secrets", "")
                            .statusCode())));
        }
        for (var thread : threads) thread.join();
        assertEquals(1, answers.stream().filter(it -> it == 201).count(), answers.toString());
        assertEquals(15, answers.stream().filter(it -> it == 400).count(), answers.toString());
        assertEquals(2, list(admin.get(path(app) + "/credentials/secrets")).size());
    }
}
