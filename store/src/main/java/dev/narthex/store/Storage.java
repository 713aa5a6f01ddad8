package dev.narthex.store;

import dev.narthex.cache.Changes;
import dev.narthex.store.database.Database;
import dev.narthex.store.database.DatabaseUrl;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Everything that is stored, in one open database.
public final class Storage implements AutoCloseable {
    private final Database database;

    private Storage(Database database) {
        this.database = database;
    }

    /// Opens the database and brings its schema up to date. `url` is `sqlite:PATH` or
    /// `postgresql://user:password@host:port/name`; `Unavailable` tells operators why it cannot be opened.
    public static Storage open(String url, RandomGenerator random) {
        return new Storage(Database.open(DatabaseUrl.parse(url), random));
    }

    /// What is wrong with the form of a database URL, if anything is.
    public static Optional<String> problemOf(String url) {
        try {
            DatabaseUrl.parse(url);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /// Tells what has changed, here or on another node.
    public Changes changes() {
        return database.changes();
    }

    /// Finishes the writes that wait, then closes every connection.
    @Override
    public void close() {
        database.close();
    }
}
