package dev.narthex.governance;

import dev.narthex.okta.Wire;
import dev.narthex.org.Org;
import dev.narthex.registration.Enrollment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Policies of the org, save those of passwords, and their one rule, as they go over the wire.
final class OrgPolicyJson {
    private static final int IDLE_MINUTES = 120;
    private static final int SESSION_MINUTES = 24 * 60;

    private final Org org;
    private final String api;

    OrgPolicyJson(Org org, String baseUrl) {
        this.org = org;
        this.api = baseUrl + "/api/v1/policies/";
    }

    Map<String, Object> policy(Kind kind) {
        var json = shared(kind.id(org.id()), kind.title(), kind.name());
        json.put("description", kind.description());
        json.put("conditions", kind == Kind.OKTA_SIGN_ON ? everyone() : null);
        String address = api + kind.id(org.id());
        json.put("_links", Map.of("self", Wire.link(address, "GET"), "rules", Wire.link(address + "/rules", "GET")));
        return json;
    }

    private Map<String, Object> everyone() {
        return Map.of("people", Map.of("groups", Map.of("include", List.of(org.everyoneGroupId()))));
    }

    Map<String, Object> rule(Kind kind, Enrollment enrollment) {
        var json = shared(kind.ruleId(org.id()), kind.ruleTitle(), kind.ruleType());
        Object conditions = Map.of("people", Map.of("users", Map.of("exclude", List.of())));
        json.put("conditions", kind == Kind.PROFILE_ENROLLMENT ? null : conditions);
        json.put("actions", actions(kind, enrollment));
        String address = api + kind.id(org.id()) + "/rules/" + kind.ruleId(org.id());
        json.put("_links", Map.of("self", Wire.link(address, "GET")));
        return json;
    }

    private static Map<String, Object> actions(Kind kind, Enrollment enrollment) {
        return switch (kind) {
            case PASSWORD -> throw new IllegalArgumentException("PasswordPolicyJson shows those of passwords");
            case OKTA_SIGN_ON ->
                Map.of("signon", Map.of("access", "ALLOW", "requireFactor", false, "session", session()));
            case ACCESS_POLICY ->
                Map.of(
                        "appSignOn",
                        Map.of(
                                "access",
                                "ALLOW",
                                "verificationMethod",
                                Map.of("type", "ASSURANCE", "factorMode", "1FA")));
            case PROFILE_ENROLLMENT -> Map.of("profileEnrollment", EnrollmentJson.of(enrollment));
        };
    }

    private static Map<String, Object> session() {
        return Map.of(
                "usePersistentCookie",
                false,
                "maxSessionIdleMinutes",
                IDLE_MINUTES,
                "maxSessionLifetimeMinutes",
                SESSION_MINUTES);
    }

    private LinkedHashMap<String, Object> shared(String id, String name, String type) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("type", type);
        json.put("status", "ACTIVE");
        json.put("name", name);
        json.put("priority", 1);
        json.put("system", true);
        json.put("created", Wire.time(org.created()));
        json.put("lastUpdated", Wire.time(org.created()));
        return json;
    }
}
