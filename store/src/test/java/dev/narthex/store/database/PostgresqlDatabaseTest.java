package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
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
                    int pid = tx.handle()
                            .createQuery("SELECT pg_backend_pid()")
                            .map((row, _) -> row.getInt(1))
                            .one();
                    jdbi().useHandle(other -> other.execute("SELECT pg_terminate_backend(?)", pid));
                    return insert(tx, 1);
                }));
        note(2);
        assertEquals(1, count());
    }

    @Test
    void aConnectionThatBrokeWhileNobodyWroteIsReplacedUnnoticed() {
        jdbi().useHandle(
                        other -> other.execute(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"));
        java.util.concurrent.locks.LockSupport.parkNanos(700_000_000L); // The pool trusts what it used just now.
        note(1);
        assertEquals(1, count());
    }

    @Test
    void aTransactionThatStandsStillIsCutOff() {
        assertThrows(
                Unavailable.class,
                () -> database.write(tx -> {
                    insert(tx, 1);
                    java.util.concurrent.locks.LockSupport.parkNanos(4_000_000_000L);
                    return insert(tx, 2);
                }));
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
}
