package dev.narthex.store.people;

import dev.narthex.imports.ImportStore;
import dev.narthex.store.database.Columns;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.Tx;
import dev.narthex.users.User;
import dev.narthex.users.UserStore.Creation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Imports of people. Nobody remembers newcomers yet, so no change is told of them but what rules make of them.
public final class SqlImportStore implements ImportStore {
    private final Database database;
    private final Placing placing;

    public SqlImportStore(Database database, Placing placing) {
        this.database = database;
        this.placing = placing;
    }

    @Override
    public Job begin(String fingerprint, String name, Instant now) {
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
                    .createQuery(
                            "SELECT fingerprint, done, created, refused, finished FROM imports WHERE fingerprint = ?")
                    .bind(0, fingerprint)
                    .map((row, _) -> job(row))
                    .one();
        });
    }

    @Override
    public Optional<List<Creation>> land(Batch batch, Instant now) {
        return database.write(tx -> {
            if (!isNext(tx, batch)) return Optional.empty();
            var landed = new ArrayList<Creation>(batch.users().size());
            var newcomers = new ArrayList<User>();
            var names = UniqueValues.names(tx.handle());
            for (var user : batch.users()) {
                var creation = SqlUserStore.insert(tx.handle(), user, names);
                if (creation instanceof Creation.Created) newcomers.add(user.user());
                landed.add(creation);
            }
            placing.place(tx, newcomers, now);
            note(
                    tx,
                    batch,
                    landed.stream().filter(Creation.Created.class::isInstance).count());
            return Optional.of(List.copyOf(landed));
        });
    }

    /// Takes the row's lock, too, so that of two who land the same rows one finds them landed.
    private static boolean isNext(Tx tx, Batch batch) {
        return tx.handle()
                        .createUpdate("UPDATE imports SET done = :to WHERE fingerprint = :fingerprint AND done = :from")
                        .bind("fingerprint", batch.fingerprint())
                        .bind("from", batch.from())
                        .bind("to", batch.to())
                        .execute()
                > 0;
    }

    private static void note(Tx tx, Batch batch, long created) {
        tx.handle()
                .createUpdate("""
                        UPDATE imports SET created = created + :created, refused = refused + :refused
                        WHERE fingerprint = :fingerprint
                        """)
                .bind("fingerprint", batch.fingerprint())
                .bind("created", created)
                .bind("refused", batch.to() - batch.from() - created)
                .execute();
    }

    @Override
    public void finish(String fingerprint, Instant now) {
        database.write(tx -> tx.handle()
                .execute(
                        "UPDATE imports SET finished = ? WHERE fingerprint = ? AND finished IS NULL",
                        now.toEpochMilli(),
                        fingerprint));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("fingerprint"),
                row.getLong("done"),
                row.getLong("created"),
                row.getLong("refused"),
                Columns.maybeInstant(row, "finished"));
    }
}
