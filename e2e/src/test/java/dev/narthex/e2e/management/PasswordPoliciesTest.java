package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
import dev.narthex.e2e.Directory;
import dev.narthex.e2e.PublishedSchemas;
import dev.narthex.e2e.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Password policies for groups, and their rules: made, ordered, changed, switched off and removed.
class PasswordPoliciesTest {
    private static final String POLICIES = "/api/v1/policies";

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final Admin admin = new Admin(idp);
    private String group;
    private Map<String, Object> standard;

    @BeforeEach
    void begin() {
        group = idp.fixture.group("Engineers").id();
        standard = list().getFirst();
    }

    private List<Map<String, Object>> list() {
        return Admin.list(admin.get(POLICIES + "?type=PASSWORD"));
    }

    private List<String> names() {
        return list().stream().map(it -> (String) it.get("name")).toList();
    }

    private static Map<String, Object> policy(String name, String groupId) {
        var json = new HashMap<String, Object>();
        json.put("type", "PASSWORD");
        json.put("name", name);
        json.put("conditions", Map.of("people", Map.of("groups", Map.of("include", List.of(groupId)))));
        return json;
    }

    private static Map<String, Object> with(Map<String, Object> policy, String area, Map<String, Object> values) {
        var json = new HashMap<>(policy);
        json.put("settings", Map.of("password", Map.of(area, values)));
        return json;
    }

    private Map<String, Object> made(Map<String, Object> policy) {
        return Admin.object(200, admin.post(POLICIES, policy));
    }

    private static String at(Map<String, Object> policy) {
        return POLICIES + "/" + policy.get("id");
    }

    private Map<String, Object> rule(Map<String, Object> policy, String name, String... denied) {
        var actions = new HashMap<String, Object>();
        for (String action : denied) actions.put(action, Map.of("access", "DENY"));
        return Admin.object(
                200, admin.post(at(policy) + "/rules", Map.of("type", "PASSWORD", "name", name, "actions", actions)));
    }

    /// Whether somebody can be made who has this password and is in these groups.
    private boolean takes(String login, String password, String... groups) {
        var body = Directory.withPassword(login, password);
        body.put("groupIds", List.of(groups));
        return admin.post("/api/v1/users?activate=true", body).statusCode() == 200;
    }

    @Test
    @DisplayName("Okta: a policy for a group is made, read and replaced, as the published description says")
    void whole() {
        var sent = with(policy("Engineers", group), "lockout", Map.of("maxAttempts", 3, "autoUnlockMinutes", 0));
        var made = made(sent);
        PublishedSchemas.management("PasswordPolicy", made);
        assertEquals(false, made.get("system"));
        assertEquals(1, made.get("priority"));
        assertEquals(3, Admin.<Object>at(made, "settings", "password", "lockout", "maxAttempts"));
        assertEquals(List.of(group), Admin.at(made, "conditions", "people", "groups", "include"));
        assertEquals(made, Admin.object(200, admin.get(at(made))));
        assertEquals(List.of("Engineers", "Default Policy"), names());
        var changed = new HashMap<>(made);
        changed.put("name", "Builders");
        changed.put("description", "Who builds");
        var after = Admin.object(200, admin.put(at(made), changed));
        assertEquals("Builders", after.get("name"));
        assertEquals(made.get("settings"), after.get("settings"));
        assertEquals(204, admin.delete(at(made)).statusCode());
        Admin.refused(404, "E0000007", admin.get(at(made)));
        for (String event : List.of("create", "update", "delete")) {
            assertEquals(1, idp.log("policy.lifecycle." + event).size(), event);
        }
    }

