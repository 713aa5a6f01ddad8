package dev.narthex.store.database;

import dev.narthex.cache.Changes;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// An open database, its schema up to date.
///
/// Whatever fails because the database is broken or away is `Unavailable`; another exception is our mistake.
public final class Database implements AutoCloseable {
    private final Connections connections;
    private final Writer writer;

    private Database(Connections connections, RandomGenerator random) {
        this.connections = connections;
        this.writer = new Writer(connections.writing(), connections.feed(), random);
    }

    /// Opens what `url` names and brings its schema up to date. `Unavailable` has a text for operators.
    public static Database open(DatabaseUrl url, RandomGenerator random) {
        Connections connections = switch (url) {
            case DatabaseUrl.Sqlite(var file) -> SqliteConnections.open(file);
            case DatabaseUrl.Postgresql server -> PostgresqlConnections.open(server);
        };
        try {
            connections.migrate();
            connections.start();
            return new Database(connections, random);
        } catch (RuntimeException e) {
            connections.close();
            throw Faults.seen(e);
        }
    }

    /// What `work` finds. Statements are not in one transaction, and must not write.
    public <T> T read(Function<Handle, T> work) {
        try (Handle handle = connections.reading().open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw Faults.seen(e);
        }
    }

    /// Does `work` in a transaction that others may share, and returns when it is durable. A unit that throws
    /// leaves nothing behind. `work` may be called more than once, so it must touch nothing but its transaction.
    ///
    /// Where the dialects differ, a statement names a word in angle brackets: `<locked>` after a query keeps its
    /// rows `u` for this transaction, `<free>` its rows and passes over those of others, and `<settling>` is the
    /// milliseconds until every node acts on what is written now.
    public <T> T write(Function<Tx, T> work) {
        return writer.write(work);
    }

    /// How many writes wait, beside those being done.
    int waiting() {
        return writer.waiting();
    }

    /// Tells what has changed, here or on another node.
    public Changes changes() {
        return connections.feed();
    }

    /// Finishes the writes that wait, then closes every connection.
    @Override
    public void close() {
        writer.close();
        connections.close();
    }
}
