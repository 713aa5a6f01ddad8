package dev.narthex.store.groups;

import dev.narthex.cache.Cache;
import dev.narthex.groups.rules.RuleSet;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.store.groups.RuleRuns.Task;
import dev.narthex.store.groups.Standing.Gift;
import dev.narthex.store.people.Memberships;
import dev.narthex.store.people.Placing;
import dev.narthex.store.people.UserRows;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Keeps memberships as the active rules want them, in the transaction that changes a person. Where no rule is
/// active that costs no statement.
public final class Placements implements Placing {
    static final String TOPIC = "group_rule";

    private final Cache<String, RuleSet> active;
    private final Journal journal;

    public Placements(Database database, Journal journal) {
        this.journal = journal;
        this.active = new Cache<String, RuleSet>(
                        database.changes(), 1, _ -> Optional.of(database.read(RuleRows::active)))
                .clearedBy(TOPIC)
                .clearedBy("group");
    }

    RuleSet active() {
        return active.get("all").orElseThrow();
    }

    Journal journal() {
        return journal;
    }

    /// Keeps others from placing somebody until this transaction ends, where others could.
    Optional<User> keep(Tx tx, String userId) {
        return active().isEmpty()
                ? Optional.empty()
                : locked(tx.handle(), Set.of(userId)).stream().findFirst();
    }

    /// Somebody whose groups have changed by other means, kept before that.
    void regroup(Tx tx, Optional<User> kept, Instant now) {
        var rules = active();
        if (kept.isPresent() && rules.asksForGroups()) place(tx, rules, List.of(kept.get()), now);
    }

    /// These people, whom nobody else places before this transaction ends.
    static List<User> locked(Handle handle, Collection<String> userIds) {
        if (userIds.isEmpty()) return List.of();
        return handle.createQuery(UserRows.SELECT + "WHERE u.id IN (<ids>) ORDER BY u.id <locked>")
                .bindList("ids", userIds)
                .map((row, _) -> UserRows.user(row))
                .list();
    }

    @Override
    public void forget(Tx tx, String attribute) {
        active().about(attribute).ifPresent(rule -> RuleRuns.begin(tx, rule.id(), Task.PLACE, Instant.EPOCH));
    }

    @Override
    public int place(Tx tx, List<User> users, Instant now) {
        return place(tx, active(), users, now);
    }

    private int place(Tx tx, RuleSet rules, List<User> users, Instant now) {
        var people = rules.isEmpty()
                ? List.<User>of()
                : users.stream().filter(RuleSet::concerns).toList();
        if (people.isEmpty()) return 0;
        var standings = Standing.of(tx.handle(), people.stream().map(User::id).toList(), rules);
        var moves = new Moves();
        for (User user : people) moves.note(user, standings.get(user.id()), rules);
        moves.write(tx.handle());
        tell(tx, moves, now);
        return moves.entries.size();
    }

    private void tell(Tx tx, Moves moves, Instant now) {
        moves.groups.forEach(group -> Memberships.touch(tx.handle(), group, now));
        moves.people.forEach(user -> tx.changed("user", user));
        journal.write(tx.handle(), now, moves.entries);
    }

    /// What is to be given and taken in one transaction.
    private static final class Moves {
        private final List<Row> gifts = new ArrayList<>();
        private final List<Row> takings = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Set<String> people = new HashSet<>();
        // In one order for all, so that no two transactions wait for each other.
        private final TreeSet<String> groups = new TreeSet<>();

        private record Row(String userId, Gift gift) {}

        void note(User user, Standing standing, RuleSet rules) {
            Set<Gift> wanted = rules.holding(user, standing.others(), standing.except()).stream()
                    .flatMap(id -> rules.rule(id).orElseThrow().groupIds().stream()
                            .filter(group -> rules.groupName(group).isPresent())
                            .map(group -> new Gift(id, group)))
                    .collect(Collectors.toSet());
            without(wanted, standing.given()).forEach(gift -> gifts.add(new Row(user.id(), gift)));
            without(standing.given(), wanted).forEach(gift -> takings.add(new Row(user.id(), gift)));
            noteChanges(user, standing, wanted, rules);
        }

        /// A group may be given by several rules: the person comes with the first, and leaves with the last.
        private void noteChanges(User user, Standing standing, Set<Gift> wanted, RuleSet rules) {
            var stays = wanted.stream().map(Gift::groupId).collect(Collectors.toSet());
            var came = new HashSet<String>();
            for (Gift gift : wanted) {
                if (standing.isIn(gift.groupId()) || !came.add(gift.groupId())) continue;
                moved(true, user, gift, rules.groupName(gift.groupId()).orElseThrow());
            }
            var left = new HashSet<String>();
            for (Gift gift : standing.given()) {
                String group = gift.groupId();
                if (stays.contains(group) || standing.others().containsKey(group) || !left.add(group)) continue;
                moved(false, user, gift, standing.names().get(group));
            }
        }

        private void moved(boolean joined, User user, Gift gift, String groupName) {
            entries.add(Journal.moved(joined, user, Journal.group(gift.groupId(), groupName), gift.ruleId()));
            people.add(user.id());
            groups.add(gift.groupId());
        }

        private static Set<Gift> without(Set<Gift> gifts, Set<Gift> others) {
            var rest = new HashSet<>(gifts);
            rest.removeAll(others);
            return rest;
        }

        void write(Handle handle) {
            // A group that is being deleted at the same time gets nobody, and stops no one.
            execute(handle, gifts, """
                    INSERT INTO memberships (user_id, group_id, by_hand)
                    SELECT :user, g.id, NOT TRUE FROM groups g WHERE g.id = :group ON CONFLICT DO NOTHING
                    """);
            execute(handle, gifts, """
                    INSERT INTO rule_memberships (user_id, group_id, rule_id)
                    SELECT m.user_id, m.group_id, :rule FROM memberships m
                    WHERE m.user_id = :user AND m.group_id = :group ON CONFLICT DO NOTHING
                    """);
            execute(handle, takings, """
                    DELETE FROM rule_memberships WHERE user_id = :user AND group_id = :group AND rule_id = :rule
                    """);
            execute(handle, takings, Placements.LEAVE);
        }

        private static void execute(Handle handle, List<Row> rows, String statement) {
            if (rows.isEmpty()) return;
            PreparedBatch batch = handle.prepareBatch(statement);
            boolean rule = statement.contains(":rule");
            for (Row row : rows) {
                batch.bind("user", row.userId()).bind("group", row.gift().groupId());
                if (rule) batch.bind("rule", row.gift().ruleId());
                batch.add();
            }
            batch.execute();
        }
    }

    /// Ends a membership that nobody gives any more.
    static final String LEAVE = """
            DELETE FROM memberships WHERE user_id = :user AND group_id = :group AND NOT by_hand
              AND NOT EXISTS (SELECT 1 FROM rule_memberships r WHERE r.user_id = :user AND r.group_id = :group)
            """;
}
