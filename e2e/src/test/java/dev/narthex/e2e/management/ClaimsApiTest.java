package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Browser;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
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

/// Claims of authorization servers by the management API, and what tokens have of them.
class ClaimsApiTest {
    private static final String CLAIMS = "/api/v1/authorizationServers/default/claims";
    private static TestServer idp;
    private static Admin admin;
    private static Ask ask;
    private static Browser browser;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
        idp.fixture.user("ada@example.org", idp.fixture.group("Readers"), idp.fixture.group("Writers"));
        ask = Ask.of(idp.fixture.app());
        browser = idp.browser();
        browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static Map<String, Object> valid(String name) {
        return new HashMap<>(
                Map.of("name", name, "claimType", "RESOURCE", "valueType", "EXPRESSION", "value", "user.firstName"));
    }

    private static Map<String, Object> groups(String name, String filter, String value) {
        var body = valid(name);
        body.putAll(Map.of("valueType", "GROUPS", "group_filter_type", filter, "value", value));
        return body;
    }

    private static Map<String, Object> accessToken() {
        return Answer.inFragment(browser.get(ask.url())).claims("access_token");
    }

    @Test
    @DisplayName("Okta: a claim by an expression is in the next token")
    void expression() {
        var claim = Admin.object(201, admin.post(CLAIMS, valid("first")));
        assertTrue(claim.get("id").toString().matches("ocl[0-9A-Za-z]{17}"));
        assertEquals(true, claim.get("alwaysIncludeInToken"));
        assertEquals("ACTIVE", claim.get("status"));
        assertEquals(Map.of("scopes", List.of()), claim.get("conditions"));
        assertEquals("Ada", accessToken().get("first"));
        String one = CLAIMS + "/" + claim.get("id");
        assertEquals(claim, Admin.object(200, admin.get(one)));
        var inactive = valid("first");
        inactive.put("status", "INACTIVE");
        assertEquals("INACTIVE", Admin.object(200, admin.put(one, inactive)).get("status"));
        assertNull(accessToken().get("first"));
        var scoped = valid("first");
        scoped.put("conditions", Map.of("scopes", List.of("phone")));
        Admin.object(200, admin.put(one, scoped));
        assertNull(accessToken().get("first"));
        assertEquals(204, admin.delete(one).statusCode());
        Admin.refused(404, "E0000007", admin.get(one));
    }

    @ParameterizedTest
    @CsvSource({
        "STARTS_WITH, read, Readers",
        "EQUALS, readers, Readers",
        "CONTAINS, EADER, Readers",
        "REGEX, R.*s, Readers",
        "REGEX, r.*s, ''"
    })
    @DisplayName("Okta: groups pass a filter without regard to case, but for a regular expression")
    void groupFilters(String filter, String value, String expected) {
        var claim = Admin.object(201, admin.post(CLAIMS, groups("teams", filter, value)));
        assertEquals(filter, claim.get("group_filter_type"));
        PublishedSchemas.management("OAuth2Claim", claim);
        var found = accessToken().get("teams");
        assertEquals(expected.isEmpty() ? null : List.of(expected), found);
        assertEquals(204, admin.delete(CLAIMS + "/" + claim.get("id")).statusCode());
    }

    @Test
    @DisplayName("Okta: every server has a subject and the claims of OpenID Connect, which can't be removed")
    void system() {
        var all = Admin.list(admin.get(CLAIMS));
        all.forEach(claim -> PublishedSchemas.management("OAuth2Claim", claim));
        var system =
                all.stream().filter(claim -> claim.get("system").equals(true)).toList();
        var names = system.stream().map(claim -> claim.get("name")).toList();
        assertTrue(names.containsAll(Set.of("sub", "name", "email", "phone_number", "address")), names.toString());
        for (var claim : system) Admin.refused(403, "E0000077", admin.delete(CLAIMS + "/" + claim.get("id")));
        var email = system.stream()
                .filter(claim -> claim.get("name").equals("email"))
                .findFirst()
                .orElseThrow();
        assertEquals("SYSTEM", email.get("valueType"));
        Admin.refused(403, "E0000077", admin.put(CLAIMS + "/" + email.get("id"), email));
    }

