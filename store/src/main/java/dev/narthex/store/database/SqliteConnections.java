package dev.narthex.store.database;

import dev.narthex.http.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;

/// One file, which belongs to this process until it ends: a lock on a file beside it keeps a second one out, so
/// that what is remembered here cannot be changed behind our back.
final class SqliteConnections implements Connections {
    private static final int READERS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int PATIENCE_SECONDS = 5;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    private static final long MAPPED_BYTES = 1L << 30;

    private final Path file;
    private final FileChannel lock;
    private final Readers readers;
    private final Connection writer;
    private final Jdbi reading;
    private final Jdbi writing;
    private final LocalFeed feed = new LocalFeed();

    private SqliteConnections(Path file, FileChannel lock) throws SQLException {
        this.file = file;
        this.lock = lock;
        this.writer = connect(file, settings(WRITER_CACHE_KIB));
        this.readers = new Readers(file);
        this.reading = Jdbi.create(readers).setStatementBuilderFactory(readers::statements);
        var written = new KeptStatements();
        // There is one writer: nothing to lock, nobody to wait for.
        this.writing = Jdbi.create(new Kept(writer))
                .setStatementBuilderFactory(_ -> written)
                .define("locked", "")
                .define("free", "")
                .define("settling", 0);
    }

    /// Opens the database in `file`, which is made if it is not there. `Unavailable` says why it cannot be opened.
    static SqliteConnections open(Path file) {
        FileChannel lock = lock(file);
        try {
            return new SqliteConnections(file, lock);
        } catch (SQLException e) {
            release(lock);
            throw new Unavailable("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public Jdbi reading() {
        return reading;
    }

    @Override
    public Jdbi writing() {
        return writing;
    }

    @Override
    public Feed feed() {
        return feed;
    }

    @Override
    public void migrate() {
        new Migrations(Dialect.SQLITE, url(file), "", "").bringUpToDate(writing);
    }

    @Override
    public void start() {}

    @Override
    public void close() {
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw new Unavailable("the database could not be closed", e);
        } finally {
            release(lock);
        }
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static SQLiteConfig settings(int cacheKib) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // What is acknowledged survives a power cut.
        config.setBusyTimeout(PATIENCE_SECONDS * 1000);
        config.enforceForeignKeys(true);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-cacheKib);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(MAPPED_BYTES));
        return config;
    }

    private static Connection connect(Path file, SQLiteConfig settings) throws SQLException {
        return settings.createConnection(url(file));
    }

    private static FileChannel lock(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException _) {
            // Held by this very process: refused below like any other.
        } catch (IOException e) {
            throw new Unavailable("the database " + file + " cannot be opened: " + e, e);
        }
        throw new Unavailable("the database " + file + " is in use by another Narthex", null);
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new Unavailable("the lock of the database could not be released", e);
        }
    }

    /// The writer's one connection, which stays open between its transactions.
    private record Kept(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection connection) {}
    }

    /// At most [#READERS] connections that only read, opened when first needed.
    private static final class Readers implements ConnectionFactory {
        private final Path file;
        private final Semaphore places = new Semaphore(READERS);
        private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
        private final Map<Connection, KeptStatements> statements = new ConcurrentHashMap<>();

        Readers(Path file) {
            this.file = file;
        }

        @Override
        public Connection openConnection() throws SQLException {
            if (!place()) {
                throw new Unavailable("too many readers wait for the database", null);
            }
            Connection free = idle.pollFirst();
            if (free != null) {
                return free;
            }
            try {
                return reader();
            } catch (SQLException e) {
                places.release();
                throw e;
            }
        }

        @Override
        public void closeConnection(Connection connection) {
            idle.addFirst(connection);
            places.release();
        }

        KeptStatements statements(Connection connection) {
            return statements.computeIfAbsent(connection, _ -> new KeptStatements());
        }

        void close() throws SQLException {
            for (Connection free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
                free.close();
            }
        }

        private Connection reader() throws SQLException {
            Connection connection = connect(file, settings(READER_CACHE_KIB));
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = true");
            }
            return connection;
        }

        private boolean place() {
            try {
                return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
