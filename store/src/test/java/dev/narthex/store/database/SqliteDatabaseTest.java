package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.http.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDatabaseTest extends DatabaseContract {
    @TempDir
    private static Path folder;

    @Override
    DatabaseUrl url() {
        return new DatabaseUrl.Sqlite(folder.resolve("narthex.db"));
    }

    @Override
    Jdbi jdbi() {
        return Jdbi.create("jdbc:sqlite:" + folder.resolve("narthex.db"));
    }

    @Test
    void theFileIsOpenedOnce() {
        var refused = assertThrows(Unavailable.class, () -> Database.open(url(), new Random(1)));
        assertTrue(refused.getMessage().contains("in use by another Narthex"), refused.getMessage());
    }

    @Test
    void theFileCanBeOpenedAgainAfterItWasClosed() {
        var url = new DatabaseUrl.Sqlite(folder.resolve("again/deeper/narthex.db"));
        for (int i = 0; i < 2; i++) {
            Database.open(url, new Random(1)).close();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedWithAReason() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Sir or Madam, ".repeat(100));
        var refused = assertThrows(Unavailable.class, () -> Database.open(new DatabaseUrl.Sqlite(file), new Random(1)));
        assertTrue(refused.getMessage().contains("letter.txt"), refused.getMessage());
    }

    @Test
    void everyCommitWaitsForTheDisk() {
        assertEquals(2, database.<Integer>write(tx -> pragma(tx, "synchronous")), "FULL");
        assertEquals(1, database.<Integer>write(tx -> pragma(tx, "foreign_keys")));
    }

    @Test
    void aReaderCannotWrite() {
        assertThrows(
                Unavailable.class,
                () -> database.read(handle -> handle.execute("INSERT INTO notes (id, text) VALUES (1, 'x')")));
    }

    @Test
    void aMistakeInAStatementIsNotTakenForABrokenDatabase() {
        assertThrows(JdbiException.class, () -> database.read(handle -> handle.execute("SELECT nonsense")));
    }

    private static int pragma(Tx tx, String name) {
        return tx.handle()
                .createQuery("PRAGMA " + name)
                .map((row, _) -> row.getInt(1))
                .one();
    }
}