    @Test
    @DisplayName("Okta: the rules of a policy are made, read, replaced and removed, as the published description says")
    void rules() {
        var policy = made(policy("Engineers", group));
        assertEquals(List.of(), Admin.list(admin.get(at(policy) + "/rules")));
        var rule = rule(policy, "Nothing by yourself", "passwordChange", "selfServiceUnlock");
        PublishedSchemas.management("PasswordPolicyRule", rule);
        assertEquals("DENY", Admin.at(rule, "actions", "passwordChange", "access"));
        assertEquals("ALLOW", Admin.at(rule, "actions", "selfServicePasswordReset", "access"));
        String one = at(policy) + "/rules/" + rule.get("id");
        assertEquals(rule, Admin.object(200, admin.get(one)));
        var second = rule(policy, "Second");
        assertEquals(2, second.get("priority"));
        var first = Admin.object(200, admin.put(at(policy) + "/rules/" + second.get("id"), Map.of("priority", 1)));
        assertEquals(1, first.get("priority"));
        assertEquals(2, Admin.object(200, admin.get(one)).get("priority"));
        assertEquals(204, admin.post(one + "/lifecycle/deactivate", "").statusCode());
        assertEquals("INACTIVE", Admin.object(200, admin.get(one)).get("status"));
        assertEquals(204, admin.post(one + "/lifecycle/activate", "").statusCode());
        assertEquals(204, admin.delete(one).statusCode());
        Admin.refused(404, "E0000007", admin.get(one));
        Admin.refused(404, "E0000007", admin.get(POLICIES + "/00pNone/rules"));
        for (String event : List.of("add", "update", "activate", "deactivate", "remove")) {
            String type = event.equals("remove") ? "policy.rule.delete" : "policy.rule." + event;
            assertTrue(!idp.log(type).isEmpty(), event);
        }
    }

    @Test
    @DisplayName("Okta: priorities are without gaps, a policy is put at its place, and the default one stays last")
    void order() {
        made(policy("A", group));
        made(policy("B", group));
        var third = new HashMap<>(policy("C", group));
        third.put("priority", 1);
        var c = made(third);
        assertEquals(List.of("C", "A", "B", "Default Policy"), names());
        admin.put(at(c), Map.of("priority", 99));
        assertEquals(List.of("A", "B", "C", "Default Policy"), names());
        admin.put(at(standard), Map.of("priority", 1));
        assertEquals("Default Policy", names().getLast());
        assertEquals(
                List.of(1, 2, 3, 4),
                list().stream().map(it -> it.get("priority")).toList());
    }

    @Test
    @DisplayName("Okta: the first policy that is active, has a rule for the person and one of their groups holds")
    void whoIsHeldToWhat() {
        var strict = made(with(policy("Strict", group), "complexity", Map.of("minLength", 20)));
        assertTrue(takes("one@example.org", "Abcdefg1", group), "without a rule it is nobody's");
        rule(strict, "All");
        assertTrue(!takes("two@example.org", "Abcdefg1", group));
        assertTrue(takes("three@example.org", "Abcdefg1"), "somebody else");
        assertTrue(takes("four@example.org", "Abcdefghijklmnopqrst1", group));
        var lax = new HashMap<>(with(policy("Lax", group), "complexity", Map.of("minLength", 4)));
        lax.put("priority", 1);
        rule(made(lax), "All");
        assertTrue(takes("five@example.org", "Abc1", group));
        assertEquals(204, admin.post(at(strict) + "/lifecycle/deactivate", "").statusCode());
        assertEquals(
                204,
                admin.post(at(list().getFirst()) + "/lifecycle/deactivate", "").statusCode());
        assertTrue(!takes("six@example.org", "Abc1", group), "held to the default one again");
        assertTrue(takes("seven@example.org", "Abcdefg1", group));
    }

    @Test
    @DisplayName("Okta: of the default policy the settings, and of its rule the actions, are changed and nothing else")
    void standardStays() {
        Admin.refused(403, "E0000077", admin.delete(at(standard)));
        Admin.refused(403, "E0000077", admin.post(at(standard) + "/lifecycle/deactivate", ""));
        Admin.refused(400, "E0000001", admin.put(at(standard), Map.of("name", "Mine")));
        Admin.refused(400, "E0000001", admin.put(at(standard), policy("Default Policy", group)));
        Admin.refused(400, "E0000001", admin.put(at(standard), Map.of("status", "INACTIVE")));
        var rule = Admin.list(admin.get(at(standard) + "/rules")).getFirst();
        String one = at(standard) + "/rules/" + rule.get("id");
        Admin.refused(403, "E0000077", admin.delete(one));
        Admin.refused(403, "E0000077", admin.post(one + "/lifecycle/deactivate", ""));
        var exclude = Map.of("people", Map.of("users", Map.of("exclude", List.of("00u1"))));
        Admin.refused(400, "E0000001", admin.put(one, Map.of("conditions", exclude)));
        var denied = Map.of("actions", Map.of("selfServiceUnlock", Map.of("access", "DENY")));
        var after = Admin.object(200, admin.put(one, denied));
        assertEquals("DENY", Admin.at(after, "actions", "selfServiceUnlock", "access"));
        assertEquals("ALLOW", Admin.at(after, "actions", "passwordChange", "access"));
        rule(standard, "Before it");
        var rules = Admin.list(admin.get(at(standard) + "/rules"));
        assertEquals(
                List.of("Before it", "Default Rule"),
                rules.stream().map(it -> it.get("name")).toList());
    }

