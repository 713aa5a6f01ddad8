package dev.narthex.directory.rules;

import dev.narthex.groups.Group;
import dev.narthex.groups.GroupStore;
import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.okta.Wire;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// How a rule of groups looks on the wire.
public final class GroupRuleJson {
    private final GroupStore groups;

    public GroupRuleJson(GroupStore groups) {
        this.groups = groups;
    }

    /// @param names whether to tell the names of its groups
    Map<String, Object> json(GroupRule rule, boolean names) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", "group_rule");
        json.put("id", rule.id());
        json.put("status", rule.status().name());
        json.put("name", rule.name());
        json.put("created", Wire.time(rule.created()));
        json.put("lastUpdated", Wire.time(rule.lastUpdated()));
        json.put("conditions", conditions(rule.condition()));
        json.put("actions", Map.of("assignUserToGroups", Map.of("groupIds", rule.groupIds())));
        json.put("allGroupsValid", rule.status() != Status.INVALID);
        if (names) json.put("_embedded", Map.of("groupIdToGroupNameMap", names(rule)));
        return json;
    }

    private static Map<String, Object> conditions(GroupRule.Condition condition) {
        var people = new LinkedHashMap<String, Object>();
        people.put("users", Map.of("exclude", new TreeSet<>(condition.exceptUsers())));
        people.put("groups", Map.of("exclude", new TreeSet<>(condition.exceptGroups())));
        var expression = new LinkedHashMap<String, Object>();
        expression.put("value", condition.expression());
        expression.put("type", GroupRule.LANGUAGE);
        var conditions = new LinkedHashMap<String, Object>();
        conditions.put("people", people);
        conditions.put("expression", expression);
        return conditions;
    }

    private Map<String, Object> names(GroupRule rule) {
        var names = new LinkedHashMap<String, Object>();
        rule.references().forEach(id -> groups.byId(id).map(Group::name).ifPresent(name -> names.put(id, name)));
        return names;
    }
}
