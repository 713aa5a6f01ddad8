package dev.narthex.imports;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.imports.Source.Entry;
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
    private long line;

    LineEntries(InputStream in, Function<Map<String, Object>, Row> row) {
        this.in = in;
        this.row = row;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            byte[] text = line();
            if (text == null) return false;
            line++;
            if (!isBlank(text)) next = text;
        }
        return true;
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        byte[] text = next;
        long number = line;
        next = null;
        if (text.length > LONGEST) return new Entry.Unreadable(number, "the line is longer than " + LONGEST + " bytes");
        try {
            return new Entry.Readable(number, row.apply(Json.readObject(text)));
        } catch (BadRequest _) {
            return new Entry.Unreadable(number, "the line is not one JSON object in UTF-8");
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) if (b != ' ' && b != '\t' && b != '\r') return false;
        return true;
    }

    private byte[] line() {
        var text = new ByteArrayOutputStream(512);
        try {
            int b = in.read();
            if (b < 0) return null;
            for (; b >= 0 && b != '\n'; b = in.read()) if (text.size() <= LONGEST) text.write(b);
            return text.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
