package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MigrationsTest {
    private static final Path FILES = Path.of("src/main/resources/db/migration");

    @TempDir
    private Path folder;

    @Test
    void theVersionInTheCodeIsThatOfTheLatestFile() throws Exception {
        var name = Pattern.compile("V(\\d+)__.*\\.sql");
        try (Stream<Path> files = Files.walk(FILES)) {
            int latest = files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(file -> Integer.parseInt(file.group(1)))
                    .max()
                    .orElseThrow();
            assertEquals(Migrations.VERSION, latest);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aNewDatabaseGetsTheSchemaAndKeepsItAtTheNextStart(Dialect dialect) {
        DatabaseUrl url = fresh(dialect);
        for (int start = 0; start < 2; start++) {
            try (var database = Database.open(url, new Random(1))) {
                assertEquals(
                        0,
                        database.<Integer>read(handle -> handle.createQuery("SELECT COUNT(*) FROM users")
                                .map((row, _) -> row.getInt(1))
                                .one()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aDatabaseOfANewerNarthexIsRefused(Dialect dialect) {
        DatabaseUrl url = fresh(dialect);
        try (var database = Database.open(url, new Random(1))) {
            database.write(tx -> tx.handle().execute("UPDATE flyway_schema_history SET version = '9999'"));
        }
        var refused = assertThrows(Unavailable.class, () -> Database.open(url, new Random(1)));
        assertTrue(refused.getMessage().contains("newer Narthex"), refused.getMessage());
    }

    @Test
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllStart() throws Exception {
        DatabaseUrl url = fresh(Dialect.POSTGRESQL);
        List<Future<Database>> nodes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                nodes.add(threads.submit(() -> Database.open(url, new Random(1))));
            }
        }
        for (Future<Database> node : nodes) {
            node.get().close();
        }
    }

    private DatabaseUrl fresh(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new DatabaseUrl.Sqlite(folder.resolve("narthex.db"));
            case POSTGRESQL -> DatabaseUrl.parse(PostgresForTests.freshDatabase());
        };
    }
}
