package dev.narthex.store.database;

import static dev.narthex.store.database.DatabaseContract.until;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two nodes on one PostgreSQL.
@Timeout(60)
final class SharedFeedTest {
    private final DatabaseUrl.Postgresql url =
            (DatabaseUrl.Postgresql) DatabaseUrl.parse(PostgresForTests.freshDatabase());
    private final Jdbi jdbi = Jdbi.create(url.jdbc(), url.user(), url.password());
    private final Database here = Database.open(url, new Random(1));
    private final Database there = Database.open(url, new Random(2));
    private final List<String> heardHere = new CopyOnWriteArrayList<>();
    private final List<String> heardThere = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        here.changes().onChange((topic, key) -> heardHere.add(topic + " " + key));
        there.changes().onChange((topic, key) -> heardThere.add(topic + " " + key));
        until(() -> here.changes().fresh() && there.changes().fresh());
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void aChangeIsToldOnTheOtherNodeWithinASecond() {
        for (int i = 0; i < 20; i++) {
            String key = "a" + i;
            change(here, key);
            long told = System.nanoTime();
            until(() -> heardThere.contains("apps " + key));
            Duration late = Duration.ofNanos(System.nanoTime() - told);
            assertTrue(late.compareTo(Duration.ofSeconds(1)) < 0, late.toString());
        }
    }

    @Test
    void everyChangeIsToldOnEachNodeAndNotAgainByEveryPoll() {
        for (int i = 0; i < 50; i++) {
            change(i % 2 == 0 ? here : there, "a" + i);
        }
        change(here, "last");
        change(there, "the very last");
        until(() -> heardThere.contains("apps last") && heardHere.contains("apps the very last"));
        for (int i = 0; i < 50; i++) {
            assertToldOnceOrTwice(heardHere, "apps a" + i);
            assertToldOnceOrTwice(heardThere, "apps a" + i);
        }
    }

    @Test
    void aChangeThatBecomesVisibleAfterLaterOnesIsToldAllTheSame() {
        try (Handle slow = jdbi.open()) {
            slow.begin();
            slow.execute("""
                    INSERT INTO changes (at, id, topic, key)
                    VALUES (CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT), 77, 'apps', 'slow')
                    """);
            change(here, "quick");
            until(() -> heardThere.contains("apps quick"));
            change(here, "quicker");
            until(() -> heardThere.contains("apps quicker"));
            assertFalse(heardThere.contains("apps slow"));
            slow.commit();
        }
        until(() -> heardThere.contains("apps slow"));
    }

    @Test
    void aFeedThatCannotBeReadIsNotFreshAndCatchesUpBeforeItIsAgain() {
        jdbi.useHandle(other -> other.execute("ALTER TABLE changes RENAME TO away"));
        until(() -> !there.changes().fresh());
        jdbi.useTransaction(other -> {
            other.execute("ALTER TABLE away RENAME TO changes");
            other.execute("""
                    INSERT INTO changes (at, id, topic, key)
                    VALUES (CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT), 78, 'apps', 'meanwhile')
                    """);
        });
        until(() -> there.changes().fresh());
        assertTrue(heardThere.contains("apps meanwhile"));
    }

    @Test
    void aFeedThatLostItsConnectionFindsANewOne() {
        jdbi.useHandle(other -> other.execute("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """));
        until(() -> {
            try {
                change(here, "after");
                return true;
            } catch (Unavailable _) {
                return false;
            }
        });
        until(() -> heardThere.contains("apps after"));
    }

    /// Twice where the feed was read between the commit and the telling by the node's own writer.
    private static void assertToldOnceOrTwice(List<String> heard, String change) {
        int times = Collections.frequency(heard, change);
        assertTrue(times == 1 || times == 2, change + " told " + times + " times");
    }

    private static void change(Database node, String key) {
        node.write(tx -> {
            tx.changed("apps", key);
            return null;
        });
    }
}