    @Test
    @DisplayName("Okta: whatever was read can be sent back as it is, and changes nothing")
    void roundTrip() {
        var made = made(policy("Engineers", group));
        rule(made, "All", "passwordChange");
        for (var policy : list()) {
            var same = Admin.object(200, admin.put(at(policy), policy));
            assertEquals(policy.get("settings"), same.get("settings"));
            assertEquals(policy.get("conditions"), same.get("conditions"));
            assertEquals(policy.get("priority"), same.get("priority"));
            for (var rule : Admin.list(admin.get(at(policy) + "/rules"))) {
                var again = Admin.object(200, admin.put(at(policy) + "/rules/" + rule.get("id"), rule));
                assertEquals(rule.get("actions"), again.get("actions"));
                assertEquals(rule.get("conditions"), again.get("conditions"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"settings":{"password":{"complexity":{"maxConsecutiveCharacters":3}}}}
            {"settings":{"password":{"breachedProtection":{"expireAfterDays":3}}}}
            {"settings":{"password":{"lockout":{"userLockoutNotificationChannels":["SMS"]}}}}
            {"settings":{"recovery":{"factors":{"okta_sms":{"status":"ACTIVE"}}}}}
            {"settings":{"recovery":{"factors":{"okta_email":{"properties":{"recoveryToken":{"tokenLifetimeMinutes":0}}}}}}}
            {"settings":{"delegation":{"options":{"skipUnlock":true}}}}
            {"conditions":{"authProvider":{"provider":"LDAP"}}}
            {"conditions":{"people":{"groups":{"exclude":["00g1"]}}}}
            {"conditions":{"people":{"groups":{"include":["00gNone"]}}}}
            {"conditions":{"people":{"groups":{"include":[]}}}}
            {"conditions":{"people":{"users":{"include":["00u1"]}}}}
            {"type":"OKTA_SIGN_ON"}
            {"name":""}
            {"priority":0}
            """)
    @DisplayName("Okta: what a policy would not do is refused, not forgotten")
    void refused(String change) {
        var made = made(policy("Engineers", group));
        assertEquals(
                1, Admin.refused(400, "E0000001", admin.put(at(made), change)).size(), change);
        assertEquals(made, Admin.object(200, admin.get(at(made))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"actions\":{\"passwordChange\":{\"access\":\"MAYBE\"}}}",
                "{\"actions\":{\"selfServicePasswordReset\":{\"requirement\":{\"primary\":{\"methods\":[\"sms\"]}}}}}",
                "{\"actions\":{\"enroll\":{\"self\":\"ALWAYS\"}}}",
                "{\"conditions\":{\"network\":{\"connection\":\"ZONE\",\"include\":[\"nzo1\"]}}}",
                "{\"conditions\":{\"people\":{\"groups\":{\"include\":[\"00g1\"]}}}}",
                "{\"type\":\"SIGN_ON\"}",
                "{\"name\":\"\"}"
            })
    @DisplayName("Okta: what a rule would not do is refused, not forgotten")
    void refusedRule(String change) {
        var made = made(policy("Engineers", group));
        var rule = rule(made, "All");
        String one = at(made) + "/rules/" + rule.get("id");
        assertNotEquals(List.of(), Admin.refused(400, "E0000001", admin.put(one, change)));
        assertEquals(rule, Admin.object(200, admin.get(one)));
    }

    @Test
    @DisplayName("Okta: of other kinds there is the one built in, and it stays as it is")
    void otherKinds() {
        Admin.refused(400, "E0000001", admin.post(POLICIES, Map.of("type", "OKTA_SIGN_ON", "name", "Mine")));
        var signOn = Admin.list(admin.get(POLICIES + "?type=OKTA_SIGN_ON")).getFirst();
        Admin.refused(403, "E0000077", admin.delete(at(signOn)));
        Admin.refused(403, "E0000077", admin.post(at(signOn) + "/lifecycle/deactivate", ""));
        Admin.refused(403, "E0000077", admin.post(at(signOn) + "/rules", Map.of("name", "Mine")));
        Admin.refused(401, "E0000011", new Admin(idp, "").post(POLICIES, policy("Mine", group)));
    }
}
