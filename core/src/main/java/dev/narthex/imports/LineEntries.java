package dev.narthex.imports;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.imports.Source.Entry;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// A JSON object on each line. Empty lines are left out; a line that is too long is read over, not kept.
final class LineEntries implements Iterator<Entry> {
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final Function<Map<String, Object>, Row> row;
    private byte[] next;

    LineEntries(InputStream in, Function<Map<String, Object>, Row> row) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.row = row;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            byte[] line = line();
            if (line == null) return false;
            if (!isBlank(line)) next = line;
        }
        return true;
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        byte[] line = next;
        next = null;
        if (line.length > LONGEST) return new Entry.Unreadable("the line is longer than " + LONGEST + " bytes");
        try {
            return new Entry.Readable(row.apply(Json.readObject(line)));
        } catch (BadRequest _) {
            return new Entry.Unreadable("the line is not one JSON object");
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) if (b != ' ' && b != '\t' && b != '\r') return false;
        return true;
    }

    private byte[] line() {
        var line = new ByteArrayOutputStream(512);
        try {
            int b = in.read();
            if (b < 0) return null;
            for (; b >= 0 && b != '\n'; b = in.read()) if (line.size() <= LONGEST) line.write(b);
            return line.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
