package dev.narthex.expression.regex;

import dev.narthex.expression.regex.Piece.Assertion;
import java.util.ArrayList;

/// Reads a pattern from left to right.
final class PatternParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_TIMES = 1_000;
    private static final String IGNORE_CASE = "(?i)";

    private final Cursor cursor;
    private final boolean ignoresCase;
    private int depth;

    PatternParser(String text) {
        this.cursor = new Cursor(text);
        this.ignoresCase = cursor.skip(IGNORE_CASE);
    }

    boolean ignoresCase() {
        return ignoresCase;
    }

    Piece pattern() {
        var pattern = choice();
        if (!cursor.atEnd()) throw cursor.refused("')' without '('");
        return pattern;
    }

    private Piece choice() {
        if (++depth > MAX_DEPTH) throw cursor.refused("more than " + MAX_DEPTH + " parentheses in each other");
        var pieces = new ArrayList<Piece>();
        do {
            pieces.add(sequence());
        } while (cursor.skip("|"));
        depth--;
        return pieces.size() == 1 ? pieces.getFirst() : new Piece.Choice(pieces);
    }

    private Piece sequence() {
        var pieces = new ArrayList<Piece>();
        while (!cursor.atEnd() && !cursor.sees("|") && !cursor.sees(")")) pieces.add(repeated(atom()));
        return new Piece.Sequence(pieces);
    }

    private Piece atom() {
        int position = cursor.position();
        int point = cursor.next();
        return switch (point) {
            case '(' -> group(position);
            case '[' -> new Piece.One(new ClassParser(cursor).rest());
            case '.' -> new Piece.One(CodePoints.LINE_ENDS.complement());
            case '^' -> new Piece.Place(Assertion.START);
            case '$' -> new Piece.Place(Assertion.END_OR_LAST_LINE);
            case '\\' -> escaped(position);
            case '*', '+', '?' ->
                throw new MalformedPattern(position, "'" + (char) point + "' has nothing before it to repeat");
            case '{' -> throw new MalformedPattern(position, "'{' stands for itself only as \\{");
            default -> new Piece.One(CodePoints.one(point));
        };
    }

    private Piece group(int position) {
        if (cursor.sees("?") && !cursor.skip("?:")) {
            throw new MalformedPattern(
                    position, "of the groups with (? there are only (?: and, before all else, " + IGNORE_CASE);
        }
        var inner = choice();
        if (!cursor.skip(")")) throw new MalformedPattern(position, "'(' without ')'");
        return inner;
    }

    private Piece escaped(int position) {
        if (cursor.skip("b")) return new Piece.Place(Assertion.WORD_BOUNDARY);
        if (cursor.skip("B")) return new Piece.Place(Assertion.NO_WORD_BOUNDARY);
        if (cursor.skip("A")) return new Piece.Place(Assertion.START);
        if (cursor.skip("z")) return new Piece.Place(Assertion.END);
        if (cursor.skip("Z")) return new Piece.Place(Assertion.END_OR_LAST_LINE);
        return new Piece.One(ClassParser.escaped(cursor, position));
    }

    private Piece repeated(Piece piece) {
        int position = cursor.position();
        Piece repeated;
        if (cursor.skip("*")) repeated = new Piece.Repeat(piece, 0, Piece.UNLIMITED);
        else if (cursor.skip("+")) repeated = new Piece.Repeat(piece, 1, Piece.UNLIMITED);
        else if (cursor.skip("?")) repeated = new Piece.Repeat(piece, 0, 1);
        else if (cursor.skip("{")) repeated = counted(piece, position);
        else return piece;
        // Which way is tried first makes no difference to whether the whole text matches.
        cursor.skip("?");
        if (cursor.sees("+")) throw cursor.refused("possessive quantifiers are not supported");
        return repeated;
    }

    private Piece counted(Piece piece, int position) {
        int least = times(position);
        int most = least;
        if (cursor.skip(",")) most = cursor.sees("}") ? Piece.UNLIMITED : times(position);
        if (!cursor.skip("}")) throw new MalformedPattern(position, "a repetition is written {2}, {2,} or {2,5}");
        if (most != Piece.UNLIMITED && most < least) {
            throw new MalformedPattern(position, "a repetition has the smaller number first");
        }
        return new Piece.Repeat(piece, least, most);
    }

    private int times(int position) {
        int times = 0;
        boolean any = false;
        while (!cursor.atEnd() && CodePoints.DIGITS.has(cursor.peek())) {
            times = 10 * times + cursor.next() - '0';
            any = true;
            if (times > MAX_TIMES) throw new MalformedPattern(position, "more than " + MAX_TIMES + " times");
        }
        if (!any) throw new MalformedPattern(position, "a repetition is written {2}, {2,} or {2,5}");
        return times;
    }
}
