package dev.narthex.e2e.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Admin;
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

/// Policies of the org: read, and what is asked of passwords changed.
class OrgPoliciesTest {
    private static final String POLICIES = "/api/v1/policies";

    @AutoClose
    private final TestServer idp = TestServer.fresh();

    private final Admin admin = new Admin(idp);
    private String passwords;

    @BeforeEach
    void find() {
        passwords = address("PASSWORD");
    }

    private String address(String type) {
        return POLICIES + "/"
                + Admin.list(admin.get(POLICIES + "?type=" + type)).getFirst().get("id");
    }

    private static Map<String, Object> changing(String area, Map<String, Object> values) {
        return Map.of("type", "PASSWORD", "settings", Map.of("password", Map.of(area, values)));
    }

    private Object complexity(String member) {
        var policy = Admin.object(200, admin.get(passwords));
        return Admin.at(policy, "settings", "password", "complexity", member);
    }

    /// The status of making somebody with this password.
    private int making(String login, String password) {
        var profile = Map.of("login", login, "email", login, "firstName", "Ada", "lastName", "Byron");
        var body = Map.of("profile", profile, "credentials", Map.of("password", Map.of("value", password)));
        return admin.post("/api/v1/users?activate=true", body).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD, PasswordPolicy, PasswordPolicyRule",
        "OKTA_SIGN_ON, OktaSignOnPolicy, OktaSignOnPolicyRule",
        "ACCESS_POLICY, AccessPolicy, AccessPolicyRule",
        "PROFILE_ENROLLMENT, ProfileEnrollmentPolicy, ProfileEnrollmentPolicyRule"
    })
    @DisplayName("Okta: each kind of policy is there with its one rule, as the published description says")
    void kinds(String type, String schema, String ruleSchema) {
        var policy = Admin.list(admin.get(POLICIES + "?type=" + type)).getFirst();
        assertEquals(type, policy.get("type"));
        assertEquals(true, policy.get("system"));
        String one = POLICIES + "/" + policy.get("id");
        assertEquals(policy, Admin.object(200, admin.get(one)));
        var rule = Admin.list(admin.get(one + "/rules")).getFirst();
        assertNotEquals(policy.get("id"), rule.get("id"));
        assertEquals(rule, Admin.object(200, admin.get(one + "/rules/" + rule.get("id"))));
        Admin.refused(404, "E0000007", admin.get(one + "/rules/0prNone"));
        if (!type.equals("PASSWORD")) Admin.refused(403, "E0000077", admin.put(one, policy));
        PublishedSchemas.management(schema, policy);
        PublishedSchemas.management(ruleSchema, rule);
    }

    @Test
    @DisplayName("Okta: a list needs a type; of a kind that has no policy here it is empty")
    void types() {
        Admin.refused(400, "E0000001", admin.get(POLICIES));
        Admin.refused(400, "E0000001", admin.get(POLICIES + "?type=NONSENSE"));
        assertEquals(List.of(), Admin.list(admin.get(POLICIES + "?type=IDP_DISCOVERY")));
        Admin.refused(404, "E0000007", admin.get(POLICIES + "/00pNone"));
        Admin.refused(401, "E0000011", new Admin(idp, "").get(POLICIES + "?type=PASSWORD"));
    }

    @Test
    @DisplayName("Okta: a new org asks for eight characters of three sorts")
    void standard() {
        assertEquals(8, complexity("minLength"));
        assertEquals(1, complexity("minLowerCase"));
        assertEquals(0, complexity("minSymbol"));
        assertEquals(true, complexity("excludeUsername"));
        assertEquals(200, making("one@example.org", "Abcdefg1"));
    }

    @Test
    @DisplayName("Okta: what is asked of passwords counts from the next password on; what is not sent stays")
    void replaced() {
        var body = changing("complexity", Map.of("minLength", 12, "excludeAttributes", List.of("lastName")));
        Admin.object(200, admin.put(passwords, body));
        assertEquals(12, complexity("minLength"));
        assertEquals(1, complexity("minUpperCase"));
        assertNotEquals(200, making("one@example.org", "Abcdefg1"));
        assertNotEquals(200, making("one@example.org", "Xy1byronlongest"));
        assertEquals(200, making("one@example.org", "Abcdefghijk1"));
        idp.clock.advance(java.time.Duration.ofSeconds(1));
        var age = Map.<String, Object>of("maxAgeDays", 30, "minAgeMinutes", 10, "historyCount", 5);
        var policy = Admin.object(200, admin.put(passwords, changing("age", age)));
        assertEquals(30, Admin.<Object>at(policy, "settings", "password", "age", "maxAgeDays"));
        assertEquals(12, complexity("minLength"));
        assertTrue(policy.get("lastUpdated")
                        .toString()
                        .compareTo(policy.get("created").toString())
                > 0);
        assertEquals(2, idp.log("policy.lifecycle.update").size());
        var same = new HashMap<>(policy);
        assertEquals(
                policy.get("settings"),
                Admin.object(200, admin.put(passwords, same)).get("settings"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            complexity | minLength       | 3    | settings.password.complexity.minLength: must be between 4 and 72
            complexity | minLength       | 73   | settings.password.complexity.minLength: must be between 4 and 72
            complexity | minSymbol       | -1   | settings.password.complexity.minSymbol: must be between 0 and 10
            age        | historyCount    | 31   | settings.password.age.historyCount: must be between 0 and 30
            age        | maxAgeDays      | 1000 | settings.password.age.maxAgeDays: must be between 0 and 999
            age        | expireWarnDays  | -1   | settings.password.age.expireWarnDays: must be between 0 and 999
            lockout    | maxAttempts     | 101  | settings.password.lockout.maxAttempts: must be between 0 and 100
            lockout    | afterAll        | 3    | settings.password.lockout.afterAll: is not there, and can't be set
            """)
    @DisplayName("Okta: what is out of bounds, or not there, is 400 E0000001, and nothing changes")
    void faults(String area, String member, int value, String cause) {
        var before = Admin.object(200, admin.get(passwords));
        var body = changing(area, Map.of(member, value));
        assertEquals(List.of(cause), Admin.refused(400, "E0000001", admin.put(passwords, body)));
        assertEquals(before, Admin.object(200, admin.get(passwords)));
    }

    @Test
    @DisplayName("Okta: who may make an account is the rule of profile enrolment; what is not sent stays")
    void enrollment() {
        String one = address("PROFILE_ENROLLMENT");
        var before = Admin.list(admin.get(one + "/rules")).getFirst();
        assertEquals("DENY", Admin.at(before, "actions", "profileEnrollment", "unknownUserAction"));
        String rule = one + "/rules/" + before.get("id");
        var group = idp.fixture.group("Newcomers").id();
        var open = Map.of("unknownUserAction", "REGISTER", "targetGroupIds", List.of(group));
        var after = Admin.object(200, admin.put(rule, Map.of("actions", Map.of("profileEnrollment", open))));
        assertEquals("REGISTER", Admin.at(after, "actions", "profileEnrollment", "unknownUserAction"));
        assertEquals(List.of(group), Admin.at(after, "actions", "profileEnrollment", "targetGroupIds"));
        assertEquals(
                Admin.<Object>at(before, "actions", "profileEnrollment", "profileAttributes"),
                Admin.<Object>at(after, "actions", "profileEnrollment", "profileAttributes"));
        PublishedSchemas.management("ProfileEnrollmentPolicyRule", after);
        assertTrue(idp.storage.enrollment().read().orElseThrow().open());
        for (var wrong : List.of(
                Map.of("unknownUserAction", "MAYBE"),
                Map.of("targetGroupIds", List.of("00gNone")),
                Map.of("profileAttributes", List.of(Map.of("name", "firstName", "required", true))))) {
            var body = Map.of("actions", Map.of("profileEnrollment", wrong));
            assertEquals(
                    1, Admin.refused(400, "E0000001", admin.put(rule, body)).size());
        }
        assertEquals(after, Admin.object(200, admin.get(rule)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nickName", "firstName\",\"nickName"})
    @DisplayName("Okta: of a profile, only first and last name can be kept out of passwords")
    void attributes(String names) {
        String body = "{\"settings\":{\"password\":{\"complexity\":{\"excludeAttributes\":[\"" + names + "\"]}}}}";
        Admin.refused(400, "E0000001", admin.put(passwords, body));
    }
}
