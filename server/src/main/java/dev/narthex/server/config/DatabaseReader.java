package dev.narthex.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Which database is meant. The URL may hold a password, so no problem repeats it.
final class DatabaseReader {
    private static final String SQLITE = "sqlite:";

    private final Words words;
    private final Path data;

    DatabaseReader(Words words, Path data) {
        this.words = words;
        this.data = data;
    }

    Optional<Database> read() {
        var given = words.text(Setting.DATABASE);
        if (given.isEmpty()) return Optional.of(new Database.Sqlite(data.resolve("narthex.db")));
        String url = given.get();
        if (url.startsWith(SQLITE)) return sqlite(url.substring(SQLITE.length()));
        if (url.startsWith("postgresql://") || url.startsWith("postgres://")) return postgresql(url);
        return words.refuse(
                Setting.DATABASE,
                "is of a kind that is not known: give sqlite:FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME");
    }

    private Optional<Database> sqlite(String file) {
        if (file.isEmpty() || file.startsWith(":") || file.contains("?")) {
            return words.refuse(Setting.DATABASE, "names no file: give sqlite:FILE");
        }
        return Optional.of(new Database.Sqlite(data.resolve(file).normalize()));
    }

    private Optional<Database> postgresql(String text) {
        try {
            var url = new URI(text);
            String path = url.getRawPath();
            if (url.getHost() == null || path == null || path.length() < 2 || path.indexOf('/', 1) > 0) {
                return refusePostgresql();
            }
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
            int colon = user.indexOf(':');
            return Optional.of(new Database.Postgresql(
                    "jdbc:postgresql://" + url.getHost() + port + path + query,
                    decoded(colon < 0 ? user : user.substring(0, colon)),
                    new Secret(colon < 0 ? "" : decoded(user.substring(colon + 1)))));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return refusePostgresql();
        }
    }

    private Optional<Database> refusePostgresql() {
        return words.refuse(
                Setting.DATABASE,
                "cannot be understood: give postgresql://USER:PASSWORD@HOST:PORT/NAME, with %-escapes for characters"
                        + " such as @ / : # % in user and password");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
