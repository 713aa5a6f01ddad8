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
            FIRSTNAME | {"type":"string"}
            thing     | {"type":"string","minLength":3,"maxLength":2}
            thing     | {"type":"integer","minimum":3,"maximum":2}
            thing     | {"type":"integer","minimum":"x"}
            thing     | {"type":"integer","maxLength":2}
            thing     | {"type":"integer","pattern":"a"}
            thing     | {"type":"string","pattern":"(a"}
            thing     | {"type":"string","pattern":"(a)\\\\1"}
            thing     | {"type":"string","format":"colour"}
            thing     | {"type":"string","enum":[]}
            thing     | {"type":"string","enum":["a","a"]}
            thing     | {"type":"string","enum":[1]}
            thing     | {"type":"string","oneOf":[{"title":"A"}]}
            thing     | {"type":"string","enum":["a","b"],"oneOf":[{"const":"b"},{"const":"a"}]}
            things    | {"type":"array","items":{"type":"string","enum":[1]}}
            thing     | {"type":"string","permissions":[{"principal":"SELF","action":"WRITE"}]}
            thing     | {"type":"string","permissions":[{"principal":"OTHERS","action":"HIDE"}]}
            thing     | {"type":"string","scope":"ALL"}
            thing     | {"type":"string","mutability":"NEVER"}
            thing     | {"type":"string","master":{"type":"NOBODY"}}
            thing     | {"type":"string","required":"yes"}
            thing     | {"type":"string","title":7}
            thing     | {"type":"string","unique":"maybe"}
            thing     | {"type":"boolean","unique":true}
            things    | {"type":"array","items":{"type":"string"},"unique":true}
            thing     | {"type":"string","unique":true,"default":"x"}
            thing     | {"type":"integer","default":"x"}
            """)
    @DisplayName("Okta: an attribute that can't be is refused, and the schema stays")
    void bad(String name, String definition) {
        var before = object(200, admin.get(SCHEMA));
        String body = "{\"definitions\":{\"custom\":{\"properties\":{\"" + name + "\":" + definition + "}}}}";
        refused(400, "E0000001", admin.post(SCHEMA, body));
        assertEquals(before, object(200, admin.get(SCHEMA)));
    }

    @Test
    @DisplayName("Okta: what is named of an attribute changes, what is null goes, and its type stays")
    void edited() {
        var sizes = List.of(Map.of("const", "S", "title", "Small"), Map.of("const", "M", "title", "Medium"));
        custom(Map.of(
                "size",
                Map.of("title", "Size", "type", "string", "enum", List.of("S", "M"), "oneOf", sizes, "maxLength", 1)));
        var person = profile("size@example.org");
        person.put("size", "L");
        assertTrue(refused(400, "E0000001", admin.post(USERS, Map.of("profile", person)))
                .getFirst()
                .startsWith("size: must be one of"));
        person.put("size", "M");
        object(200, admin.post(USERS, Map.of("profile", person)));
        var change = new HashMap<String, Object>(Map.of("title", "T-shirt", "enum", List.of("S", "XL")));
        change.put("oneOf", null);
        change.put("maxLength", null);
        var size = under(properties(object(200, custom(Map.of("size", change))), "custom"), "size");
        assertEquals("T-shirt", size.get("title"));
        assertEquals("string", size.get("type"));
        assertEquals(List.of("S", "XL"), size.get("enum"));
        assertFalse(size.containsKey("oneOf") || size.containsKey("maxLength"), size.toString());
        assertEquals(
                200,
                admin.post(USERS + "/size@example.org", Map.of("profile", Map.of("title", "Dr")))
                        .statusCode());
        refused(400, "E0000001", admin.post(USERS + "/size@example.org", Map.of("profile", Map.of("size", "S,M"))));
        assertEquals(
                200,
                admin.post(USERS + "/size@example.org", Map.of("profile", Map.of("size", "XL")))
                        .statusCode());
        refused(400, "E0000001", custom(Map.of("size", Map.of("type", "integer"))));
    }

    @Test
    @DisplayName("Okta: of an attribute that is unique no two people have the same value, whatever case and marks")
    void unique() {
        var schema = object(200, custom(Map.of("badge2", Map.of("type", "string", "unique", "UNIQUE_VALIDATED"))));
        assertEquals(true, under(properties(schema, "custom"), "badge2").get("unique"));
        PublishedSchemas.management("UserSchema", schema, "description");
        for (String name : List.of("one", "two")) {
            var person = profile(name + ".badge@example.org");
            person.put("badge2", name);
            object(200, admin.post(USERS, Map.of("profile", person)));
        }
        var taken = Map.of("profile", Map.of("badge2", "ÓNE"));
        var causes = refused(400, "E0000001", admin.post(USERS + "/two.badge@example.org", taken));
        assertEquals(List.of("badge2: An object with this field already exists in the current organization"), causes);
        var third = profile("three.badge@example.org");
        third.put("badge2", "One");
        refused(400, "E0000001", admin.post(USERS, Map.of("profile", third)));
        refused(404, "E0000007", admin.get(USERS + "/three.badge@example.org"));
        assertEquals(
                200,
                admin.post(USERS + "/one.badge@example.org", Map.of("profile", Map.of("badge2", "ONE")))
                        .statusCode());
        object(200, custom(Map.of("shared", Map.of("type", "string"))));
        refused(400, "E0000001", custom(Map.of("shared", Map.of("unique", true))));
    }

    @Test
    @DisplayName("Okta: an attribute that is given up leaves nothing behind, and may come again as another")
    void anew() {
        object(200, custom(Map.of("passing", Map.of("type", "string", "default", "by"))));
        String id = (String) directory.created("passing@example.org").get("id");
        assertEquals("by", under(directory.user(id), "profile").get("passing"));
        var gone = new HashMap<String, Object>();
        gone.put("passing", null);
        object(200, custom(gone));
        assertFalse(under(directory.user(id), "profile").containsKey("passing"));
        assertEquals(
                200,
                admin.post(USERS + "/" + id, Map.of("profile", Map.of("title", "Dr")))
                        .statusCode());
        refused(400, "E0000001", admin.post(USERS + "/" + id, Map.of("profile", Map.of("passing", "by"))));
        object(200, custom(Map.of("passing", Map.of("type", "integer"))));
        assertFalse(under(directory.user(id), "profile").containsKey("passing"));
        assertEquals(
                200,
                admin.post(USERS + "/" + id, Map.of("profile", Map.of("passing", 7)))
                        .statusCode());
    }

    @Test
    @DisplayName("Okta: a login is an address until the org gives it a pattern, and again when that is null")
    void loginPattern() {
        var plain = profile("a b");
        plain.put("email", "plain@example.org");
        refused(400, "E0000001", admin.post(USERS, Map.of("profile", plain)));
        assertEquals(".+", under(properties(login(".+"), "base"), "login").get("pattern"));
        var user = object(200, admin.post(USERS, Map.of("profile", plain)));
        assertEquals(user.get("id"), directory.user("a%20b").get("id"));
        login("[a-z]+");
        plain.put("login", "UPPER");
        refused(400, "E0000001", admin.post(USERS, Map.of("profile", plain)));
        assertFalse(under(properties(login(null), "base"), "login").containsKey("pattern"));
        assertEquals(
                200,
                admin.post(USERS + "/" + user.get("id"), Map.of("profile", Map.of("title", "Dr")))
                        .statusCode());
        assertEquals(
                400, admin.post(SCHEMA, base("login", Map.of("pattern", "(a"))).statusCode());
    }

    private static Map<String, Object> login(String pattern) {
        var change = new HashMap<String, Object>();
        change.put("pattern", pattern);
        return object(200, admin.post(SCHEMA, base("login", change)));
    }

    private static Map<String, ?> base(String name, Map<String, ?> change) {
        return Map.of("definitions", Map.of("base", Map.of("properties", Map.of(name, change))));
    }

    @Test
    @DisplayName("Okta: the schema of groups is there to read")
    void groups() {
        var schema = object(200, admin.get("/api/v1/meta/schemas/group/default"));
        PublishedSchemas.management("GroupSchema", schema);
        assertEquals(true, under(properties(schema, "base"), "name").get("required"));
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
