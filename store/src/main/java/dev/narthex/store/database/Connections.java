package dev.narthex.store.database;

import org.jdbi.v3.core.Jdbi;

/// The open connections to one database: many to read, one to write, and the feed of its changes.
sealed interface Connections extends AutoCloseable permits SqliteConnections, PostgresqlConnections {
    Jdbi reading();

    Jdbi writing();

    Feed feed();

    /// Brings the schema up to date, or refuses.
    void migrate();

    /// Begins to read the feed; the schema is up to date.
    void start();

    @Override
    void close();
}
