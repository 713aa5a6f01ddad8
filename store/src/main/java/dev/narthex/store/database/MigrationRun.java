package dev.narthex.store.database;

import dev.narthex.http.Unavailable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Runs migrations. A class of its own, so that Flyway is loaded only by a start that needs it: loading it takes longer
/// than opening the database.
final class MigrationRun {
    private MigrationRun() {}

    /// Nodes that start at once wait for each other: Flyway takes a lock for the time it works.
    static void run(Migrations migrations) {
        try {
            Flyway.configure()
                    .dataSource(migrations.url(), migrations.user(), migrations.password())
                    .locations("classpath:db/migration/common")
                    .placeholders(migrations.dialect().words())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Unavailable("the schema of the database could not be brought up to date: " + e.getMessage(), e);
        }
    }
}
