package dev.narthex.directory;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore.Stats;
import dev.narthex.okta.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a group looks on the wire.
public final class GroupJson {
    private final String baseUrl;

    public GroupJson(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    Map<String, Object> json(Group group) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", group.id());
        json.put("created", Wire.time(group.created()));
        json.put("lastUpdated", Wire.time(group.lastUpdated()));
        json.put("lastMembershipUpdated", Wire.time(group.lastMembershipUpdated()));
        json.put("objectClass", List.of("okta:user_group"));
        json.put("type", group.builtIn() ? "BUILT_IN" : "OKTA_GROUP");
        var profile = new LinkedHashMap<String, Object>();
        profile.put("name", group.name());
        profile.put("description", group.description().orElse(null));
        json.put("profile", profile);
        json.put("_links", links(group));
        return json;
    }

    /// The same, with how much there is of it.
    Map<String, Object> json(Group group, Stats stats) {
        var json = json(group);
        var numbers = new LinkedHashMap<String, Object>();
        numbers.put("usersCount", stats.users());
        numbers.put("appsCount", stats.apps());
        numbers.put("groupPushMappingsCount", 0);
        // As Okta spells it.
        numbers.put("hasAdminPrivlege", false);
        json.put("_embedded", Map.of("stats", numbers));
        return json;
    }

    private Map<String, Object> links(Group group) {
        String url = baseUrl + "/api/v1/groups/" + group.id();
        var links = new LinkedHashMap<String, Object>();
        links.put("self", Wire.link(url));
        links.put("logo", List.of());
        links.put("users", Wire.link(url + "/users"));
        links.put("apps", Wire.link(url + "/apps"));
        return links;
    }
}
