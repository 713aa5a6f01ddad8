package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.time.Duration;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

final class PostgresqlDatabaseTest extends DatabaseContract {
    private final DatabaseUrl.Postgresql url =
            (DatabaseUrl.Postgresql) DatabaseUrl.parse(PostgresForTests.freshDatabase());

    @Override
    DatabaseUrl url() {
        return url;
    }

    @Override
    Jdbi jdbi() {
        return Jdbi.create(url.jdbc(), url.user(), url.password());
    }

    @Test
    void aBrokenConnectionIsToldToThoseWhoWaitAndForgottenAfterwards() {
        assertThrows(
                Unavailable.class,
                () -> database.write(tx -> {
                    int pid = backend(tx);
                    jdbi().useHandle(other -> other.execute("SELECT pg_terminate_backend(?)", pid));
                    return insert(tx, 1);
                }));
        note(2);
        assertEquals(1, count());
    }

    @Test
    void aTransactionThatStandsStillIsCutOffBeforeTheFeedCouldMissItsChanges() {
        long begun = System.nanoTime();
        assertThrows(
                Unavailable.class,
                () -> database.write(tx -> {
                    int pid = backend(tx);
                    insert(tx, 1);
                    until(() -> !alive(pid));
                    return insert(tx, 2);
                }));
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(SharedFeed.OVERLAP) < 0);
        assertEquals(0, count());
    }

    @Test
    void anUnreachableServerIsNamedWithoutItsPassword() {
        var refused = assertThrows(
                Unavailable.class,
                () -> Database.open(DatabaseUrl.parse("postgresql://me:secret@127.0.0.1:1/db"), new Random(1)));
        assertTrue(refused.getMessage().contains("postgresql://127.0.0.1:1/db"), refused.getMessage());
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void aMistakeInAStatementIsNotTakenForABrokenDatabase() {
        assertThrows(JdbiException.class, () -> database.read(handle -> handle.execute("SELECT nonsense")));
    }

    private static int backend(Tx tx) {
        return tx.handle()
                .createQuery("SELECT pg_backend_pid()")
                .map((row, _) -> row.getInt(1))
                .one();
    }

    private boolean alive(int pid) {
        return jdbi().withHandle(other -> other.createQuery("SELECT 1 FROM pg_stat_activity WHERE pid = :pid")
                        .bind("pid", pid)
                        .mapTo(Integer.class)
                        .findOne())
                .isPresent();
    }
}
