package dev.narthex.imports;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.imports.Source.Entry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// The objects of an array in a large JSON object, one at a time. What follows a place that is not JSON, or an object
/// beyond all bounds, can't be read.
final class ArrayEntries implements Iterator<Entry> {
    private final Meter meter;
    private final Iterator<Map<String, Object>> objects;
    private final Function<Map<String, Object>, Row> row;
    private boolean broken;
    private Entry next;

    ArrayEntries(InputStream in, String member, Function<Map<String, Object>, Row> row) {
        this.meter = new Meter(in);
        this.objects = Json.objects(meter, member);
        this.row = row;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !broken) next = read();
        return next != null;
    }

    private Entry read() {
        try {
            if (!objects.hasNext()) return null;
            meter.begin();
            return new Entry.Readable(0, row.apply(objects.next()));
        } catch (BadRequest _) {
            broken = true;
            return new Entry.Unreadable(0, "the file is not JSON in UTF-8 from here on, or a user is too long");
        }
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        var entry = next;
        next = null;
        return entry;
    }

    /// Lets no object take more than so many bytes.
    private static final class Meter extends FilterInputStream {
        private static final long LONGEST = 4 << 20;
        private long left = Long.MAX_VALUE;

        Meter(InputStream in) {
            super(in);
        }

        void begin() {
            left = LONGEST;
        }

        @Override
        public int read() throws IOException {
            if (left-- <= 0) throw new IOException("too long");
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) throw new IOException("too long");
            int count = in.read(into, offset, length);
            left -= Math.max(0, count);
            return count;
        }
    }
}
