package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies of authorization servers, and their rules, by the management API.
class PoliciesApiTest {
    private static final String ALL = "/api/v1/authorizationServers";
    private static TestServer idp;
    private static Admin admin;
    private String policies;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
        admin = new Admin(idp);
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @BeforeEach
    void server() {
        var body = ServersApiTest.valid();
        // Its keys are made in no time.
        body.put("credentials", Map.of("signing", Map.of("alg", "ES256")));
        var server = Admin.object(201, admin.post(ALL, body));
        policies = ALL + "/" + server.get("id") + "/policies";
    }

    static Map<String, Object> policy(String name, String... clients) {
        return new HashMap<>(Map.of(
                "type",
                "OAUTH_AUTHORIZATION_POLICY",
                "name",
                name,
                "description",
                "For " + name,
                "conditions",
                Map.of("clients", Map.of("include", List.of(clients)))));
    }

    static Map<String, Object> rule(String name) {
        return new HashMap<>(Map.of(
                "type",
                "RESOURCE_ACCESS",
                "name",
                name,
                "conditions",
                new HashMap<>(Map.of(
                        "people", Map.of("groups", Map.of("include", List.of("EVERYONE"))),
                        "grantTypes", Map.of("include", List.of("implicit", "authorization_code")),
                        "scopes", Map.of("include", List.of("*")))),
                "actions",
                Map.of("token", new HashMap<>(Map.of("accessTokenLifetimeMinutes", 10)))));
    }

    private Map<String, Object> made(String name) {
        return Admin.object(201, admin.post(policies, policy(name, "ALL_CLIENTS")));
    }

    private List<String> order(String all) {
        return Admin.list(admin.get(all)).stream()
                .map(it -> it.get("priority") + it.get("name").toString())
                .toList();
    }

    @Test
    @DisplayName("Okta: a policy is made with 201 and found again; it and its rules are what the description says")
    void create() {
        var policy = made("A");
        assertTrue(policy.get("id").toString().matches("00p[0-9A-Za-z]{17}"));
        assertEquals("ACTIVE", policy.get("status"));
        assertEquals(1, policy.get("priority"));
        assertEquals(policy, Admin.object(200, admin.get(policies + "/" + policy.get("id"))));
        String rules = policies + "/" + policy.get("id") + "/rules";
        var rule = Admin.object(201, admin.post(rules, rule("R")));
        assertTrue(rule.get("id").toString().matches("0pr[0-9A-Za-z]{17}"));
        assertEquals(10, Admin.<Object>at(rule, "actions", "token", "accessTokenLifetimeMinutes"));
        assertEquals(0, Admin.<Object>at(rule, "actions", "token", "refreshTokenLifetimeMinutes"));
        assertEquals(10080, Admin.<Object>at(rule, "actions", "token", "refreshTokenWindowMinutes"));
        assertEquals(rule, Admin.object(200, admin.get(rules + "/" + rule.get("id"))));
        assertEquals(List.of(rule), Admin.list(admin.get(rules)));
        PublishedSchemas.management("AuthorizationServerPolicy", policy);
        PublishedSchemas.management("AuthorizationServerPolicyRule", rule);
    }

    @Test
    @DisplayName("Okta: who is put at a place moves the others on; no gap is left behind")
    void priorities() {
        made("A");
        var b = made("B");
        var c = policy("C", "ALL_CLIENTS");
        c.put("priority", 1);
        Admin.object(201, admin.post(policies, c));
        assertEquals(List.of("1C", "2A", "3B"), order(policies));
        var moved = policy("B", "ALL_CLIENTS");
        moved.put("priority", 2);
        String one = policies + "/" + b.get("id");
        assertEquals(2, Admin.object(200, admin.put(one, moved)).get("priority"));
        assertEquals(List.of("1C", "2B", "3A"), order(policies));
        Admin.object(200, admin.put(one, policy("B2", "ALL_CLIENTS")));
        assertEquals(List.of("1C", "2B2", "3A"), order(policies), "without a place it stays");
        moved.put("priority", 99);
        Admin.object(200, admin.put(one, moved));
        assertEquals(List.of("1C", "2A", "3B"), order(policies));
        var first = Admin.list(admin.get(policies)).getFirst();
        assertEquals(204, admin.delete(policies + "/" + first.get("id")).statusCode());
        assertEquals(List.of("1A", "2B"), order(policies));
    }

