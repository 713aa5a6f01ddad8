package dev.narthex.store.people;

import dev.narthex.imports.ImportStore;
import dev.narthex.imports.Merge;
import dev.narthex.imports.Wishes;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Creation;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.UserStore.Replacement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Imports of people. Nobody remembers newcomers yet, so no change is told of them but what rules make of them; of
/// people who were there, it is.
public final class SqlImportStore implements ImportStore {
    private static final int TRIES = 5;

    private final Database database;
    private final Placing placing;

    public SqlImportStore(Database database, Placing placing) {
        this.database = database;
        this.placing = placing;
    }

    @Override
    public Begun begin(String fingerprint, String name, Instant now) {
        return database.write(tx -> {
            tx.handle()
                    .createUpdate("""
                            INSERT INTO imports (fingerprint, name, done, created, refused, started)
                            VALUES (:fingerprint, :name, 0, 0, 0, :now)
                            ON CONFLICT (fingerprint) DO NOTHING
                            """)
                    .bind("fingerprint", fingerprint)
                    .bind("name", name)
                    .bind("now", now.toEpochMilli())
                    .execute();
            return tx.handle()
                    .createQuery("""
                            SELECT fingerprint, done, created, updated, refused, finished FROM imports
                            WHERE fingerprint = ?
                            """)
                    .bind(0, fingerprint)
                    .map((row, _) -> begun(row))
                    .one();
        });
    }

    @Override
    public Optional<Landed> land(Batch batch, Instant now) {
        return database.write(tx -> {
            if (!isNext(tx, batch)) return Optional.empty();
            var landed = batch.wishes().dryRun()
                    ? look(tx.handle(), batch.people(), batch.wishes())
                    : settle(tx, batch, now);
            note(tx, batch, landed);
            report(tx.handle(), batch, landed);
            return Optional.of(landed);
        });
    }

    @Override
    public Landed look(List<Newcomer> people, Wishes wishes) {
        return database.read(handle -> look(handle, people, wishes));
    }

    private static Landed look(Handle handle, List<Newcomer> people, Wishes wishes) {
        if (people.isEmpty()) return new Landed(0, 0, List.of());
        var logins = people.stream().map(SqlImportStore::login).distinct().toList();
        Set<String> taken = new HashSet<>(handle.createQuery("SELECT login FROM users WHERE login IN (<logins>)")
                .bindList("logins", logins)
                .mapTo(String.class)
                .list());
        var names = UniqueValues.names(handle);
        var refused = new ArrayList<Refusal>();
        long updated = 0;
        for (var each : people) {
            boolean known = taken.contains(login(each));
            if (known && wishes.updateExisting()) updated++;
            else if (known) refused.add(taken(each, "login"));
            else inTheWay(handle, each, names).ifPresent(name -> refused.add(taken(each, name)));
        }
        return new Landed(people.size() - updated - refused.size(), updated, refused);
    }

    private static Optional<String> inTheWay(Handle handle, Newcomer each, Set<String> names) {
        var user = each.user().user();
        return new UniqueValues(handle, user.id(), names).inTheWay(user.profile());
    }

    private Landed settle(Tx tx, Batch batch, Instant now) {
        var people = batch.people();
        if (people.isEmpty()) return new Landed(0, 0, List.of());
        var creations = SqlUserStore.insert(
                tx.handle(), people.stream().map(Newcomer::user).toList());
        placing.place(tx, created(people, creations), now);
        var refused = new ArrayList<Refusal>();
        long updated = 0;
        for (int i = 0; i < people.size(); i++) {
            var taken = inTheWay(tx, creations.get(i), people.get(i), batch.wishes(), now);
            boolean known = !(creations.get(i) instanceof Creation.Created);
            if (taken.isPresent()) refused.add(taken(people.get(i), taken.get()));
            else if (known) updated++;
        }
        return new Landed(people.size() - updated - refused.size(), updated, refused);
    }

    private static List<User> created(List<Newcomer> people, List<Creation> creations) {
        var created = new ArrayList<User>(people.size());
        for (int i = 0; i < people.size(); i++) {
            if (creations.get(i) instanceof Creation.Created)
                created.add(people.get(i).user().user());
        }
        return created;
    }

