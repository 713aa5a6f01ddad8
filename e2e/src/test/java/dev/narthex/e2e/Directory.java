package dev.narthex.e2e;

import static dev.narthex.e2e.Admin.object;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// People as an administrator makes and sees them by the Users API.
public final class Directory {
    public static final String USERS = "/api/v1/users";
    private final Admin admin;

    public Directory(Admin admin) {
        this.admin = admin;
    }

    /// The profile that every valid request has.
    public static Map<String, Object> profile(String login) {
        return new LinkedHashMap<>(Map.of("firstName", "Ada", "lastName", "Byron", "email", login, "login", login));
    }

    public static Map<String, Object> withPassword(String login, String password) {
        return new HashMap<>(
                Map.of("profile", profile(login), "credentials", Map.of("password", Map.of("value", password))));
    }

    public Map<String, Object> created(String login) {
        return object(200, admin.post(USERS, withPassword(login, Fixture.PASSWORD)));
    }

    public Map<String, Object> user(String name) {
        return object(200, admin.get(USERS + "/" + name));
    }

    public String status(String id) {
        return (String) user(id).get("status");
    }

    public HttpResponse<String> lifecycle(String id, String operation) {
        return admin.post(USERS + "/" + id + "/lifecycle/" + operation, "");
    }
}
