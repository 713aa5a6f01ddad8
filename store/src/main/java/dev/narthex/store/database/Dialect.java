package dev.narthex.store.database;

import java.util.Map;

/// The two kinds of database there are. Statements are written for both; migrations take from here the words in which
/// they differ.
public enum Dialect {
    /// One file, one process. Rows of tables `${clustered}` lie in the order of their primary key.
    SQLITE(Map.of(
            "text", "TEXT",
            "long", "INTEGER",
            "flag", "INTEGER",
            "true", "1",
            "bytes", "BLOB",
            "json", "TEXT",
            "table", "STRICT",
            "clustered", "STRICT, WITHOUT ROWID")),

    /// Many nodes on one database. Text is compared byte by byte, as SQLite does it.
    POSTGRESQL(Map.of(
            "text", "TEXT COLLATE \"C\"",
            "long", "BIGINT",
            "flag", "BOOLEAN",
            "true", "TRUE",
            "bytes", "BYTEA",
            "json", "JSON",
            "table", "",
            "clustered", ""));

    private final Map<String, String> words;

    Dialect(Map<String, String> words) {
        this.words = words;
    }

    Map<String, String> words() {
        return words;
    }
}