    @Test
    @DisplayName("Okta: the subject of access tokens is an expression that administrators may change, and change back")
    void subject() {
        var sub = Admin.list(admin.get(CLAIMS)).getFirst();
        assertEquals("(appuser != null) ? appuser.userName : app.clientId", sub.get("value"));
        String one = CLAIMS + "/" + sub.get("id");
        var changed = new HashMap<>(sub);
        changed.put("value", "user.email + \"!\"");
        assertEquals(
                changed.get("value"), Admin.object(200, admin.put(one, changed)).get("value"));
        assertEquals("ada@example.org!", accessToken().get("sub"));
        assertEquals(
                1,
                Admin.list(admin.get(CLAIMS)).stream()
                        .filter(claim -> claim.get("name").equals("sub"))
                        .count());
        Admin.refused(403, "E0000077", admin.delete(one));
        for (var wrong :
                List.of(Map.of("value", "user."), Map.of("value", "1", "name", "subject"), Map.of("value", ""))) {
            Admin.refused(400, "E0000001", admin.put(one, wrong));
        }
        assertEquals(sub, Admin.object(200, admin.put(one, sub)));
        assertEquals("ada@example.org", accessToken().get("sub"));
        Admin.refused(400, "E0000001", admin.post(CLAIMS, valid("sub")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "aud",
                "exp",
                "iat",
                "jti",
                "ver",
                "cid",
                "uid",
                "scp",
                "nonce",
                "amr",
                "at_hash",
                "auth_time",
                "idp",
                "azp"
            })
    @DisplayName("Okta: a claim can't have a name that means something to the protocol")
    void reserved(String name) {
        assertEquals(
                List.of("name: '" + name + "' is reserved"),
                Admin.refused(400, "E0000001", admin.post(CLAIMS, valid(name))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            value             | user.firstName +      | value: is no expression, at position 16: a value is needed and not the end
            value             | T(java.lang.Runtime)  | value: is no expression
            value             | ''                    | value: The field cannot be left blank
            name              | two words             | name: must not have spaces
            claimType         | OTHER                 | claimType: must be one of [IDENTITY, RESOURCE]
            valueType         | SYSTEM                | valueType: SYSTEM is for the claims that every server has
            valueType         | GROUPS                | group_filter_type: goes with the value type GROUPS
            group_filter_type | EQUALS                | group_filter_type: goes with the value type GROUPS alone
            status            | GONE                  | status: must be one of [ACTIVE, INACTIVE]
            """)
    @DisplayName("Okta: a claim with one fault is 400 E0000001; what is no expression is told where and why")
    void faults(String member, String value, String cause) {
        var body = valid("faulty");
        body.put(member, value);
        var causes = Admin.refused(400, "E0000001", admin.post(CLAIMS, body));
        assertEquals(1, causes.size(), causes.toString());
        assertTrue(causes.getFirst().startsWith(cause), causes.toString());
    }

    @Test
    @DisplayName("A pattern that is malformed, a scope that is not there and a name that is taken are refused")
    void otherFaults() {
        var pattern = Admin.refused(400, "E0000001", admin.post(CLAIMS, groups("teams", "REGEX", "(")));
        assertTrue(pattern.getFirst().startsWith("value: is no pattern, at position "), pattern.toString());
        var scoped = valid("scoped");
        scoped.put("conditions", Map.of("scopes", List.of("nowhere")));
        assertEquals(
                List.of("conditions.scopes: there is no scope 'nowhere'"),
                Admin.refused(400, "E0000001", admin.post(CLAIMS, scoped)));
        Admin.object(201, admin.post(CLAIMS, valid("taken")));
        Admin.refused(400, "E0000001", admin.post(CLAIMS, valid("taken")));
        var identity = valid("taken");
        identity.put("claimType", "IDENTITY");
        identity.put("alwaysIncludeInToken", false);
        var there = Admin.object(201, admin.post(CLAIMS, identity));
        assertEquals(false, there.get("alwaysIncludeInToken"));
        assertFalse(idp.log("oauth2.claim.created").isEmpty());
        for (Object claim : List.of("email", "name")) {
            identity.put("name", claim);
            Admin.refused(400, "E0000001", admin.post(CLAIMS, identity));
        }
    }
}
