package dev.narthex.users.search;

import dev.narthex.users.Login;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The text under which a value of a profile is found and sorted: without regard to case and marks, as logins are
/// compared; numbers as text that sorts as they do. Byte order of the text is the order of the values.
public final class Folding {
    /// More of a long text is not looked at.
    public static final int LONGEST = 500;

    private Folding() {}

    /// A text for each value: of an array, for each element. None where there is nothing to find.
    public static List<String> of(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(Folding::one)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
        String one = one(value);
        return one == null ? List.of() : List.of(one);
    }

    private static String one(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Number number -> number(number.doubleValue());
            case Boolean flag -> flag.toString();
            case null, default -> null;
        };
    }

    private static String text(String text) {
        String folded = Login.of(text).normalised();
        return folded.isEmpty() ? null : start(folded);
    }

    /// Without regard to case, width and the ways in which a mark can be written.
    static String marked(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /// What is sought, folded alike. May be empty.
    static String sought(String text) {
        return start(Login.of(text).normalised());
    }

    private static String start(String folded) {
        if (folded.length() <= LONGEST) return folded;
        int end = Character.isHighSurrogate(folded.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return folded.substring(0, end);
    }

    /// The bits of a double, turned so that their hexadecimal digits sort as the numbers.
    public static String number(double number) {
        // Zero has one sign here.
        long bits = Double.doubleToLongBits(number == 0 ? 0 : number);
        return String.format("%016x", bits ^ (bits >> 63 | Long.MIN_VALUE));
    }

    /// The order of bytes in UTF-8, in which both databases sort; Java's own differs beyond the basic plane.
    public static int compare(String one, String other) {
        int at = 0;
        int end = Math.min(one.length(), other.length());
        while (at < end && one.charAt(at) == other.charAt(at)) at++;
        if (at == end) return Integer.compare(one.length(), other.length());
        return Integer.compare(weight(one.charAt(at)), weight(other.charAt(at)));
    }

    /// Halves of pairs come after all else.
    private static int weight(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
