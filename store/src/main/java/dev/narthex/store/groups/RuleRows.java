package dev.narthex.store.groups;

import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Condition;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.groups.rules.RuleSet;
import dev.narthex.http.Json;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// How rules of groups lie in rows. A rule that is being deleted has a row until its memberships are gone: its
/// status is then `DELETED`, its name its id.
final class RuleRows {
    static final String SELECT = """
            SELECT id, name, status, definition, created, last_updated FROM group_rules WHERE status <> 'DELETED'
            """;

    private RuleRows() {}

    static RuleSet active(Handle handle) {
        var rules = handle.createQuery(SELECT + "AND status = 'ACTIVE' ORDER BY id")
                .map((row, _) -> rule(row, Set.of()))
                .list();
        if (rules.isEmpty()) return new RuleSet(List.of(), Map.of(), Map.of());
        var everyone = names(handle.createQuery("SELECT id, name FROM groups WHERE built_in"));
        var ids = new TreeSet<String>();
        rules.forEach(rule -> ids.addAll(rule.groupIds()));
        var names = names(handle.createQuery("SELECT id, name FROM groups WHERE id IN (<ids>)")
                .bindList("ids", ids));
        return new RuleSet(rules, everyone, names);
    }

    private static Map<String, String> names(Query query) {
        var names = new HashMap<String, String>();
        query.map((row, _) -> names.put(row.getString("id"), row.getString("name")))
                .list();
        return names;
    }

    /// All that are not deleted, with whom they do not concern.
    static List<GroupRule> all(Handle handle) {
        var except = new HashMap<String, Set<String>>();
        handle.createQuery("SELECT rule_id, user_id FROM group_rule_exclusions")
                .map((row, _) -> except.computeIfAbsent(row.getString("rule_id"), _ -> new HashSet<>())
                        .add(row.getString("user_id")))
                .list();
        return handle.createQuery(SELECT + "ORDER BY id")
                .map((row, _) -> rule(row, except.getOrDefault(row.getString("id"), Set.of())))
                .list();
    }

    static Optional<GroupRule> byId(Handle handle, String id) {
        var except = handle.createQuery("SELECT user_id FROM group_rule_exclusions WHERE rule_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .set();
        return handle.createQuery(SELECT + "AND id = :id")
                .bind("id", id)
                .map((row, _) -> rule(row, except))
                .findOne();
    }

    static String definition(GroupRule rule) {
        return Json.text(Document.of(
                "expression", rule.condition().expression(),
                "exceptGroups", rule.condition().exceptGroups(),
                "groupIds", rule.groupIds()));
    }

    /// Makes these the users whom the rule does not concern.
    static void except(Handle handle, String ruleId, Set<String> userIds) {
        handle.execute("DELETE FROM group_rule_exclusions WHERE rule_id = ?", ruleId);
        if (userIds.isEmpty()) return;
        var batch = handle.prepareBatch("""
                INSERT INTO group_rule_exclusions (user_id, rule_id)
                SELECT u.id, :rule FROM users u WHERE u.id = :user ON CONFLICT DO NOTHING
                """);
        new TreeSet<>(userIds)
                .forEach(id -> batch.bind("user", id).bind("rule", ruleId).add());
        batch.execute();
    }

    /// Whether all of these groups are there.
    static boolean areThere(Handle handle, Collection<String> groupIds) {
        return groupIds.isEmpty()
                || handle.createQuery("SELECT COUNT(*) FROM groups WHERE id IN (<ids>)")
                                .bindList("ids", groupIds)
                                .mapTo(Integer.class)
                                .one()
                        == groupIds.size();
    }

    static void turn(Handle handle, String ruleId, String status) {
        handle.execute("UPDATE group_rules SET status = ? WHERE id = ?", status, ruleId);
    }

    static GroupRule rule(ResultSet row, Set<String> except) throws SQLException {
        var definition = Document.read(row.getString("definition"));
        return new GroupRule(
                row.getString("id"),
                row.getString("name"),
                Status.valueOf(row.getString("status")),
                new Condition(definition.text("expression"), except, definition.textSet("exceptGroups")),
                definition.texts("groupIds"),
                Columns.instant(row, "created"),
                Columns.instant(row, "last_updated"));
    }
}
