package dev.narthex.e2e.directory;

import static dev.narthex.e2e.Admin.object;
import static dev.narthex.e2e.Admin.refused;
import static dev.narthex.e2e.Admin.under;
import static dev.narthex.e2e.Directory.USERS;
import static dev.narthex.e2e.Directory.profile;
import static dev.narthex.e2e.Directory.withPassword;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Api;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
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

/// The Users API, as an administrator's script sees it.
class UsersApiTest {
    private static final String BCRYPT = """
            {"algorithm":"BCRYPT","workFactor":10,"salt":"rwh3vH166HCH/NT9XV5FYu",
             "value":"qaMqvAPULkbiQzkTCWo5XDcvzpk8Tna"}""";
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | ''                                        | PROVISIONED
            false | ''                                        | STAGED
            true  | {"recovery_question":{"question":"Who taught you?","answer":"Mary Somerville"}} | PROVISIONED
            true  | {"password":{"value":"Correct-Horse-1"}}  | ACTIVE
            false | {"password":{"value":"Correct-Horse-1"}}  | STAGED
            true  | {"password":{"hash":BCRYPT}}              | ACTIVE
            false | {"password":{"hash":BCRYPT}}              | STAGED
            true  | {"password":{"hook":{"type":"default"}}}  | ACTIVE
            false | {"password":{"hook":{"type":"default"}}}  | STAGED
            true  | {"provider":{"type":"FEDERATION","name":"FEDERATION"}} | ACTIVE
            """)
    @DisplayName("Okta: what a newcomer brings along, and activate, say in which status they begin")
    void create(boolean activate, String credentials, String status) {
        String login = "create" + activate + credentials.hashCode() + "@example.org";
        var body = new ArrayList<>(List.of("\"profile\":" + dev.narthex.http.Json.text(profile(login))));
        if (!credentials.isEmpty()) body.add("\"credentials\":" + credentials.replace("BCRYPT", BCRYPT));
        var user = object(200, admin.post(USERS + "?activate=" + activate, "{" + String.join(",", body) + "}"));
        PublishedSchemas.management("User", user);
        assertEquals(status, user.get("status"));
        assertEquals(20, ((String) user.get("id")).length());
        assertEquals(activate, user.get("activated") != null);
        var shown = under(user, "credentials");
        assertEquals(credentials.contains("password") ? Map.of() : null, shown.get("password"));
        String provider = credentials.contains("hash") || credentials.contains("hook") ? "IMPORT" : "OKTA";
        assertEquals(
                credentials.contains("FEDERATION") ? "FEDERATION" : provider,
                under(shown, "provider").get("type"));
        assertFalse(user.toString().contains("Somerville"));
        assertEquals(user, directory.user((String) user.get("id")));
    }

    @Test
    @DisplayName("Okta: a new user as scripts expect them, member by member")
    void shape() {
        var user = directory.created("shape@example.org");
        assertEquals(
                Set.of(
                        "id",
                        "status",
                        "created",
                        "activated",
                        "statusChanged",
                        "lastLogin",
                        "lastUpdated",
                        "passwordChanged",
                        "type",
                        "profile",
                        "credentials",
                        "_links"),
                user.keySet());
        assertNull(user.get("lastLogin"));
        assertTrue(under(user, "profile").containsKey("mobilePhone"), "empty, and there");
        assertTrue(under(user, "profile").containsKey("secondEmail"), "empty, and there");
        var emails = (List<?>) under(user, "credentials").get("emails");
        assertEquals(List.of(Map.of("value", "shape@example.org", "status", "VERIFIED", "type", "PRIMARY")), emails);
        var links = under(user, "_links");
        assertEquals(
                idp.baseUrl() + USERS + "/" + user.get("id"),
                under(links, "self").get("href"));
        assertTrue(links.keySet()
                .containsAll(Set.of(
                        "suspend",
                        "deactivate",
                        "resetPassword",
                        "expirePassword",
                        "changePassword",
                        "forgotPassword",
                        "schema",
                        "type")));
        assertFalse(links.containsKey("activate"));
        assertEquals("POST", under(links, "suspend").get("method"));
        assertEquals(
                Set.of("user.lifecycle.create", "user.lifecycle.activate"),
                idp.log().stream()
                        .filter(it -> it.details().targets().stream()
                                .anyMatch(target -> target.id().equals(user.get("id"))))
                        .map(it -> it.kind().type())
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    @DisplayName("Okta: a user with a password signs in, and their address counts as theirs")
    void signIn() {
        directory.created("jean@example.org");
        var app = idp.fixture.app();
        var browser = idp.browser();
        browser.signIn(Ask.of(app).url(), "jean@example.org", Fixture.PASSWORD);
        var answer = Answer.inFragment(browser.get(Ask.of(app).url()));
        assertEquals(
                true,
                new Api(idp)
                        .userinfo("/oauth2/default", answer.get("access_token"))
                        .body()
                        .contains("\"email_verified\":true"));
        assertTrue(directory.user("jean@example.org").get("lastLogin") != null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            login        | ada
            login        | a@b
            login        | 7
            email        | not an address
            firstName    | ''
            lastName     | LONG51
            countryCode  | GBR
            nickname     | Ada
            isAdmin      | true
            """)
    @DisplayName(
            "Abuse 97: a profile that is out of bounds, or has what the schema does not know, is refused with its name")
    void badProfile(String name, String value) {
        var body = withPassword("bad@example.org", Fixture.PASSWORD);
        Object bad = value.equals("7") ? 7 : value.equals("LONG51") ? "x".repeat(51) : value;
        under(body, "profile").put(name, bad);
        var causes = refused(400, "E0000001", admin.post(USERS, body));
        assertTrue(causes.stream().anyMatch(cause -> cause.startsWith(name + ": ")), causes.toString());
        refused(404, "E0000007", admin.get(USERS + "/bad@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstName", "lastName", "email", "login"})
    @DisplayName("Okta: what the schema requires is named where it is missing")
    void missing(String name) {
        var body = withPassword("missing@example.org", Fixture.PASSWORD);
        under(body, "profile").remove(name);
        assertEquals(
                List.of(name + ": The field cannot be left blank"), refused(400, "E0000001", admin.post(USERS, body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAKEN@example.org", "tåken@example.org", "ｔａｋｅｎ@example.org"})
    @DisplayName("Abuse 95: a login that looks like another's in case, marks or width is taken")
    void taken(String login) {
        if (idp.storage
                .users()
                .byLogin(dev.narthex.users.Login.of("taken@example.org"))
                .isEmpty()) {
            directory.created("taken@example.org");
        }
        var body = withPassword(login, Fixture.PASSWORD);
        under(body, "profile").put("email", "other@example.org");
        var causes = refused(400, "E0000001", admin.post(USERS, body));
        assertTrue(causes.getFirst().startsWith("login: "), causes.toString());
        assertTrue(causes.getFirst().contains("already exists"), causes.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            activate=true&nextLogin=changePassword  | {}                                       | E0000124
            activate=false&nextLogin=changePassword | {"password":{"value":"Correct-Horse-1"}} | E0000125
            activate=true | {"password":{"value":"short"}}                                     | E0000001
            activate=true | {"password":{"value":"Correct-Horse-1","hook":{"type":"default"}}} | E0000001
            activate=true | {"password":{"hash":{"algorithm":"BCRYPT","workFactor":10,"salt":"x","value":"y"}}} | E0000001
            activate=true | {"password":{"hash":{"algorithm":"ROT13","value":"y"}}}            | E0000001
            activate=true | {"provider":{"type":"NOBODY"}}                                     | E0000001
            activate=true | {"recovery_question":{"question":"Why?"}}                          | E0000001
            activate=true | []                                                                 | E0000001
            activate=true | {"provider":{"type":"FEDERATION"},"password":{"value":"Correct-Horse-1"}} | E0000001
            """)
    @DisplayName("Okta: credentials that contradict themselves, the policy or the query make nobody")
    void badCredentials(String query, String credentials, String code) {
        String body = "{\"profile\":" + dev.narthex.http.Json.text(profile("nobody@example.org")) + ",\"credentials\":"
                + credentials + "}";
        refused(400, code, admin.post(USERS + "?" + query, body));
        refused(404, "E0000007", admin.get(USERS + "/nobody@example.org"));
    }

    @Test
    @DisplayName("Okta: nextLogin=changePassword makes a user whose password has expired")
    void nextLogin() {
        var user = object(
                200,
                admin.post(
                        USERS + "?activate=true&nextLogin=changePassword",
                        withPassword("next@example.org", Fixture.PASSWORD)));
        assertEquals("PASSWORD_EXPIRED", user.get("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"profile\":", "{\"profile\":{},\"profile\":{}}", "profile=x"})
    @DisplayName("Okta: a body that is no JSON object is E0000003")
    void noJson(String body) {
        refused(400, "E0000003", admin.post(USERS, body));
    }

    @Test
    @DisplayName("Okta: groups a newcomer is put into must be there, and are 20 at most")
    void groups() {
        var readers = idp.fixture.group("Readers " + System.nanoTime());
        var body = withPassword("grouped@example.org", Fixture.PASSWORD);
        body.put("groupIds", List.of("00gnobody"));
        refused(400, "E0000001", admin.post(USERS, body));
        body.put("groupIds", java.util.Collections.nCopies(21, readers.id()));
        refused(400, "E0000001", admin.post(USERS, body));
        body.put("groupIds", List.of(readers.id()));
        var user = object(200, admin.post(USERS, body));
        var names = Admin.list(admin.get(USERS + "/" + user.get("id") + "/groups")).stream()
                .peek(group -> PublishedSchemas.management("Group", group))
                .map(group -> under(group, "profile").get("name"))
                .toList();
        assertEquals(List.of("Everyone", readers.name()), names);
    }

    @Test
    @DisplayName("Okta: a user is found by id, login in any case, and the part before the @ if nobody shares it")
    void found() {
        var user = directory.created("short.name@example.org");
        for (String name :
                List.of((String) user.get("id"), "short.name@example.org", "SHORT.name@EXAMPLE.org", "short.name"))
            assertEquals(user.get("id"), directory.user(name).get("id"), name);
        directory.created("short.name@example.net");
        refused(404, "E0000007", admin.get(USERS + "/short.name"));
        refused(404, "E0000007", admin.get(USERS + "/short"));
        refused(404, "E0000007", admin.get(USERS + "/me"));
        refused(404, "E0000007", admin.get(USERS + "/00u00000000000000000"));
    }

    @Test
    @DisplayName("Okta: POST changes what it names, null clears, PUT clears what it does not name")
    void update() {
        String id = (String) directory.created("update@example.org").get("id");
        var change = Map.of("profile", Map.of("nickName", "Countess", "title", "Lady"));
        var changed = object(200, admin.post(USERS + "/" + id, change));
        PublishedSchemas.management("User", changed);
        assertEquals("Countess", under(changed, "profile").get("nickName"));
        assertEquals("Ada", under(changed, "profile").get("firstName"));
        var clearing = new HashMap<String, Object>();
        clearing.put("title", null);
        var cleared = object(200, admin.post(USERS + "/" + id, Map.of("profile", clearing)));
        assertFalse(under(cleared, "profile").containsKey("title"));
        var replaced =
                object(200, admin.send("PUT", USERS + "/" + id, Map.of("profile", profile("update@example.org"))));
        assertFalse(under(replaced, "profile").containsKey("nickName"));
        refused(400, "E0000001", admin.send("PUT", USERS + "/" + id, Map.of("profile", Map.of("nickName", "x"))));
        refused(400, "E0000001", admin.post(USERS + "/" + id, Map.of("profile", Map.of("firstName", ""))));
        refused(404, "E0000007", admin.post(USERS + "/nobody@example.org", change));
    }

    @Test
    @DisplayName("Okta: a login that another has can't be taken by a change either")
    void takenLater() {
        directory.created("first@example.org");
        var second = directory.created("second@example.org");
        var causes = refused(
                400,
                "E0000001",
                admin.post(USERS + "/" + second.get("id"), Map.of("profile", Map.of("login", "FIRST@example.org"))));
        assertTrue(causes.getFirst().contains("already exists"));
        assertEquals(
                "second@example.org", under(directory.user("second"), "profile").get("login"));
    }

    @Test
    @DisplayName("Okta: a password set through the user follows the policy; a hash is for staged users")
    void password() {
        String id = (String) directory.created("password@example.org").get("id");
        var good = Map.of("credentials", Map.of("password", Map.of("value", "Another-Horse-2")));
        assertEquals("ACTIVE", object(200, admin.post(USERS + "/" + id, good)).get("status"));
        var bad = Map.of("credentials", Map.of("password", Map.of("value", "password")));
        assertTrue(refused(400, "E0000001", admin.post(USERS + "/" + id, bad))
                .getFirst()
                .startsWith("password: "));
        var former = Map.of("credentials", Map.of("password", Map.of("value", Fixture.PASSWORD)));
        refused(403, "E0000080", admin.post(USERS + "/" + id + "?strict=true", former));
        assertEquals(200, admin.post(USERS + "/" + id + "?strict=false", former).statusCode());
        var alone = Map.of("credentials", Map.of("password", Map.of("value", "Another-Horse-3")));
        var replaced = object(200, admin.put(USERS + "/" + id, alone));
        assertEquals("Byron", under(replaced, "profile").get("lastName"), "a profile that is not given stays");
        var hash = "{\"credentials\":{\"password\":{\"hash\":" + BCRYPT + "}}}";
        refused(403, "E0000038", admin.post(USERS + "/" + id, hash));
        var staged = object(200, admin.post(USERS + "?activate=false", Map.of("profile", profile("hash@example.org"))));
        assertEquals(
                "STAGED",
                object(200, admin.post(USERS + "/" + staged.get("id"), hash)).get("status"));
    }

    @Test
    @DisplayName("Okta: the first DELETE deactivates, the second deletes")
    void delete() {
        String id = (String) directory.created("gone@example.org").get("id");
        assertEquals(204, admin.send("DELETE", USERS + "/" + id, "").statusCode());
        assertEquals("DEPROVISIONED", directory.status(id));
        assertEquals(
                204,
                admin.send("DELETE", USERS + "/" + id + "?sendEmail=false", "").statusCode());
        refused(404, "E0000007", admin.get(USERS + "/" + id));
        refused(404, "E0000007", admin.send("DELETE", USERS + "/" + id, ""));
    }

    @Test
    @DisplayName("Okta: a caller who asks for less by okta-response gets no credentials")
    void omitted() {
        directory.created("omitted@example.org");
        var less = new Api(idp)
                .get(
                        USERS + "/omitted@example.org",
                        "Authorization",
                        "SSWS " + TestServer.API_TOKEN,
                        "Content-Type",
                        "application/json; okta-response=omitCredentials,omitCredentialsLinks");
        var user = object(200, less);
        assertFalse(user.containsKey("credentials"));
        assertFalse(under(user, "_links").containsKey("resetPassword"));
        assertTrue(under(user, "_links").containsKey("suspend"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/users/x/factors",
        "GET, /api/v1/users/x/factors/y",
        "GET, /api/v1/users/x/subscriptions",
        "PUT, /api/v1/users/x/linkedObjects/manager/y",
        "GET, /api/v1/users/x/risk",
        "PUT, /api/v1/users/x/classification",
        "GET, /api/v1/users/x/authenticator-enrollments",
        "GET, /api/v1/users/x/devices",
        "POST, /api/v1/meta/types/user",
        "PUT, /api/v1/meta/types/user/default",
        "POST, /api/v1/meta/schemas/group/default",
        "GET, /api/v1/meta/schemas/user/linkedObjects",
        "GET, /api/v1/meta/schemas/apps/x/default",
        "GET, /api/v1/meta/uischemas"
    })
    @DisplayName("Okta: what is not offered says so, to those who may ask")
    void unoffered(String method, String path) {
        refused(501, "E0000060", admin.send(method, path, method.equals("GET") ? "" : "{}"));
        refused(401, "E0000011", new Admin(idp, "").send(method, path, method.equals("GET") ? "" : "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/users/me",
        "POST, /api/v1/users",
        "DELETE, /api/v1/users/x",
        "POST, /api/v1/users/x/lifecycle/activate"
    })
    @DisplayName("Abuse 109: without a token nothing is shown and nothing is done")
    void stranger(String method, String path) {
        var request = idp.browser()
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
        refused(401, "E0000011", idp.browser().send(request));
    }
}
