package dev.narthex.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/// The default password policy of a server, as an administrator changes it.
public final class PasswordPolicyOf {
    private final Admin admin;
    private final String address;

    public PasswordPolicyOf(TestServer server) {
        admin = new Admin(server);
        address = "/api/v1/policies/"
                + Admin.list(admin.get("/api/v1/policies?type=PASSWORD"))
                        .getFirst()
                        .get("id");
    }

    /// Members of one area of the settings, by turns name and value: `lockout`, `age`, `complexity`.
    public void set(String area, Object... namesAndValues) {
        put(Map.of("password", Map.of(area, members(namesAndValues))));
    }

    public void linksWork(int minutes) {
        var token = Map.of("recoveryToken", Map.of("tokenLifetimeMinutes", minutes));
        factor("okta_email", Map.of("properties", token));
    }

    public void factor(String name, Map<String, ?> settings) {
        put(Map.of("recovery", Map.of("factors", Map.of(name, settings))));
    }

    private void put(Map<String, ?> settings) {
        Admin.object(200, admin.put(address, Map.of("settings", settings)));
    }

    /// Denies or allows by the default rule: `passwordChange`, `selfServicePasswordReset`, `selfServiceUnlock`.
    public void allow(String action, boolean allowed) {
        var rule = Admin.list(admin.get(address + "/rules")).getLast();
        var actions = Map.of(action, Map.of("access", allowed ? "ALLOW" : "DENY"));
        Admin.object(200, admin.put(address + "/rules/" + rule.get("id"), Map.of("actions", actions)));
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
