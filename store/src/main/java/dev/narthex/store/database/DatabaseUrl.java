package dev.narthex.store.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the database is: `sqlite:PATH`, or `postgresql://user:password@host:port/database?option=value`.
///
/// Options are those of the PostgreSQL driver (`sslmode`, `sslrootcert`, …); several hosts may be listed with commas.
/// User and password are percent-encoded. Neither text nor errors show the password.
public sealed interface DatabaseUrl {
    /// One file on this machine.
    record Sqlite(Path file) implements DatabaseUrl {
        @Override
        public String toString() {
            return "sqlite:" + file;
        }
    }

    /// A server. `jdbc` is the driver's URL, without credentials.
    record Postgresql(String jdbc, String user, String password) implements DatabaseUrl {
        @Override
        public String toString() {
            return jdbc.substring("jdbc:".length());
        }
    }

    /// The database that `text` names; `IllegalArgumentException` with a text for operators if it names none.
    static DatabaseUrl parse(String text) {
        if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
            return new Sqlite(Path.of(text.substring("sqlite:".length())));
        }
        Matcher matcher = Form.POSTGRESQL.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a database URL is sqlite:PATH or postgresql://user:password@host:port/name");
        }
        return new Postgresql(
                "jdbc:postgresql://" + matcher.group("place"),
                decoded(matcher.group("user")),
                decoded(matcher.group("password")));
    }

    private static String decoded(String part) {
        return part == null ? "" : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// How the URL of a server is written.
    final class Form {
        private static final Pattern POSTGRESQL = Pattern.compile(
                "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<place>[^@/?]+/[^@/?]+(?:\\?.*)?)");

        private Form() {}
    }
}
