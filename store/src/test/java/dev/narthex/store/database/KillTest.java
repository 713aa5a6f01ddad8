package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that writes is killed with SIGKILL in the middle of it; what it had acknowledged must be there.
@Timeout(120)
final class KillTest {
    private static final int KILLS = 3;
    private static final int WRITERS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatWasAcknowledgedSurvivesAKill(Dialect dialect) throws Exception {
        String url = fresh(dialect);
        try (var database = Database.open(DatabaseUrl.parse(url), new Random(1))) {
            database.write(tx -> tx.handle().execute("CREATE TABLE acks (id TEXT PRIMARY KEY)"));
        }
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeUntilKilled(url, "run" + kill, 200 + 150 * kill));
        }
        try (var database = Database.open(DatabaseUrl.parse(url), new Random(1))) {
            Set<String> stored = new HashSet<>(database.read(handle -> handle.createQuery("SELECT id FROM acks")
                    .mapTo(String.class)
                    .list()));
            acknowledged.removeAll(stored);
            assertEquals(Set.of(), acknowledged, "acknowledged and lost");
            // Each writer has at most one write under way that was stored and not acknowledged.
            assertTrue(stored.size() >= KILLS * 200);
        }
    }

    @Test
    void aKilledProcessLeavesTheFileFreeForTheNext() throws Exception {
        String url = fresh(Dialect.SQLITE);
        try (var database = Database.open(DatabaseUrl.parse(url), new Random(1))) {
            database.write(tx -> tx.handle().execute("CREATE TABLE acks (id TEXT PRIMARY KEY)"));
        }
        writeUntilKilled(url, "run", 10);
        Database.open(DatabaseUrl.parse(url), new Random(1)).close();
    }

    /// The ids that the child acknowledged: it is killed after `enough` of them.
    private static Set<String> writeUntilKilled(String url, String run, int enough) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        url,
                        run)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Set<String> acknowledged = new HashSet<>();
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line that the kill cut short was not acknowledged to anybody.
                if (line.endsWith(".")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == enough) {
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertTrue(acknowledged.size() >= enough, "the child acknowledged " + acknowledged.size());
        return acknowledged;
    }

    private String fresh(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> "sqlite:" + folder.resolve("narthex.db");
            case POSTGRESQL -> PostgresForTests.freshDatabase();
        };
    }

    /// The process that is killed: eight callers write, and print each id when its write has returned.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            var database = Database.open(DatabaseUrl.parse(arguments[0]), new Random(1));
            var number = new AtomicInteger();
            for (int i = 0; i < WRITERS; i++) {
                Thread.ofPlatform().start(() -> writeForever(database, arguments[1], number));
            }
            Thread.currentThread().join();
        }

        private static void writeForever(Database database, String run, AtomicInteger number) {
            while (true) {
                String id = run + "-" + number.incrementAndGet() + ".";
                database.write(tx -> tx.handle().execute("INSERT INTO acks (id) VALUES (?)", id));
                System.out.println(id);
            }
        }
    }
}
