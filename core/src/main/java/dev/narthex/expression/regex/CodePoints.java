package dev.narthex.expression.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// A set of code points. `bounds` alternate between the first that is in and the first that is out again.
record CodePoints(int[] bounds) {
    private static final int CASE = 'a' ^ 'A';
    private static final int END = Character.MAX_CODE_POINT + 1;

    static final CodePoints DIGITS = range('0', '9');
    static final CodePoints WORD = union(List.of(range('a', 'z'), range('A', 'Z'), DIGITS, one('_')));
    static final CodePoints SPACE = union(List.of(range('\t', '\r'), one(' ')));
    static final CodePoints LINE_ENDS = union(List.of(one('\n'), one('\r'), one('\u0085'), range('\u2028', '\u2029')));

    static CodePoints one(int point) {
        return range(point, point);
    }

    static CodePoints range(int first, int last) {
        return new CodePoints(new int[] {first, last + 1});
    }

    static CodePoints union(List<CodePoints> sets) {
        var ranges = new ArrayList<int[]>();
        for (var set : sets) {
            for (int at = 0; at < set.bounds.length; at += 2) {
                ranges.add(new int[] {set.bounds[at], set.bounds[at + 1]});
            }
        }
        ranges.sort(Comparator.comparingInt(range -> range[0]));
        return new CodePoints(merged(ranges));
    }

    private static int[] merged(List<int[]> sorted) {
        int[] bounds = new int[2 * sorted.size()];
        int used = 0;
        for (int[] range : sorted) {
            if (used > 0 && range[0] <= bounds[used - 1]) {
                bounds[used - 1] = Math.max(bounds[used - 1], range[1]);
            } else {
                bounds[used++] = range[0];
                bounds[used++] = range[1];
            }
        }
        return Arrays.copyOf(bounds, used);
    }

    CodePoints complement() {
        boolean fromStart = bounds.length > 0 && bounds[0] == 0;
        boolean toEnd = bounds.length > 0 && bounds[bounds.length - 1] == END;
        var inner = Arrays.copyOfRange(bounds, fromStart ? 1 : 0, toEnd ? bounds.length - 1 : bounds.length);
        int[] all = new int[inner.length + (fromStart ? 0 : 1) + (toEnd ? 0 : 1)];
        System.arraycopy(inner, 0, all, fromStart ? 0 : 1, inner.length);
        if (!toEnd) all[all.length - 1] = END;
        return new CodePoints(all);
    }

    boolean has(int point) {
        int found = Arrays.binarySearch(bounds, point);
        int boundsUpTo = found >= 0 ? found + 1 : -found - 1;
        return boundsUpTo % 2 == 1;
    }

    /// Of the letters from a to z, as in Java.
    boolean hasInEitherCase(int point) {
        boolean letter = point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z';
        return has(point) || letter && has(point ^ CASE);
    }
}