    /// What somebody has already; empty if the person was made or changed.
    private Optional<String> inTheWay(Tx tx, Creation creation, Newcomer each, Wishes wishes, Instant now) {
        return switch (creation) {
            case Creation.Created() -> Optional.empty();
            case Creation.LoginTaken() -> wishes.updateExisting() ? merge(tx, each, now) : Optional.of("login");
            // Perhaps it is the person's own.
            case Creation.AttributeTaken(var name) ->
                wishes.updateExisting() && known(tx.handle(), each).isPresent()
                        ? merge(tx, each, now)
                        : Optional.of(name);
        };
    }

    /// Others may change the person between our reading and writing: then what they wrote is read, too.
    ///
    /// @return what somebody else has already
    private Optional<String> merge(Tx tx, Newcomer brought, Instant now) {
        for (int tries = 0; tries < TRIES; tries++) {
            var known = known(tx.handle(), brought).orElseThrow();
            var change = Merge.of(known, brought, now);
            var came =
                    change.map(next -> SqlUserStore.change(tx, next, placing)).orElseGet(Replacement.Replaced::new);
            switch (came) {
                case Replacement.Replaced() -> {
                    join(tx, known, brought.user(), now);
                    return Optional.empty();
                }
                case Replacement.AttributeTaken(var name) -> {
                    return Optional.of(name);
                }
                case Replacement.LoginTaken(), Replacement.Stale() -> {
                    // Once more.
                }
            }
        }
        throw new IllegalStateException("a person changes faster than can be read");
    }

    private static Optional<User> known(Handle handle, Newcomer brought) {
        return handle.createQuery(UserRows.SELECT + "WHERE u.login = :login")
                .bind("login", login(brought))
                .map((row, _) -> UserRows.user(row))
                .findOne();
    }

    private static void join(Tx tx, User known, NewUser brought, Instant now) {
        if (brought.groupIds().isEmpty()) return;
        var at = known.at(known.times().updated(now));
        Memberships.insert(tx.handle(), List.of(new NewUser(at, Optional.empty(), brought.groupIds())));
        tx.changed("user", known.id());
    }

    private static String login(Newcomer each) {
        return Login.of(each.user().user().login()).normalised();
    }

    private static Refusal taken(Newcomer each, String name) {
        return new Refusal(each.place(), each.user().user().login(), List.of(name + ": somebody has it already"));
    }

    /// Takes the row's lock, too, so that of two who land the same rows one finds them landed.
    private static boolean isNext(Tx tx, Batch batch) {
        return tx.handle()
                        .createUpdate("""
                        UPDATE imports SET done = :to
                        WHERE fingerprint = :fingerprint AND done = :from AND finished IS NULL
                        """)
                        .bind("fingerprint", batch.fingerprint())
                        .bind("from", batch.from())
                        .bind("to", batch.to())
                        .execute()
                > 0;
    }

    private static void note(Tx tx, Batch batch, Landed landed) {
        tx.handle()
                .createUpdate("""
                        UPDATE imports
                        SET created = created + :created, updated = updated + :updated, refused = refused + :refused
                        WHERE fingerprint = :fingerprint
                        """)
                .bind("fingerprint", batch.fingerprint())
                .bind("created", landed.created())
                .bind("updated", landed.updated())
                .bind("refused", batch.refused().size() + landed.refused().size())
                .execute();
    }

    /// The report of a job lies here; who runs an import otherwise keeps their own.
    private static void report(Handle handle, Batch batch, Landed landed) {
        var refused = new ArrayList<>(batch.refused());
        refused.addAll(landed.refused());
        if (refused.isEmpty() || !SqlImportJobStore.isThere(handle, batch.fingerprint())) return;
        SqlImportJobStore.report(handle, batch.fingerprint(), refused);
    }

    @Override
    public void finish(String fingerprint, Instant now) {
        database.write(tx -> finish(tx.handle(), fingerprint, now));
    }

    static int finish(Handle handle, String fingerprint, Instant now) {
        return handle.execute(
                "UPDATE imports SET finished = ? WHERE fingerprint = ? AND finished IS NULL",
                now.toEpochMilli(),
                fingerprint);
    }

    private static Begun begun(ResultSet row) throws SQLException {
        return new Begun(row.getString("fingerprint"), count(row), Columns.maybeInstant(row, "finished"));
    }

    static Count count(ResultSet row) throws SQLException {
        return new Count(row.getLong("done"), row.getLong("created"), row.getLong("updated"), row.getLong("refused"));
    }
}
