package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scopes of authorization servers by the management API.
class ScopesApiTest {
    private static final String SCOPES = "/api/v1/authorizationServers/default/scopes";
    private static TestServer idp;
    private static Admin admin;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Map<String, Object> created(String name) {
        return Admin.object(201, admin.post(SCOPES, Map.of("name", name)));
    }

    @Test
    @DisplayName("Okta: a scope that is nothing but a name has the usual settings")
    void create() {
        var scope = created("books.read");
        assertTrue(scope.get("id").toString().matches("scp[0-9A-Za-z]{17}"));
        assertEquals("IMPLICIT", scope.get("consent"));
        assertEquals("NO_CLIENTS", scope.get("metadataPublish"));
        for (String flag : List.of("default", "optional", "system")) assertEquals(false, scope.get(flag));
        assertEquals(scope, Admin.object(200, admin.get(SCOPES + "/" + scope.get("id"))));
        PublishedSchemas.management("OAuth2Scope", scope);
        Admin.list(admin.get(SCOPES)).forEach(it -> PublishedSchemas.management("OAuth2Scope", it));
    }

    @Test
    @DisplayName("Okta: a published scope is in the metadata, another is not")
    void published() {
        created("books.secret");
        Admin.object(201, admin.post(SCOPES, Map.of("name", "books.open", "metadataPublish", "ALL_CLIENTS")));
        String metadata = new Api(idp)
                .get("/oauth2/default/.well-known/oauth-authorization-server")
                .body();
        assertTrue(metadata.contains("\"books.open\""));
        assertFalse(metadata.contains("\"books.secret\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "quo\\\"te",
                "back\\\\slash",
                "ünï",
                "okta",
                "*",
                "okta.users.read",
                "okta:x",
                " ",
                "",
                "line\\nfeed"
            })
    @DisplayName(
            "RFC 6749 §3.3, Okta: a name is printable ASCII without space, quote and backslash, and none of Okta's")
    void names(String name) {
        var causes = Admin.refused(400, "E0000001", admin.post(SCOPES, "{\"name\":\"" + name + "\"}"));
        assertTrue(causes.getFirst().startsWith("name: "), causes.toString());
    }

    @Test
    @DisplayName("Okta: a name is there once")
    void unique() {
        created("once");
        assertEquals(
                List.of("name: a scope 'once' is there already"),
                Admin.refused(400, "E0000001", admin.post(SCOPES, Map.of("name", "once"))));
        var other = created("other");
        Admin.refused(400, "E0000001", admin.put(SCOPES + "/" + other.get("id"), Map.of("name", "once")));
    }

    @Test
    @DisplayName("Okta: a scope is replaced as a whole, and deleted with 204")
    void replaceAndDelete() {
        String one = SCOPES + "/" + created("shelf").get("id");
        var body = Map.of("name", "shelves", "displayName", "Shelves", "consent", "REQUIRED", "optional", true);
        var replaced = Admin.object(200, admin.put(one, body));
        assertEquals("shelves", replaced.get("name"));
        assertEquals("REQUIRED", replaced.get("consent"));
        assertEquals(true, replaced.get("optional"));
        assertEquals(204, admin.delete(one).statusCode());
        Admin.refused(404, "E0000007", admin.get(one));
        Admin.refused(404, "E0000007", admin.delete(one));
        Admin.refused(404, "E0000007", admin.put(one, body));
        for (String type : List.of("oauth2.scope.created", "oauth2.scope.updated", "oauth2.scope.deleted")) {
            assertFalse(idp.log(type).isEmpty(), type);
        }
    }

    @Test
    @DisplayName("Okta: OpenID Connect's own scopes can ask for consent, but not be renamed or removed")
    void system() {
        var email = Admin.list(admin.get(SCOPES + "?q=email")).getFirst();
        assertEquals(true, email.get("system"));
        String one = SCOPES + "/" + email.get("id");
        Admin.refused(403, "E0000077", admin.delete(one));
        Admin.refused(400, "E0000001", admin.put(one, Map.of("name", "mail")));
        var asking = Admin.object(200, admin.put(one, Map.of("name", "email", "consent", "REQUIRED")));
        assertEquals(true, asking.get("system"));
        var openid = Admin.list(admin.get(SCOPES + "?q=openid")).getFirst();
        Admin.refused(
                400,
                "E0000001",
                admin.put(SCOPES + "/" + openid.get("id"), Map.of("name", "openid", "consent", "REQUIRED")));
    }

    @Test
    @DisplayName("A server that is not there has no scopes, and gets none")
    void noServer() {
        String nowhere = SCOPES.replace("default", "ausNone");
        Admin.refused(404, "E0000007", admin.get(nowhere));
        Admin.refused(404, "E0000007", admin.post(nowhere, Map.of("name", "x")));
    }
}
