package dev.narthex.store.groups;

import dev.narthex.groups.rules.RuleSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// How somebody stands before rules are asked: which groups they are in, and why.
///
/// @param others groups in which they are whatever the active rules say, their names by id
/// @param given what active rules have given
/// @param names of all groups in which they are
/// @param except ids of rules that do not concern them
record Standing(Map<String, String> others, Set<Gift> given, Map<String, String> names, Set<String> except) {

    /// A membership that a rule gives.
    record Gift(String ruleId, String groupId) {}

    private Standing() {
        this(new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>());
    }

    /// Of each of these people, by id.
    static Map<String, Standing> of(Handle handle, Collection<String> userIds, RuleSet active) {
        var standings = new HashMap<String, Standing>();
        userIds.forEach(id -> standings.put(id, new Standing()));
        handle.createQuery("""
                        SELECT m.user_id, m.group_id, m.by_hand, g.name, r.rule_id
                        FROM memberships m JOIN groups g ON g.id = m.group_id
                        LEFT JOIN rule_memberships r ON r.user_id = m.user_id AND r.group_id = m.group_id
                        WHERE m.user_id IN (<ids>)
                        """)
                .bindList("ids", userIds)
                .map((row, _) -> row(standings.get(row.getString("user_id")), row, active))
                .list();
        handle.createQuery("SELECT user_id, rule_id FROM group_rule_exclusions WHERE user_id IN (<ids>)")
                .bindList("ids", userIds)
                .map((row, _) ->
                        standings.get(row.getString("user_id")).except().add(row.getString("rule_id")))
                .list();
        return standings;
    }

    private static Standing row(Standing standing, ResultSet row, RuleSet active) throws SQLException {
        String group = row.getString("group_id");
        String rule = row.getString("rule_id");
        boolean ruled = rule != null && active.rule(rule).isPresent();
        standing.names().put(group, row.getString("name"));
        if (ruled) standing.given().add(new Gift(rule, group));
        if (row.getBoolean("by_hand") || rule != null && !ruled)
            standing.others().put(group, row.getString("name"));
        return standing;
    }

    boolean isIn(String groupId) {
        return names.containsKey(groupId);
    }
}
