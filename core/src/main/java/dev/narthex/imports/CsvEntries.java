package dev.narthex.imports;

import dev.narthex.imports.Source.Entry;
import dev.narthex.users.schema.UserSchema;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The lines of a CSV file, each a person; the first line names the columns.
final class CsvEntries implements Iterator<Entry> {
    private final CsvRecords records;
    private final CsvColumns columns;
    private Optional<CsvRecords.Found> next;

    private CsvEntries(CsvRecords records, CsvColumns columns) {
        this.records = records;
        this.columns = columns;
        this.next = records.next();
    }

    static Opening open(Content content, UserSchema schema) {
        var records = new CsvRecords(content.stream());
        var heading = records.next();
        if (heading.isEmpty()) return new Opening.Refused("it is empty");
        var columns = CsvColumns.of(schema, heading.get().cells());
        return heading.get()
                .fault()
                .or(columns::fault)
                .<Opening>map(Opening.Refused::new)
                .orElseGet(() -> new Opening.Opened(new ReadSource(content, new CsvEntries(records, columns))));
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Entry next() {
        var found = next.orElseThrow(NoSuchElementException::new);
        next = records.next();
        long line = found.line();
        if (found.fault().isPresent())
            return new Entry.Unreadable(line, found.fault().get());
        int cells = found.cells().size();
        return cells == columns.size()
                ? new Entry.Readable(line, columns.row(found.cells()))
                : new Entry.Unreadable(
                        line, "the row has " + cells + " cells, the first line names " + columns.size() + " columns");
    }
}
