package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Authorization servers by the management API.
class ServersApiTest {
    private static final String ALL = "/api/v1/authorizationServers";
    private static final String[] OURS = {"default", "implicit", "jwtProfile"};
    private static TestServer idp;
    private static Admin admin;
    private static Api api;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        api = new Api(idp);
        idp.fixture.user("ada@example.org");
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    static Map<String, Object> valid() {
        return new HashMap<>(Map.of("name", "Library", "description", "Of books", "audiences", List.of("api://books")));
    }

    private static Map<String, Object> created() {
        return Admin.object(201, admin.post(ALL, valid()));
    }

    private static String address(Map<String, Object> server) {
        return ALL + "/" + server.get("id");
    }

    private static boolean logged(String type, Map<String, Object> server) {
        return idp.log(type).stream()
                .anyMatch(it -> it.details().targets().getFirst().id().equals(server.get("id")));
    }

    @Test
    @DisplayName("Okta: a server is made with 201, has keys at once, and is found again as it was answered")
    void create() {
        var server = created();
        assertTrue(server.get("id").toString().matches("aus[0-9A-Za-z]{17}"));
        assertEquals(idp.baseUrl() + "/oauth2/" + server.get("id"), server.get("issuer"));
        assertEquals(List.of("api://books"), server.get("audiences"));
        assertEquals("ACTIVE", server.get("status"));
        assertEquals(false, server.get("default"));
        assertEquals("2026-01-15T10:00:00.000Z", server.get("created"));
        assertEquals("AUTO", Admin.at(server, "credentials", "signing", "rotationMode"));
        var kids = api.kids("/oauth2/" + server.get("id"));
        assertEquals(2, kids.size());
        assertEquals(kids.getFirst(), Admin.at(server, "credentials", "signing", "kid"));
        assertEquals(idp.baseUrl() + address(server), Admin.at(server, "_links", "self", "href"));
        assertEquals(server, Admin.object(200, admin.get(address(server))));
        assertTrue(logged("oauth2.as.created", server));
    }

