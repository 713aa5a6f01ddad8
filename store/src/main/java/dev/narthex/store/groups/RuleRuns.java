package dev.narthex.store.groups;

import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRuleStore.Slice;
import dev.narthex.groups.rules.RuleSet;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.store.people.UserRows;
import dev.narthex.users.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// What has to be done for everybody, a slice at a time. A slice is one transaction: what it did and how far that
/// was are there together or not at all, whatever happens to the program.
///
/// While a node works on a slice others pass over it; the next one is anybody's.
final class RuleRuns {
    private static final int SLICE = 250;
    /// Evaluations in a slice: others wait to write meanwhile.
    private static final int EVALUATIONS = 10_000;

    private final Database database;
    private final Placements placements;
    private final RuleEnding ending;

    RuleRuns(Database database, Placements placements) {
        this.database = database;
        this.placements = placements;
        this.ending = new RuleEnding(placements);
    }

    enum Task {
        /// Put everybody where the active rules want them.
        PLACE,
        /// Take away what the rule has given.
        REMOVE,
        /// Let everybody keep what the rule has given, as if by hand.
        KEEP
    }

    private record Run(String ruleId, Task task, String place, long looked, long changed) {}

    /// What a slice did. `place` is empty at the end.
    private record Done(Optional<String> place, int looked, int changed) {}

    static void begin(Tx tx, String ruleId, Task task, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO rule_runs (rule_id, task, place, looked, changed, due)
                        VALUES (:rule, :task, '', 0, 0, :now + <settling>)
                        ON CONFLICT (rule_id) DO UPDATE
                        SET task = excluded.task, place = '', looked = 0, changed = 0,
                            due = CASE WHEN excluded.due > rule_runs.due THEN excluded.due ELSE rule_runs.due END
                        """)
                .bind("rule", ruleId)
                .bind("task", task.name())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    static void end(Tx tx, String ruleId) {
        tx.handle().execute("DELETE FROM rule_runs WHERE rule_id = ?", ruleId);
    }

    Optional<Slice> advance(Instant now) {
        if (!anyDue(now)) return Optional.empty();
        return database.write(tx -> next(tx.handle(), now).map(run -> slice(tx, run, now)));
    }

    /// Asked often and mostly in vain: that must not cost a write.
    private boolean anyDue(Instant now) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM rule_runs WHERE due <= :now LIMIT 1")
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private static Optional<Run> next(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT rule_id, task, place, looked, changed FROM rule_runs
                        WHERE due <= :now ORDER BY due, rule_id LIMIT 1 <free>
                        """)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> new Run(
                        row.getString("rule_id"),
                        Task.valueOf(row.getString("task")),
                        row.getString("place"),
                        row.getLong("looked"),
                        row.getLong("changed")))
                .findOne();
    }

    private Slice slice(Tx tx, Run run, Instant now) {
        var done = switch (run.task()) {
            case PLACE -> place(tx, run, now);
            case REMOVE -> ended(ending.remove(tx, run.ruleId(), now));
            case KEEP -> ended(RuleEnding.keep(tx, run.ruleId()));
        };
        note(tx, run, done, now);
        return new Slice(
                run.ruleId(), done.looked(), done.changed(), done.place().isEmpty());
    }

    private void note(Tx tx, Run run, Done done, Instant now) {
        if (done.place().isPresent()) {
            tx.handle()
                    .createUpdate("""
                            UPDATE rule_runs SET place = :place, looked = looked + :looked, changed = changed + :changed
                            WHERE rule_id = :rule
                            """)
                    .bind("place", done.place().get())
                    .bind("looked", done.looked())
                    .bind("changed", done.changed())
                    .bind("rule", run.ruleId())
                    .execute();
            return;
        }
        end(tx, run.ruleId());
        if (run.task() == Task.PLACE) finished(tx, run, done, now);
        else tx.handle().execute("DELETE FROM group_rules WHERE id = ? AND status = 'DELETED'", run.ruleId());
    }

    private void finished(Tx tx, Run run, Done done, Instant now) {
        RuleRows.byId(tx.handle(), run.ruleId()).ifPresent(rule -> {
            var entry = Journal.finished(rule, run.looked() + done.looked(), run.changed() + done.changed());
            placements.journal().write(tx.handle(), now, List.of(entry));
        });
    }

    private static Done ended(int memberships) {
        return new Done(memberships < RuleEnding.SLICE ? Optional.empty() : Optional.of(""), memberships, memberships);
    }

    private Done place(Tx tx, Run run, Instant now) {
        int limit = Math.clamp(EVALUATIONS / Math.max(1, placements.active().size()), 10, SLICE);
        List<User> users = tx.handle()
                .createQuery(UserRows.SELECT + "WHERE u.id > :after ORDER BY u.id LIMIT :limit <locked>")
                .bind("after", run.place())
                .bind("limit", limit)
                .map((row, _) -> UserRows.user(row))
                .list();
        int changed = placements.place(tx, users, now);
        return new Done(
                users.size() < limit
                        ? Optional.empty()
                        : Optional.of(users.getLast().id()),
                users.size(),
                changed);
    }

    /// Groups are not what they were for everybody: whatever rules ask for them is asked again.
    ///
    /// @param still whether a rule is active from now on
    static void lookAgain(Tx tx, RuleSet active, Predicate<GroupRule> still, Instant now) {
        active.asking().stream().filter(still).findFirst().ifPresent(rule -> begin(tx, rule.id(), Task.PLACE, now));
    }
}