    @Test
    @DisplayName("Okta: rules of a policy have an order of their own, kept the same way")
    void rulePriorities() {
        String rules = policies + "/" + made("A").get("id") + "/rules";
        var a = Admin.object(201, admin.post(rules, rule("A")));
        var b = rule("B");
        b.put("priority", 1);
        Admin.object(201, admin.post(rules, b));
        assertEquals(List.of("1B", "2A"), order(rules));
        var back = rule("A");
        back.put("priority", 1);
        Admin.object(200, admin.put(rules + "/" + a.get("id"), back));
        assertEquals(List.of("1A", "2B"), order(rules));
        assertEquals(204, admin.delete(rules + "/" + a.get("id")).statusCode());
        assertEquals(List.of("1B"), order(rules));
        Admin.refused(404, "E0000007", admin.get(rules + "/" + a.get("id")));
    }

    @Test
    @DisplayName("Okta: policies and rules are switched off and on with 204, and keep their place")
    void lifecycle() {
        made("First");
        String policy = policies + "/" + made("A").get("id");
        String rule = policy + "/rules/"
                + Admin.object(201, admin.post(policy + "/rules", rule("R"))).get("id");
        for (String one : List.of(policy, rule)) {
            idp.clock.advance(java.time.Duration.ofSeconds(1));
            assertEquals(204, admin.post(one + "/lifecycle/deactivate", "").statusCode());
            var inactive = Admin.object(200, admin.get(one));
            assertEquals("INACTIVE", inactive.get("status"));
            assertTrue(inactive.get("lastUpdated")
                            .toString()
                            .compareTo(inactive.get("created").toString())
                    > 0);
            assertEquals(204, admin.post(one + "/lifecycle/activate", "").statusCode());
            assertEquals("ACTIVE", Admin.object(200, admin.get(one)).get("status"));
        }
        assertEquals(List.of("1First", "2A"), order(policies));
        for (String type : List.of(
                "policy.lifecycle.create",
                "policy.lifecycle.activate",
                "policy.lifecycle.deactivate",
                "policy.rule.add",
                "policy.rule.activate",
                "policy.rule.deactivate")) {
            assertTrue(!idp.log(type).isEmpty(), type);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name        |                          | name: The field cannot be left blank
            description |                          | description: The field cannot be left blank
            type        | ACCESS_POLICY            | type: must be OAUTH_AUTHORIZATION_POLICY
            priority    | 0                        | priority: must be between 1
            priority    | x                        | priority: must be an integer
            status      | GONE                     | status: must be one of
            conditions  |                          | conditions.clients.include: name clients by their ids, or ALL_CLIENTS
            """)
    @DisplayName("Okta: a policy with one fault is 400 E0000001")
    void faults(String member, String value, String cause) {
        var body = policy("Faulty", "ALL_CLIENTS");
        if (value == null) body.remove(member);
        else body.put(member, value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
        var causes = Admin.refused(400, "E0000001", admin.post(policies, body));
        assertEquals(1, causes.size(), causes.toString());
        assertTrue(causes.getFirst().startsWith(cause), causes.toString());
        assertEquals(List.of(), Admin.list(admin.get(policies)));
    }

    @Test
    @DisplayName("A policy that names a client nobody has, or a name that is taken, is refused")
    void unknownClient() {
        assertEquals(
                List.of("conditions.clients.include: there is no '0oaNobody'"),
                Admin.refused(400, "E0000001", admin.post(policies, policy("A", "0oaNobody"))));
        made("A");
        Admin.refused(400, "E0000001", admin.post(policies, policy("A", "ALL_CLIENTS")));
        String one = policies + "/00pNone";
        Admin.refused(404, "E0000007", admin.get(one));
        Admin.refused(404, "E0000007", admin.put(one, policy("B", "ALL_CLIENTS")));
        Admin.refused(404, "E0000007", admin.delete(one));
        Admin.refused(404, "E0000007", admin.get(one + "/rules"));
        Admin.refused(404, "E0000007", admin.post(one + "/rules", rule("R")));
        Admin.refused(404, "E0000007", admin.post(one + "/lifecycle/activate", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accessTokenLifetimeMinutes  | 4       | actions.token.accessTokenLifetimeMinutes: must be between 5 and 1440
            accessTokenLifetimeMinutes  | 1441    | actions.token.accessTokenLifetimeMinutes: must be between 5 and 1440
            refreshTokenLifetimeMinutes | 9       | actions.token.refreshTokenLifetimeMinutes: must be 0, for unlimited
            refreshTokenLifetimeMinutes | -1      | actions.token.refreshTokenLifetimeMinutes: must be between 0
            refreshTokenWindowMinutes   | 9       | actions.token.refreshTokenWindowMinutes: must be between 10 and 2628000
            refreshTokenWindowMinutes   | 2628001 | actions.token.refreshTokenWindowMinutes: must be between 10 and 2628000
            """)
    @DisplayName("Okta: lifetimes have bounds, and a refresh token does not die before the access token")
    void lifetimes(String member, int value, String cause) {
        String rules = policies + "/" + made("A").get("id") + "/rules";
        var body = rule("R");
        var token = new HashMap<String, Object>(Map.of("accessTokenLifetimeMinutes", 10));
        token.put(member, value);
        body.put("actions", Map.of("token", token));
        var causes = Admin.refused(400, "E0000001", admin.post(rules, body));
        assertEquals(1, causes.size(), causes.toString());
        assertTrue(causes.getFirst().startsWith(cause), causes.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "accessTokenLifetimeMinutes, 5",
        "accessTokenLifetimeMinutes, 1440",
        "refreshTokenLifetimeMinutes, 60",
        "refreshTokenLifetimeMinutes, 0",
        "refreshTokenWindowMinutes, 10",
        "refreshTokenWindowMinutes, 2628000"
    })
    @DisplayName("Okta: what lies on the bounds of a lifetime is kept as it is")
    void lifetimesOnTheBounds(String member, int value) {
        String rules = policies + "/" + made("A").get("id") + "/rules";
        var body = rule("R");
        body.put("actions", Map.of("token", Map.of(member, value)));
        assertEquals(value, Admin.<Object>at(Admin.object(201, admin.post(rules, body)), "actions", "token", member));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grantTypes | {"include":["magic"]}               | conditions.grantTypes: there is no 'magic'
            grantTypes | {"include":[]}                      | conditions.grantTypes.include: name grant types
            scopes     | {"include":["nowhere"]}             | conditions.scopes: there is no 'nowhere'
            scopes     | {}                                  | conditions.scopes.include: name scopes, or *
            people     | {}                                  | conditions.people.groups: name users or groups, or EVERYONE
            people     | {"groups":{"include":["00gNone"]}}  | conditions.people.groups.include: there is no '00gNone'
            people     | {"users":{"include":["00uNone"]}}   | conditions.people.users.include: there is no '00uNone'
            """)
    @DisplayName("A condition that can never be met, or names nobody, is refused")
    void conditions(String member, String json, String cause) {
        String rules = policies + "/" + made("A").get("id") + "/rules";
        var body = rule("R");
        @SuppressWarnings("unchecked")
        var conditions = (Map<String, Object>) body.get("conditions");
        conditions.put(
                member, dev.narthex.http.Json.readObject(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertEquals(List.of(cause), Admin.refused(400, "E0000001", admin.post(rules, body)));
    }

    @Test
    @DisplayName("Who is named and later removed may stay named: the rule can still be changed")
    void removedSince() {
        var group = idp.fixture.group("Passing");
        String rules = policies + "/" + made("A").get("id") + "/rules";
        var body = rule("R");
        @SuppressWarnings("unchecked")
        var conditions = (Map<String, Object>) body.get("conditions");
        conditions.put("people", Map.of("groups", Map.of("include", List.of(group.id()))));
        var rule = Admin.object(201, admin.post(rules, body));
        idp.storage.groups().delete(group.id(), idp.clock.instant());
        body.put("name", "R2");
        assertEquals(
                "R2",
                Admin.object(200, admin.put(rules + "/" + rule.get("id"), body)).get("name"));
    }
}
