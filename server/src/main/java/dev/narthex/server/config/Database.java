package dev.narthex.server.config;

import java.nio.file.Path;

/// Which database.
public sealed interface Database {
    /// A file of this machine, for one server.
    record Sqlite(Path file) implements Database {
        @Override
        public String toString() {
            return "SQLite " + file;
        }
    }

    /// One database for many servers.
    /// @param jdbcUrl without user and password
    /// @param user empty if the URL named none
    record Postgresql(String jdbcUrl, String user, Secret password) implements Database {
        @Override
        public String toString() {
            return "PostgreSQL "
                    + jdbcUrl.substring("jdbc:postgresql://".length()).replaceFirst("\\?.*", "");
        }
    }
}
