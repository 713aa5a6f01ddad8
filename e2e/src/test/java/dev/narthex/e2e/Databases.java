package dev.narthex.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// New databases for servers, each a copy of one in which a server has started before: making RSA keys takes longer
/// than most tests. All end with this JVM.
public final class Databases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /// Which kind of database a test runs on.
    public enum Kind {
        SQLITE,
        POSTGRESQL;

        public String fresh() {
            return this == SQLITE ? sqlite() : postgresql();
        }
    }

    /// The URL of a new SQLite database.
    public static String sqlite() {
        try {
            Path file = folder().resolve("narthex.db");
            Files.copy(Prepared.SQLITE, file);
            return "sqlite:" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The URL of a new database of a real PostgreSQL.
    public static String postgresql() {
        String name = "test" + COUNT.incrementAndGet();
        Postgresql.run("CREATE DATABASE " + name + " TEMPLATE " + Postgresql.PREPARED);
        return Postgresql.url(name);
    }

    /// A new folder.
    public static Path folder() {
        try {
            return Files.createDirectory(Prepared.FOLDER.resolve("d" + COUNT.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Prepared {
        private static final Path FOLDER = root();
        private static final Path SQLITE = sqlite();

        private static Path root() {
            try {
                Path folder = Files.createTempDirectory("narthex-e2e");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path sqlite() {
            Path file = FOLDER.resolve("prepared.db");
            TestServer.on("sqlite:" + file).close();
            return file;
        }

        private static void delete(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Postgresql {
        private static final EmbeddedPostgres ONE = start();
        private static final String PREPARED = prepared();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "on")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String prepared() {
            run("CREATE DATABASE prepared");
            TestServer.on(url("prepared")).close();
            return "prepared";
        }

        private static void run(String statement) {
            try (var connection = ONE.getPostgresDatabase().getConnection();
                    var sql = connection.createStatement()) {
                sql.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String url(String name) {
            return "postgresql://postgres:postgres@127.0.0.1:" + ONE.getPort() + "/" + name;
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
