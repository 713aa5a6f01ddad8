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

    /// What is at one place of a source. Places are counted from 1.
    sealed interface Entry {
        record Readable(Row row) implements Entry {}

        record Unreadable(String reason) implements Entry {}
    }
}
