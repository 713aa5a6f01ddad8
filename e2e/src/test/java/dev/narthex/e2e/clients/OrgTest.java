package dev.narthex.e2e.clients;

import static dev.narthex.e2e.Admin.at;
import static dev.narthex.e2e.Admin.faulty;
import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.access.ApiToken;
import dev.narthex.crypt.SecretHash;
import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What an org says of itself, its API tokens, and the scopes it grants to apps.
class OrgTest {
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

    @Test
    @DisplayName("D8: anybody learns which pipeline an org has, from any origin")
    void organization() {
        var response = new Api(idp).get("/.well-known/okta-organization", "Origin", "https://any.example");
        var body = object(200, response);
        assertEquals("v1", body.get("pipeline"));
        assertEquals(idp.baseUrl(), at(body, "_links", "organization", "href"));
        assertEquals(
                "*",
                response.headers().firstValue("access-control-allow-origin").orElse(""));
        PublishedSchemas.management("WellKnownOrgMetadata", body);
        var org = object(200, admin.get("/api/v1/org"));
        assertEquals(body.get("id"), org.get("id"));
        PublishedSchemas.management("OrgSetting", org);
        refused(401, "E0000011", new Admin(idp, "").get("/api/v1/org"));
    }

    private static String token(String name) {
        String secret = "00" + name.repeat(40).substring(0, 40);
        idp.storage.apiTokens().create(new ApiToken("00T" + name, name, SecretHash.of(secret), idp.clock.instant()));
        return secret;
    }

    @Test
    @DisplayName("D8: API tokens are listed without the token, and a revoked one is refused at once")
    void tokens() {
        String secret = token("script");
        var script = new Admin(idp, "SSWS " + secret);
        var listed = list(script.get("/api/v1/api-tokens"));
        assertEquals(2, listed.size());
        listed.forEach(token -> PublishedSchemas.management("ApiToken", token));
        assertFalse(listed.toString().contains(secret));
        String hash = SecretHash.of(secret).hex();
        assertFalse(listed.toString().contains(hash));
        assertEquals(
                "script", object(200, admin.get("/api/v1/api-tokens/00Tscript")).get("name"));
        assertEquals(204, admin.delete("/api/v1/api-tokens/00Tscript").statusCode());
        refused(401, "E0000011", script.get("/api/v1/api-tokens"));
        refused(404, "E0000007", admin.get("/api/v1/api-tokens/00Tscript"));
        refused(404, "E0000007", admin.delete("/api/v1/api-tokens/00Tscript"));
    }

    @Test
    @DisplayName("D8: a program can give up its own token")
    void current() {
        var script = new Admin(idp, "SSWS " + token("leaver"));
        assertEquals(204, script.delete("/api/v1/api-tokens/current").statusCode());
        refused(401, "E0000011", script.get("/api/v1/api-tokens"));
        assertEquals(
                "00Tleaver",
                idp.log("system.api_token.revoke")
                        .getLast()
                        .details()
                        .targets()
                        .getFirst()
                        .id());
    }

    @Test
    @DisplayName("Okta: an administrator grants an app scopes of the management API, and takes them back")
    void grants() {
        String path = "/api/v1/apps/" + idp.fixture.app().id() + "/grants";
        String body = "{\"scopeId\":\"okta.users.read\",\"issuer\":\"" + idp.baseUrl() + "\"}";
        var grant = object(201, admin.post(path, body));
        assertEquals("okta.users.read", grant.get("scopeId"));
        assertEquals("ACTIVE", grant.get("status"));
        PublishedSchemas.management("OAuth2ScopeConsentGrant", grant);
        assertEquals(grant.get("id"), object(201, admin.post(path, body)).get("id"));
        assertEquals(List.of(grant), list(admin.get(path)));
        assertEquals(
                "okta.users.read", at(list(admin.get(path + "?expand=scope")).getFirst(), "_embedded", "scope", "id"));
        assertEquals(grant, object(200, admin.get(path + "/" + grant.get("id"))));
        faulty("scopeId", admin.post(path, body.replace("users.read", "nothing.read")));
        faulty("scopeId", admin.post(path, body.replace("okta.users.read", "openid")));
        faulty("issuer", admin.post(path, body.replace(idp.baseUrl(), "https://other.example")));
        assertEquals(204, admin.delete(path + "/" + grant.get("id")).statusCode());
        refused(404, "E0000007", admin.delete(path + "/" + grant.get("id")));
        refused(404, "E0000007", admin.get("/api/v1/apps/0oaNone/grants"));
        assertEquals(List.of(), list(admin.get(path)));
    }
}
