package dev.narthex.expression.regex;

import java.util.ArrayList;

/// Reads what is between square brackets, and escapes that stand for one character.
final class ClassParser {
    private final Cursor cursor;
    private final int opened;

    /// The opening bracket has been read.
    ClassParser(Cursor cursor) {
        this.cursor = cursor;
        this.opened = cursor.position() - 1;
    }

    CodePoints rest() {
        boolean negated = cursor.skip("^");
        var sets = new ArrayList<CodePoints>();
        while (!cursor.skip("]")) {
            if (cursor.atEnd()) throw new MalformedPattern(opened, "'[' without ']'");
            if (cursor.sees("[") || cursor.sees("&&")) {
                throw cursor.refused("classes within classes are not supported: write \\[ or \\&");
            }
            sets.add(item());
        }
        if (sets.isEmpty()) throw new MalformedPattern(opened, "an empty class");
        var union = CodePoints.union(sets);
        return negated ? union.complement() : union;
    }

    private CodePoints item() {
        int position = cursor.position();
        var first = member();
        if (!cursor.sees("-") || cursor.sees("-]")) return first;
        cursor.next();
        if (cursor.atEnd()) throw new MalformedPattern(opened, "'[' without ']'");
        var last = member();
        if (!isOne(first) || !isOne(last) || first.bounds()[0] > last.bounds()[0]) {
            throw new MalformedPattern(position, "a range goes from one character to a later one");
        }
        return CodePoints.range(first.bounds()[0], last.bounds()[0]);
    }

    private static boolean isOne(CodePoints points) {
        int[] bounds = points.bounds();
        return bounds.length == 2 && bounds[1] == bounds[0] + 1;
    }

    private CodePoints member() {
        int position = cursor.position();
        int point = cursor.next();
        return point == '\\' ? escaped(cursor, position) : CodePoints.one(point);
    }

    /// The backslash, at `position`, has been read.
    static CodePoints escaped(Cursor cursor, int position) {
        if (cursor.atEnd()) throw new MalformedPattern(position, "a backslash at the end");
        int point = cursor.next();
        return switch (point) {
            case 'd' -> CodePoints.DIGITS;
            case 'D' -> CodePoints.DIGITS.complement();
            case 'w' -> CodePoints.WORD;
            case 'W' -> CodePoints.WORD.complement();
            case 's' -> CodePoints.SPACE;
            case 'S' -> CodePoints.SPACE.complement();
            case 't' -> CodePoints.one('\t');
            case 'n' -> CodePoints.one('\n');
            case 'r' -> CodePoints.one('\r');
            case 'f' -> CodePoints.one('\f');
            default -> itself(point, position);
        };
    }

    private static CodePoints itself(int point, int position) {
        if (CodePoints.WORD.has(point) && point != '_') {
            String escape = "\\" + Character.toString(point);
            throw new MalformedPattern(position, escape + " is not supported");
        }
        return CodePoints.one(point);
    }
}
