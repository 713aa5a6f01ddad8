package dev.narthex.store.database;

import dev.narthex.http.Unavailable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Brings a database to the schema this Narthex knows: the files `V…` of `db/migration/common`, written for both
/// dialects with the words of [Dialect] where they differ.
///
/// A start that finds the schema as it should be costs one query; Flyway is not even loaded.
record Migrations(Dialect dialect, String url, String user, String password) {
    /// The schema that this Narthex knows: the highest number of a migration file.
    static final int VERSION = 24;

    void bringUpToDate(Jdbi jdbi) {
        int found = jdbi.withHandle(Migrations::version);
        if (found > VERSION) {
            throw new Unavailable(
                    "the database has schema " + found + ", this Narthex knows " + VERSION
                            + ": it was used by a newer Narthex, and an older one must not touch it",
                    null);
        }
        if (found < VERSION) {
            MigrationRun.run(this);
        }
    }

    /// The version of the schema, or zero if there is none yet.
    private static int version(Handle handle) {
        try {
            return handle.createQuery("SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")
                    .map((row, _) -> row.getInt(1))
                    .one();
        } catch (JdbiException e) {
            if (Faults.broken(e)) {
                throw e;
            }
            return 0; // No such table.
        }
    }
}
