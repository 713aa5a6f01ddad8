package dev.narthex.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of a CSV file (RFC 4180), one at a time: cells in quotes may hold commas, quotes written twice and line
/// breaks; lines end as any system ends them; empty lines are none.
///
/// A record at fault is read over to its end, in bounded memory, and the next one is read as if nothing had been.
final class CsvRecords {
    private static final int LONGEST = 1 << 20;
    private static final int END = -1;

    private final InputStream in;
    private int ahead;
    private long line = 1;

    private Where where;
    private List<String> cells;
    private ByteArrayOutputStream cell;
    private int size;
    private String fault;

    private enum Where {
        BEFORE_CELL,
        IN_CELL,
        IN_QUOTES,
        BEHIND_QUOTES
    }

    /// @param line on which it begins, from 1
    /// @param fault why its cells are not to be used
    record Found(long line, List<String> cells, Optional<String> fault) {}

    CsvRecords(InputStream in) {
        this.in = in;
        this.ahead = read();
    }

    Optional<Found> next() {
        while (isBreak(ahead)) passBreak();
        if (ahead == END) return Optional.empty();
        long begun = line;
        cells = new ArrayList<>();
        cell = new ByteArrayOutputStream(64);
        where = Where.BEFORE_CELL;
        size = 0;
        fault = null;
        while (!atEnd()) take();
        if (where == Where.IN_QUOTES) fault = "a quote is not closed";
        endCell();
        if (ahead != END) passBreak();
        return Optional.of(new Found(begun, cells, Optional.ofNullable(fault)));
    }

    private boolean atEnd() {
        return ahead == END || where != Where.IN_QUOTES && isBreak(ahead);
    }

    private void take() {
        int next = ahead;
        if (where == Where.IN_QUOTES && isBreak(next)) {
            passBreakInto();
            return;
        }
        ahead = read();
        switch (where) {
            case BEFORE_CELL, IN_CELL -> plain(next);
            case IN_QUOTES -> {
                if (next == '"') where = Where.BEHIND_QUOTES;
                else keep(next);
            }
            case BEHIND_QUOTES -> behind(next);
        }
    }

    private void plain(int next) {
        if (next == ',') {
            endCell();
        } else if (next == '"' && where == Where.BEFORE_CELL) {
            where = Where.IN_QUOTES;
        } else {
            where = Where.IN_CELL;
            keep(next);
        }
    }

    private void behind(int next) {
        if (next == ',') {
            endCell();
        } else if (next == '"') {
            where = Where.IN_QUOTES;
            keep(next);
        } else {
            fault = "there is text behind a closing quote";
            where = Where.IN_CELL;
        }
    }

    private void keep(int next) {
        if (++size <= LONGEST) cell.write(next);
        else fault = "the row is longer than " + LONGEST + " bytes, or a quote is not closed";
    }

    private void endCell() {
        byte[] bytes = cell.toByteArray();
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes)) fault = "a byte is not UTF-8";
        if (text.indexOf(0) >= 0) fault = "there is a NUL in it, which is no part of a text";
        if (fault == null) cells.add(text);
        cell.reset();
        where = Where.BEFORE_CELL;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static boolean isBreak(int b) {
        return b == '\n' || b == '\r';
    }

    private void passBreak() {
        boolean carriageReturn = ahead == '\r';
        ahead = read();
        if (carriageReturn && ahead == '\n') ahead = read();
        line++;
    }

    private void passBreakInto() {
        int first = ahead;
        keep(first);
        ahead = read();
        line++;
        if (first == '\r' && ahead == '\n') {
            keep('\n');
            ahead = read();
        }
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
