package dev.narthex.clients;

import dev.narthex.apps.App;
import dev.narthex.apps.AppGroup;
import dev.narthex.apps.AppUser;
import dev.narthex.apps.AssignmentStore;
import dev.narthex.okta.Wire;
import dev.narthex.policy.Issuers;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Assignments as the Apps API writes them.
public final class AssignmentJson {
    private final AssignmentStore assignments;
    private final UserStore users;
    private final Issuers issuers;

    public AssignmentJson(AssignmentStore assignments, UserStore users, Issuers issuers) {
        this.assignments = assignments;
        this.users = users;
        this.issuers = issuers;
    }

    /// Nothing if the user is not assigned.
    Optional<Map<String, Object>> user(App app, String userId) {
        return assignments.user(app.id(), userId).map(assigned -> of(app, assigned));
    }

    Map<String, Object> of(App app, AppUser assigned) {
        var user = users.byId(assigned.userId());
        var json = new LinkedHashMap<String, Object>();
        json.put("id", assigned.userId());
        json.put("externalId", null);
        json.put("created", Wire.time(assigned.created()));
        json.put("lastUpdated", Wire.time(assigned.lastUpdated()));
        json.put("scope", assigned.direct() ? "USER" : "GROUP");
        json.put("status", "ACTIVE");
        json.put("statusChanged", Wire.time(assigned.created()));
        json.put("passwordChanged", null);
        json.put("syncState", "DISABLED");
        String userName =
                assigned.userName().orElseGet(() -> user.map(User::login).orElse(""));
        json.put("credentials", Map.of("userName", userName));
        json.put("profile", assigned.profile());
        json.put("_links", links(app, "user", "users", assigned.userId()));
        return json;
    }

    Map<String, Object> of(App app, AppGroup assigned) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", assigned.groupId());
        json.put("lastUpdated", Wire.time(assigned.lastUpdated()));
        json.put("priority", assigned.priority());
        json.put("profile", assigned.profile());
        var links = links(app, "group", "groups", assigned.groupId());
        links.put("self", Wire.link(api() + "/apps/" + app.id() + "/groups/" + assigned.groupId()));
        json.put("_links", links);
        return json;
    }

    private Map<String, Object> links(App app, String one, String many, String id) {
        var links = new LinkedHashMap<String, Object>();
        links.put("app", Wire.link(api() + "/apps/" + app.id()));
        links.put(one, Wire.link(api() + "/" + many + "/" + id));
        return links;
    }

    private String api() {
        return issuers.baseUrl() + "/api/v1";
    }
}
