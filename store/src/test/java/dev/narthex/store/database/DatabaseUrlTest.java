package dev.narthex.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.narthex.store.database.DatabaseUrl.Postgresql;
import dev.narthex.store.database.DatabaseUrl.Sqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
    @Test
    void aFileIsNamedByItsPath() {
        assertEquals(new Sqlite(Path.of("/var/lib/narthex.db")), DatabaseUrl.parse("sqlite:/var/lib/narthex.db"));
        assertEquals(new Sqlite(Path.of("data/narthex.db")), DatabaseUrl.parse("sqlite:data/narthex.db"));
    }

    @Test
    void aServerIsNamedWithItsCredentials() {
        assertEquals(
                new Postgresql("jdbc:postgresql://db.example:5433/narthex", "me", "secret"),
                DatabaseUrl.parse("postgresql://me:secret@db.example:5433/narthex"));
    }

    @Test
    void credentialsArePercentDecodedAndAPlusIsAPlus() {
        assertEquals(
                new Postgresql("jdbc:postgresql://db/narthex", "m:e", "a@b/c+d"),
                DatabaseUrl.parse("postgres://m%3Ae:a%40b%2Fc+d@db/narthex"));
    }

    @Test
    void optionsAndSeveralHostsGoToTheDriver() {
        assertEquals(
                new Postgresql("jdbc:postgresql://one:5432,[::1]:5432/narthex?sslmode=verify-full", "", ""),
                DatabaseUrl.parse("postgresql://one:5432,[::1]:5432/narthex?sslmode=verify-full"));
    }

    @Test
    void thePasswordIsNotShown() {
        assertEquals(
                "postgresql://db/narthex",
                DatabaseUrl.parse("postgresql://me:secret@db/narthex").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sqlite:",
                "narthex.db",
                "mysql://db/narthex",
                "postgresql://",
                "postgresql://db",
                "postgresql://me:secret@/x"
            })
    void whateverElseIsRefusedWithoutRepeatingIt(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
        assertEquals(
                "a database URL is sqlite:PATH or postgresql://user:password@host:port/name", refused.getMessage());
    }
}