    @Test
    @DisplayName("Okta: servers, as answered, are what the published description says")
    void schema() {
        PublishedSchemas.management("AuthorizationServer", created(), OURS);
        for (var server : Admin.list(admin.get(ALL))) PublishedSchemas.management("AuthorizationServer", server, OURS);
        var keys = Admin.list(admin.get(ALL + "/default/credentials/keys"));
        keys.forEach(key -> PublishedSchemas.management("AuthorizationServerJsonWebKey", key));
        var one = Admin.object(
                200,
                admin.get(ALL + "/default/credentials/keys/" + keys.getFirst().get("kid")));
        assertEquals(keys.getFirst(), one);
        Admin.refused(404, "E0000007", admin.get(ALL + "/default/credentials/keys/none"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name        | null                      | name: The field cannot be left blank
            name        | " "                       | name: The field cannot be left blank
            name        | 7                         | name: must be a string
            audiences   | null                      | audiences: must have exactly one audience
            audiences   | []                        | audiences: must have exactly one audience
            audiences   | ["api://a","api://b"]     | audiences: must have exactly one audience
            audiences   | ["api: a"]                | audiences: must be of 1 to 255 printable ASCII characters without spaces
            audiences   | "api://a"                 | audiences: must be an array
            audiences   | [1]                       | audiences: must be an array of strings
            issuerMode  | "OTHER"                   | issuerMode: must be one of [ORG_URL, CUSTOM_URL, DYNAMIC]
            implicit    | "no"                      | implicit: must be true or false
            jwtProfile  | "RFC1"                    | jwtProfile: must be one of [OKTA, RFC9068]
            credentials | {"signing":{"rotationMode":"NEVER"}} | credentials.signing.rotationMode: must be one of [AUTO, MANUAL]
            credentials | {"signing":{"alg":"none"}}           | credentials.signing.alg: must be RS256, ES256 or EdDSA
            credentials | {"signing":{"use":"enc"}}            | credentials.signing.use: must be sig
            """)
    @DisplayName("Okta: a server with one fault is 400 E0000001, which says where and why; nothing is made")
    void faults(String member, String json, String cause) {
        int before = Admin.list(admin.get(ALL)).size();
        var body = valid();
        body.remove(member);
        String text = new String(dev.narthex.http.Json.write(body), java.nio.charset.StandardCharsets.UTF_8);
        var faulty = "{\"" + member + "\":" + json + "," + text.substring(1);
        assertEquals(List.of(cause), Admin.refused(400, "E0000001", admin.post(ALL, faulty)));
        assertEquals(before, Admin.list(admin.get(ALL)).size());
        var server = Admin.object(200, admin.get(ALL + "/default"));
        assertEquals(List.of(cause), Admin.refused(400, "E0000001", admin.put(ALL + "/default", faulty)));
        assertEquals(server, Admin.object(200, admin.get(ALL + "/default")));
    }

    @Test
    @DisplayName("A server is replaced: what Okta has no words for stays unless it is sent")
    void replace() {
        var server = created();
        var body = valid();
        body.put("name", "Archive");
        body.put("implicit", false);
        body.put("jwtProfile", "RFC9068");
        body.put("credentials", Map.of("signing", Map.of("rotationMode", "MANUAL")));
        var replaced = Admin.object(200, admin.put(address(server), body));
        assertEquals("Archive", replaced.get("name"));
        assertEquals(false, replaced.get("implicit"));
        assertEquals("MANUAL", Admin.at(replaced, "credentials", "signing", "rotationMode"));
        assertNull(Admin.at(replaced, "credentials", "signing", "nextRotation"));
        var again = Admin.object(200, admin.put(address(server), valid()));
        assertEquals("Library", again.get("name"));
        assertEquals(false, again.get("implicit"));
        assertEquals("RFC9068", again.get("jwtProfile"));
        assertEquals("MANUAL", Admin.at(again, "credentials", "signing", "rotationMode"));
        assertTrue(logged("oauth2.as.updated", server));
    }

    @Test
    @DisplayName("A server that is told to sign by another algorithm has keys for it before the answer")
    void algorithm() {
        var server = created();
        var body = valid();
        body.put("credentials", Map.of("signing", Map.of("alg", "ES256")));
        var replaced = Admin.object(200, admin.put(address(server), body));
        assertEquals("ES256", Admin.at(replaced, "credentials", "signing", "alg"));
        var keys = api.keys("/oauth2/" + server.get("id"));
        assertEquals("ES256", keys.getFirst().get("alg"));
        assertEquals(keys.getFirst().get("kid"), Admin.at(replaced, "credentials", "signing", "kid"));
    }

    @Test
    @DisplayName("Okta: an inactive server answers nobody but administrators, and comes back as it was")
    void lifecycle() {
        var server = created();
        String metadata = "/oauth2/" + server.get("id") + "/.well-known/openid-configuration";
        assertEquals(200, api.get(metadata).statusCode());
        var gone = admin.post(address(server) + "/lifecycle/deactivate", "");
        assertEquals(204, gone.statusCode());
        assertEquals("", gone.body());
        assertEquals(404, api.get(metadata).statusCode());
        var inactive = Admin.object(200, admin.get(address(server)));
        assertEquals("INACTIVE", inactive.get("status"));
        assertTrue(Admin.at(inactive, "_links", "activate", "href").toString().endsWith("/lifecycle/activate"));
        assertEquals(200, admin.get(address(server) + "/credentials/keys").statusCode());
        assertEquals(
                204, admin.post(address(server) + "/lifecycle/activate", "").statusCode());
        assertEquals(200, api.get(metadata).statusCode());
        assertTrue(logged("oauth2.as.deactivated", server));
        assertTrue(logged("oauth2.as.activated", server));
    }

    @Test
    @DisplayName("Okta: a server is deleted with all that is its own; default never is")
    void delete() {
        var server = created();
        assertEquals(204, admin.delete(address(server)).statusCode());
        Admin.refused(404, "E0000007", admin.get(address(server)));
        Admin.refused(404, "E0000007", admin.delete(address(server)));
        assertEquals(List.of(), idp.storage.keys().keysOf((String) server.get("id")));
        Admin.refused(403, "E0000077", admin.delete(ALL + "/default"));
        assertEquals(200, admin.get(ALL + "/default").statusCode());
        assertTrue(logged("oauth2.as.deleted", server));
    }

    @Test
    @DisplayName("Okta: servers are listed in pages, and found by parts of name and audience")
    void list() {
        try (var other = TestServer.fresh()) {
            var there = new Admin(other);
            for (String name : List.of("Red", "Green", "Blue")) {
                var body = Map.of("name", name, "audiences", List.of("api://" + name + "-aud"));
                Admin.object(201, there.post(ALL, body));
            }
            var first = there.get(ALL + "?limit=3");
            assertEquals(3, Admin.list(first).size());
            var links = first.headers().allValues("link");
            String next = links.getLast().substring(1, links.getLast().indexOf('>'));
            assertTrue(links.getLast().endsWith("rel=\"next\""), links.toString());
            var second = there.get(next);
            assertEquals(1, Admin.list(second).size());
            assertEquals(1, second.headers().allValues("link").size());
            assertFalse(Admin.list(first).contains(Admin.list(second).getFirst()));
            assertEquals(
                    "Green", Admin.list(there.get(ALL + "?q=green")).getFirst().get("name"));
            assertEquals(
                    "Blue",
                    Admin.list(there.get(ALL + "?q=blue-aud")).getFirst().get("name"));
            assertEquals(List.of(), Admin.list(there.get(ALL + "?q=yellow")));
        }
    }

    @Test
    @DisplayName("Okta: a new server denies everybody until it has a policy; then it grants by the policy's lifetimes")
    void policyDecides() {
        var server = created();
        var app = idp.fixture.app();
        var ask = Ask.of(app).at("/oauth2/" + server.get("id"));
        var browser = idp.browser();
        var refused = browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
        assertEquals("access_denied", Answer.inFragment(refused).error());
        var policy = Admin.object(
                201, admin.post(address(server) + "/policies", PoliciesApiTest.policy("All", app.clientId())));
        Admin.object(
                201,
                admin.post(address(server) + "/policies/" + policy.get("id") + "/rules", PoliciesApiTest.rule("All")));
        var answer = Answer.inFragment(browser.get(ask.url()));
        assertEquals("api://books", answer.claims("access_token").get("aud"));
        assertEquals("600", answer.get("expires_in"));
    }

    @Test
    @DisplayName("Of 16 who change one server at once, each succeeds: no change is lost")
    void concurrent() throws Exception {
        var server = created();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 16)
                    .mapToObj(i ->
                            threads.submit(() -> admin.post(address(server) + "/scopes", Map.of("name", "scope" + i))
                                    .statusCode()))
                    .toList();
            for (var call : calls) assertEquals(201, call.get());
        }
        assertEquals(
                16, Admin.list(admin.get(address(server) + "/scopes?q=scope")).size());
    }

    @Test
    @DisplayName(
            "Okta, Abuse 61: keys rotate by themselves every three months where the server does it, once; else never")
    void rotation() {
        try (var other = TestServer.fresh()) {
            var there = new Admin(other);
            var manual = valid();
            manual.put("credentials", Map.of("signing", Map.of("rotationMode", "MANUAL")));
            String ours = address(Admin.object(201, there.post(ALL, manual)));
            String before = kid(there, ALL + "/default");
            String kept = kid(there, ours);
            other.clock.advance(Duration.ofDays(89));
            other.maintain();
            assertEquals(before, kid(there, ALL + "/default"));
            other.clock.advance(Duration.ofDays(1));
            other.maintain();
            String after = kid(there, ALL + "/default");
            assertNotEquals(before, after);
            // The key that signs now was made as long ago as the one before it: its own time began today.
            other.clock.advance(Duration.ofHours(1));
            other.maintain();
            assertEquals(after, kid(there, ALL + "/default"));
            assertEquals(kept, kid(there, ours));
            var signing = Admin.object(200, there.get(ALL + "/default"));
            assertEquals("2026-04-15T10:00:00.000Z", Admin.at(signing, "credentials", "signing", "lastRotated"));
            assertEquals("2026-07-14T10:00:00.000Z", Admin.at(signing, "credentials", "signing", "nextRotation"));
        }
    }

    private static String kid(Admin there, String server) {
        return (String) Admin.at(Admin.object(200, there.get(server)), "credentials", "signing", "kid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET ",
                "POST ",
                "GET /default",
                "PUT /default",
                "DELETE /default",
                "POST /default/lifecycle/deactivate",
                "GET /default/scopes",
                "POST /default/scopes",
                "GET /default/claims",
                "POST /default/claims",
                "GET /default/policies",
                "POST /default/policies",
                "GET /default/credentials/keys"
            })
    @DisplayName("A4, Abuse 109: without a token there is 401 E0000011, and nothing changes")
    void stranger(String call) {
        var stranger = new Admin(idp, "");
        var before = admin.get(ALL + "/default").body();
        String path = ALL + call.substring(call.indexOf(' ') + 1);
        var response = switch (call.substring(0, call.indexOf(' '))) {
            case "GET" -> stranger.get(path);
            case "PUT" -> stranger.put(path, valid());
            case "DELETE" -> stranger.delete(path);
            default -> stranger.post(path, valid());
        };
        Admin.refused(401, "E0000011", response);
        assertEquals(before, admin.get(ALL + "/default").body());
    }
}
