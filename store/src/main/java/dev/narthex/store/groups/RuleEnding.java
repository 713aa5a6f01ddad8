package dev.narthex.store.groups;

import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.store.database.Tx;
import dev.narthex.store.people.Memberships;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What becomes of memberships when their rule ends, for all or for one person.
final class RuleEnding {
    /// Memberships that end in one transaction.
    static final int SLICE = 250;

    private static final String FORGET = """
            DELETE FROM rule_memberships WHERE user_id = :user AND group_id = :group AND rule_id = :rule
            """;

    private final Placements placements;

    RuleEnding(Placements placements) {
        this.placements = placements;
    }

    record Membership(String userId, String groupId) {}

    /// Memberships that a rule gave become memberships by hand. How many there were; a slice, if there are more.
    static int keep(Tx tx, String ruleId) {
        var some = some(tx.handle(), ruleId);
        var batch = tx.handle()
                .prepareBatch("UPDATE memberships SET by_hand = TRUE WHERE user_id = :user AND group_id = :group");
        some.forEach(it ->
                batch.bind("user", it.userId()).bind("group", it.groupId()).add());
        batch.execute();
        forget(tx.handle(), ruleId, some);
        return some.size();
    }

    /// Memberships end that nobody but the rule gives. How many it gave; a slice, if there are more.
    int remove(Tx tx, String ruleId, Instant now) {
        var some = some(tx.handle(), ruleId);
        var people = Placements.locked(
                        tx.handle(),
                        some.stream().map(Membership::userId).collect(Collectors.toCollection(TreeSet::new)))
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
        forget(tx.handle(), ruleId, some);
        var entries = new ArrayList<Entry>();
        var groups = new TreeMap<String, Target>();
        for (Membership membership : some) {
            if (!ended(tx.handle(), membership)) continue;
            var group = groups.computeIfAbsent(membership.groupId(), id -> group(tx.handle(), id));
            entries.add(Journal.moved(false, people.get(membership.userId()), group, ruleId));
            tx.changed("user", membership.userId());
        }
        groups.keySet().forEach(id -> Memberships.touch(tx.handle(), id, now));
        placements.journal().write(tx.handle(), now, entries);
        if (placements.active().asksForGroups()) placements.place(tx, List.copyOf(people.values()), now);
        return some.size();
    }

    private static List<Membership> some(Handle handle, String ruleId) {
        return handle.createQuery("""
                        SELECT user_id, group_id FROM rule_memberships WHERE rule_id = :rule
                        ORDER BY user_id, group_id LIMIT :limit
                        """)
                .bind("rule", ruleId)
                .bind("limit", SLICE)
                .map((row, _) -> new Membership(row.getString("user_id"), row.getString("group_id")))
                .list();
    }

    private static void forget(Handle handle, String ruleId, List<Membership> memberships) {
        var batch = handle.prepareBatch(FORGET);
        memberships.forEach(it -> batch.bind("user", it.userId())
                .bind("group", it.groupId())
                .bind("rule", ruleId)
                .add());
        batch.execute();
    }

    private static boolean ended(Handle handle, Membership membership) {
        return handle.createUpdate(Placements.LEAVE)
                        .bind("user", membership.userId())
                        .bind("group", membership.groupId())
                        .execute()
                > 0;
    }

    private static Target group(Handle handle, String id) {
        return Journal.group(
                id,
                handle.createQuery("SELECT name FROM groups WHERE id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(id));
    }

    /// Somebody takes a person out by hand: rules that gave this membership do not concern them any more.
    ///
    /// @return whether there were any
    static boolean exclude(Tx tx, Placements placements, Membership membership, Instant now) {
        var handle = tx.handle();
        var rules = handle.createQuery("""
                        DELETE FROM rule_memberships WHERE user_id = :user AND group_id = :group RETURNING rule_id
                        """)
                .bind("user", membership.userId())
                .bind("group", membership.groupId())
                .mapTo(String.class)
                .list();
        var users = rules.isEmpty() ? List.<User>of() : Placements.locked(handle, List.of(membership.userId()));
        for (String rule : rules) {
            handle.execute("""
                    INSERT INTO group_rule_exclusions (user_id, rule_id)
                    SELECT ?, r.id FROM group_rules r WHERE r.id = ? ON CONFLICT DO NOTHING
                    """, membership.userId(), rule);
            var entries = RuleRows.byId(handle, rule).stream()
                    .flatMap(it -> users.stream().map(user -> Journal.excluded(user, it)))
                    .toList();
            placements.journal().write(handle, now, entries);
        }
        return !rules.isEmpty();
    }

    /// A group is deleted: whatever rule names it is invalid from now on.
    static void invalidate(Tx tx, Placements placements, String groupId, Instant now) {
        var hit = tx.handle()
                .createQuery(RuleRows.SELECT + "AND status <> 'INVALID'")
                .map((row, _) -> RuleRows.rule(row, Set.of()))
                .filter(rule -> rule.references().contains(groupId))
                .list();
        for (GroupRule rule : hit) {
            RuleRows.turn(tx.handle(), rule.id(), Status.INVALID.name());
            RuleRuns.end(tx, rule.id());
            tx.changed(Placements.TOPIC, rule.id());
        }
        String reason = "group " + groupId + " was deleted";
        placements
                .journal()
                .write(
                        tx.handle(),
                        now,
                        hit.stream().map(it -> Journal.invalid(it, reason)).toList());
        RuleRuns.lookAgain(tx, placements.active(), rule -> !rule.references().contains(groupId), now);
    }
}
