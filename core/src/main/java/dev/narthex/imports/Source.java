package dev.narthex.imports;

import java.util.Iterator;

/// Where rows come from, one after the other, however many there are.
public interface Source extends AutoCloseable {

    /// Names the content: another content has another name, the same content the same.
    String fingerprint();

    Iterator<Entry> entries();

    /// How much of the whole has been read, from 0 to 1.
    double progress();

    @Override
    void close();

    /// What is at one place of a source.
    sealed interface Entry {
        /// The line of the file on which it begins, from 1; 0 where there are no lines.
        long line();

        record Readable(long line, Row row) implements Entry {}

        record Unreadable(long line, String reason) implements Entry {}
    }
}
