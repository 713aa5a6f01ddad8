package dev.narthex.imports;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.imports.Source.Entry;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/// The objects of an array in a large JSON object, one at a time. What follows a place that is not JSON can't be read.
final class ArrayEntries implements Iterator<Entry> {
    private final Iterator<Map<String, Object>> objects;
    private final Function<Map<String, Object>, Row> row;
    private boolean broken;
    private Entry next;

    ArrayEntries(InputStream in, String member, Function<Map<String, Object>, Row> row) {
        this.objects = Json.objects(in, member);
        this.row = row;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !broken) next = read();
        return next != null;
    }

    private Entry read() {
        try {
            return objects.hasNext() ? new Entry.Readable(row.apply(objects.next())) : null;
        } catch (BadRequest _) {
            broken = true;
            return new Entry.Unreadable("the file is not JSON from here on");
        }
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        var entry = next;
        next = null;
        return entry;
    }
}
