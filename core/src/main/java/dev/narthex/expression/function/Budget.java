package dev.narthex.expression.function;

/// What one evaluation may still use. A step is a node visited, or about a hundred characters handled.
///
/// Texts cannot grow without end either: replacing within replacements doubles and doubles what a short expression
/// makes.
public final class Budget {
    public static final int STEPS = 20_000;
    public static final int MAX_TEXT = 65_536;
    private static final int CHARACTERS_A_STEP = 100;

    private long left = STEPS;

    /// Also for sums that were too large for their type.
    public void spend(long steps) {
        left -= steps < 0 ? Long.MAX_VALUE / 2 : steps;
        if (left < 0) throw new Failure("takes more than " + STEPS + " steps");
    }

    /// Charges for going through so many characters.
    public void read(long characters) {
        spend(characters / CHARACTERS_A_STEP);
    }

    /// Charges for a text of this length, before it is made.
    public void write(long length) {
        if (length > MAX_TEXT) throw new Failure("makes a text of more than " + MAX_TEXT + " characters");
        read(length);
    }

    /// Charges for looking for one text in another, by comparing at each place.
    public void search(String text, String sought) {
        read((long) text.length() * Math.max(1, sought.length() / 10));
    }

    public long left() {
        return left;
    }
}
