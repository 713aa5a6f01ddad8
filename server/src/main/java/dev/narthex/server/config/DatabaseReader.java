package dev.narthex.server.config;

import dev.narthex.store.Storage;
import java.nio.file.Path;
import java.util.Optional;

/// Which database is meant. The URL may hold a password, so no problem repeats any of it.
final class DatabaseReader {
    private static final String SQLITE = "sqlite:";

    private final Words words;
    private final Path data;

    DatabaseReader(Words words, Path data) {
        this.words = words;
        this.data = data;
    }

    Optional<Database> read() {
        String given = words.text(Setting.DATABASE).orElse(SQLITE + "narthex.db");
        boolean file = given.startsWith(SQLITE) && given.length() > SQLITE.length();
        String url = file ? SQLITE + data.resolve(given.substring(SQLITE.length())) : given;
        if (Storage.problemOf(url).isEmpty()) return Optional.of(new Database(new Secret(url)));
        return words.refuse(
                Setting.DATABASE,
                "cannot be understood: give sqlite:FILE, or postgresql://USER:PASSWORD@HOST:PORT/NAME with %-escapes"
                        + " for characters such as @ / : # % in user and password");
    }
}
