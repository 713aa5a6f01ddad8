package dev.narthex.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/// A source that is read from content.
record ReadSource(Content content, Iterator<Entry> entries) implements Source {

    @Override
    public String fingerprint() {
        return content.fingerprint();
    }

    @Override
    public double progress() {
        return content.progress();
    }

    @Override
    public void close() {
        try {
            content.stream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
