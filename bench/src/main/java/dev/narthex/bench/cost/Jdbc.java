package dev.narthex.bench.cost;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Bare connections to databases, set up as the server's are.
public final class Jdbc {
    private static final String SQLITE = "sqlite:";

    private Jdbc() {}

    /// @param url as the server takes it
    public static Connection open(String url) throws SQLException {
        return url.startsWith(SQLITE) ? sqlite(url) : postgresql(URI.create(url));
    }

    private static Connection sqlite(String url) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:" + url);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA cache_size = -65536");
            statement.execute("PRAGMA mmap_size = 1073741824");
        }
        return connection;
    }

    private static Connection postgresql(URI url) throws SQLException {
        String[] who = url.getUserInfo().split(":", 2);
        String address = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        return DriverManager.getConnection(address, who[0], who[1]);
    }
}
