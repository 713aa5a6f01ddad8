package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.list;
import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Admin.under;
import static dev.narthex.e2e.Directory.USERS;
import static dev.narthex.e2e.Directory.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attributes that an org adds, and what they change for users.
class SchemasApiTest {
    private static final String SCHEMA = "/api/v1/meta/schemas/user/default";
    private static TestServer idp;
    private static Admin admin;
    private static Directory directory;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        directory = new Directory(admin);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static HttpResponse<String> custom(Map<String, ?> properties) {
        return admin.post(
                SCHEMA,
                Map.of(
                        "definitions",
                        Map.of("custom", Map.of("id", "#custom", "type", "object", "properties", properties))));
    }

    private static Map<String, Object> properties(Map<String, Object> schema, String part) {
        return under(under(under(schema, "definitions"), part), "properties");
    }

    @Test
    @DisplayName("Okta: the schema names the base attributes with their limits")
    void base() {
        var schema = object(200, admin.get(SCHEMA));
        PublishedSchemas.management("UserSchema", schema, "description");
        var base = properties(schema, "base");
        assertEquals(31, base.size());
        assertEquals(true, under(base, "login").get("required"));
        assertEquals(100, under(base, "login").get("maxLength"));
        assertEquals(
                schema,
                object(
                        200,
                        admin.get(under(under(schema, "_links"), "self")
                                .get("href")
                                .toString())));
        refused(404, "E0000007", admin.get("/api/v1/meta/schemas/user/oscnobody"));
    }

    @Test
    @DisplayName("Okta: an attribute that the org adds is taken with its type, found, and given up again")
    void added() {
        var vip = Map.of("title", "Badge", "type", "integer", "minimum", 1);
        var tags = Map.of("title", "Tags", "type", "array", "items", Map.of("type", "string"));
        var schema = object(200, custom(Map.of("badge", vip, "tags", tags)));
        assertEquals("integer", under(properties(schema, "custom"), "badge").get("type"));
        var profile = profile("badge@example.org");
        profile.put("badge", 7);
        profile.put("tags", List.of("Red", "blue"));
        var user = object(200, admin.post(USERS, Map.of("profile", profile)));
        assertEquals(7, under(user, "profile").get("badge"));
        for (String search : List.of("profile.badge ge 7", "profile.tags eq \"RED\"", "profile.badge pr"))
            assertEquals(
                    1,
                    list(admin.get(USERS + "?search=" + Browser.encode(search))).size(),
                    search);
        for (Object bad : List.of("7", 0, 7.5, true, List.of(7)))
            assertTrue(refused(
                            400,
                            "E0000001",
                            admin.post(USERS + "/badge@example.org", Map.of("profile", Map.of("badge", bad))))
                    .getFirst()
                    .startsWith("badge: "));
        refused(
                400,
                "E0000001",
                admin.post(USERS + "/badge@example.org", Map.of("profile", Map.of("tags", List.of(1)))));
        var gone = new HashMap<String, Object>();
        gone.put("badge", null);
        assertFalse(properties(object(200, custom(gone)), "custom").containsKey("badge"));
        refused(400, "E0000031", admin.get(USERS + "?search=" + Browser.encode("profile.badge ge 7")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            login     | {"type":"string"}
            bad-name  | {"type":"string"}
            1st       | {"type":"string"}
            thing     | {"type":"date"}
            things    | {"type":"array"}
            things    | {"type":"array","items":{"type":"boolean"}}
            thing     | {"type":"string","maxLength":"x"}
            thing     | 7
            """)
    @DisplayName("Okta: an attribute that can't be is refused, and the schema stays")
    void bad(String name, String definition) {
        var before = object(200, admin.get(SCHEMA));
        String body = "{\"definitions\":{\"custom\":{\"properties\":{\"" + name + "\":" + definition + "}}}}";
        refused(400, "E0000001", admin.post(SCHEMA, body));
        assertEquals(before, object(200, admin.get(SCHEMA)));
    }

    @Test
    @DisplayName("Okta: an org can do without names, and not without a login")
    void optional() {
        var names = Map.of("lastName", Map.of("required", false), "login", Map.of("required", false));
        var schema =
                object(200, admin.post(SCHEMA, Map.of("definitions", Map.of("base", Map.of("properties", names)))));
        assertEquals(false, under(properties(schema, "base"), "lastName").get("required"));
        assertEquals(true, under(properties(schema, "base"), "login").get("required"));
        var profile = profile("noname@example.org");
        profile.remove("lastName");
        assertEquals(200, admin.post(USERS, Map.of("profile", profile)).statusCode());
    }

    @Test
    @DisplayName("Okta: there is one type of users, and users name it")
    void types() {
        var types = list(admin.get("/api/v1/meta/types/user"));
        assertEquals(1, types.size());
        PublishedSchemas.management("UserType", types.getFirst());
        assertEquals(types.getFirst(), object(200, admin.get("/api/v1/meta/types/user/default")));
        var user = directory.created("typed@example.org");
        assertEquals(types.getFirst().get("id"), under(user, "type").get("id"));
        refused(404, "E0000007", admin.get("/api/v1/meta/types/user/otynobody"));
    }
}
