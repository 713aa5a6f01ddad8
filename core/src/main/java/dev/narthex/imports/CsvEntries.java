package dev.narthex.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.narthex.imports.Source.Entry;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;

/// The lines of a CSV file (RFC 4180), each a person; the first line names the columns.
final class CsvEntries implements Iterator<Entry> {
    private static final int LONGEST = 1 << 20;

    private final Iterator<CsvRecord> records;
    private final List<String> columns;
    private boolean broken;
    private Entry next;

    private CsvEntries(Iterator<CsvRecord> records) {
        this.records = records;
        this.columns = heading();
    }

    static CsvEntries of(InputStream in) {
        var records = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
        return new CsvEntries(records.iterator());
    }

    private List<String> heading() {
        try {
            return records.hasNext()
                    ? records.next().getFields().stream().map(String::strip).toList()
                    : List.of();
        } catch (CsvParseException _) {
            broken = true;
            return List.of();
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null && !broken) next = read();
        return next != null;
    }

    private Entry read() {
        try {
            return records.hasNext() ? entry(records.next().getFields()) : null;
        } catch (CsvParseException _) {
            broken = true;
            return new Entry.Unreadable("the file is not CSV from here on: a quote is missing, or a cell is too long");
        }
    }

    private Entry entry(List<String> cells) {
        if (cells.size() != columns.size()) {
            return new Entry.Unreadable(
                    "the line has " + cells.size() + " cells, the first line names " + columns.size());
        }
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < cells.size(); i++) named.put(columns.get(i), cells.get(i));
        return new Entry.Readable(CsvUser.row(named));
    }

    @Override
    public Entry next() {
        if (!hasNext()) throw new NoSuchElementException();
        var entry = next;
        next = null;
        return entry;
    }
}
