package dev.narthex.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRecordsTest {

    private static List<CsvRecords.Found> read(InputStream in) {
        var records = new CsvRecords(in);
        var all = new ArrayList<CsvRecords.Found>();
        for (var next = records.next(); next.isPresent(); next = records.next()) all.add(next.get());
        return all;
    }

    private static List<CsvRecords.Found> read(String text) {
        return read(bytes(text));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CsvRecords.Found good(long line, String... cells) {
        return new CsvRecords.Found(line, List.of(cells), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    @DisplayName("Abuse 112: lines end as any system ends them; empty lines are none, but are counted")
    void lineEnds(String end) {
        assertEquals(List.of(good(1, "a", "b"), good(3, "c", "d")), read("a,b" + end + end + "c,d"));
        assertEquals(List.of(good(1, "a", "b")), read("a,b" + end));
    }

    @Test
    @DisplayName("Abuse 112: quotes hold commas, quotes written twice, and line breaks, which count as lines")
    void quotes() {
        assertEquals(
                List.of(good(1, "a,b", "say \"hi\""), good(2, "two\r\nlines", ""), good(4, "5\" disk", "x")),
                read("\"a,b\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\n5\" disk,x\n"));
    }

    @Property(tries = 300)
    @Label("What is written as RFC 4180 has it is read as it was")
    void roundTrip(@ForAll("tables") List<List<String>> table) {
        String text = table.stream()
                .map(row -> row.stream()
                        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
        assertEquals(table, read(text).stream().map(CsvRecords.Found::cells).toList());
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        var cell = Arbitraries.strings()
                .withChars("a,\"\r\n\té 日\uD83D\uDE00;=")
                .ofMaxLength(8)
                .filter(text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
        return cell.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(5);
    }

    @Test
    @DisplayName("Abuse 112: a row of 100 MB is read over in bounded memory, and the next row is read")
    void longRow() {
        var endless = new InputStream() {
            private long left = 100L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }
        };
        var all = read(new SequenceInputStream(new SequenceInputStream(bytes("a\n"), endless), bytes("\nb\n")));
        assertEquals(3, all.size());
        assertTrue(all.get(1).fault().orElseThrow().contains("longer than"));
        assertEquals(good(3, "b"), all.get(2));
    }

    @Test
    @DisplayName("Abuse 112: a byte that is not UTF-8 refuses its row, not its neighbours, and becomes no other letter")
    void invalidByte() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("a\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {'b', (byte) 0xE9, '\n'});
        bytes.writeBytes("c\uFFFD\n".getBytes(StandardCharsets.UTF_8));
        var all = read(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals("a byte is not UTF-8", all.get(1).fault().orElseThrow());
        assertEquals(good(3, "c\uFFFD"), all.get(2));
    }

    @Test
    @DisplayName(
            "Abuse 112: NUL in a cell, text behind a quote, a quote that never ends: refused with the line, no half row")
    void faults() {
        assertTrue(read("a\nb\0c\nd").get(1).fault().orElseThrow().contains("NUL"));
        var behind = read("\"a\"b,c\nd,e");
        assertTrue(behind.getFirst().fault().orElseThrow().contains("behind"));
        assertEquals(good(2, "d", "e"), behind.get(1));
        var open = read("a\n\"b\nc\nd");
        assertEquals(2, open.size());
        assertEquals(2, open.get(1).line());
        assertTrue(open.get(1).fault().orElseThrow().contains("not closed"));
    }
}
