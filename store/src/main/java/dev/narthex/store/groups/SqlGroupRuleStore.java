package dev.narthex.store.groups;

import dev.narthex.groups.rules.GroupRule;
import dev.narthex.groups.rules.GroupRule.Status;
import dev.narthex.groups.rules.GroupRuleStore;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.store.groups.RuleRuns.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Rules of groups.
public final class SqlGroupRuleStore implements GroupRuleStore {
    private final Database database;
    private final RuleRuns runs;
    private final Placements placements;

    public SqlGroupRuleStore(Database database, Placements placements) {
        this.database = database;
        this.placements = placements;
        this.runs = new RuleRuns(database, placements);
    }

    @Override
    public List<GroupRule> all() {
        return database.read(RuleRows::all);
    }

    @Override
    public Optional<GroupRule> byId(String id) {
        return database.read(handle -> RuleRows.byId(handle, id));
    }

    @Override
    public Creation create(GroupRule rule) {
        return database.write(tx -> {
            if (count(tx.handle()) >= MOST) return new Creation.TooMany();
            var insert = tx.handle().createUpdate("""
                    INSERT INTO group_rules (id, name, status, definition, created, last_updated)
                    VALUES (:id, :name, :status, :definition, :created, :updated) ON CONFLICT (name) DO NOTHING
                    """);
            insert.bind("status", rule.status().name())
                    .bind("created", rule.created().toEpochMilli());
            if (bound(insert, rule).execute() == 0) return new Creation.NameTaken();
            RuleRows.except(tx.handle(), rule.id(), rule.condition().exceptUsers());
            return new Creation.Created();
        });
    }

    private static int count(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM group_rules")
                .mapTo(Integer.class)
                .one();
    }

    private static Update bound(Update update, GroupRule rule) {
        return update.bind("id", rule.id())
                .bind("name", rule.name())
                .bind("definition", RuleRows.definition(rule))
                .bind("updated", rule.lastUpdated().toEpochMilli());
    }

    @Override
    public Replacement replace(GroupRule rule) {
        return database.write(tx -> {
            var update = tx.handle().createUpdate("""
                    UPDATE group_rules SET name = :name, definition = :definition, last_updated = :updated
                    WHERE id = :id AND status = 'INACTIVE'
                      AND NOT EXISTS (SELECT 1 FROM group_rules other WHERE other.name = :name AND other.id <> :id)
                    """);
            if (bound(update, rule).execute() > 0) {
                RuleRows.except(tx.handle(), rule.id(), rule.condition().exceptUsers());
                return new Replacement.Replaced();
            }
            return RuleRows.byId(tx.handle(), rule.id())
                    .map(found -> found.status() == Status.INACTIVE
                            ? new Replacement.NameTaken()
                            : new Replacement.NotInactive())
                    .orElseGet(Replacement.Gone::new);
        });
    }

    @Override
    public Turn activate(String id, Instant now) {
        return database.write(tx -> switch (turned(tx, id, Status.ACTIVE, now)) {
            case Turn.Turned(var rule, var changed)
            when changed -> {
                boolean whole = RuleRows.areThere(tx.handle(), rule.references());
                if (whole) RuleRuns.begin(tx, id, Task.PLACE, now);
                else RuleRows.turn(tx.handle(), id, Status.INVALID.name());
                yield whole ? new Turn.Turned(rule, true) : new Turn.Invalid();
            }
            case Turn other -> other;
        });
    }

    @Override
    public Turn deactivate(String id, Instant now) {
        return database.write(tx -> {
            var turn = turned(tx, id, Status.INACTIVE, now);
            RuleRuns.end(tx, id);
            lookAgain(tx, id, now);
            return turn;
        });
    }

    private static Turn turned(Tx tx, String id, Status status, Instant now) {
        int updated = tx.handle()
                .createUpdate("""
                        UPDATE group_rules SET status = :status, last_updated = :now
                        WHERE id = :id AND status IN ('ACTIVE', 'INACTIVE') AND status <> :status
                        """)
                .bind("id", id)
                .bind("status", status.name())
                .bind("now", now.toEpochMilli())
                .execute();
        if (updated > 0) tx.changed(Placements.TOPIC, id);
        var rule = RuleRows.byId(tx.handle(), id);
        if (rule.isEmpty()) return new Turn.Gone();
        return rule.get().status() == Status.INVALID ? new Turn.Invalid() : new Turn.Turned(rule.get(), updated > 0);
    }

    @Override
    public Optional<GroupRule> delete(String id, boolean memberships, Instant now) {
        return database.write(tx -> {
            var rule = RuleRows.byId(tx.handle(), id);
            if (rule.isEmpty()) return rule;
            // Its name is free at once.
            tx.handle().execute("UPDATE group_rules SET status = 'DELETED', name = id WHERE id = ?", id);
            RuleRows.except(tx.handle(), id, Set.of());
            RuleRuns.begin(tx, id, memberships ? Task.REMOVE : Task.KEEP, now);
            tx.changed(Placements.TOPIC, id);
            lookAgain(tx, id, now);
            return rule;
        });
    }

    /// Rules that ask for groups may have waited for this one to come to rest.
    private void lookAgain(Tx tx, String ended, Instant now) {
        RuleRuns.lookAgain(tx, placements.active(), rule -> !rule.id().equals(ended), now);
    }

    @Override
    public Optional<Slice> advance(Instant now) {
        return runs.advance(now);
    }
}
