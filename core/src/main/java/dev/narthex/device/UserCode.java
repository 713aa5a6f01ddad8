package dev.narthex.device;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What a person reads on a device and types elsewhere: eight letters, of which none is a vowel, so that they spell
/// nothing, and none looks like another.
///
/// `letters` is without the hyphen in the middle, which [#text] shows.
public record UserCode(String letters) {
    // RFC 8628 §6.1: twenty letters without vowels; eight of them have 34 bits.
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int LENGTH = 8;
    private static final int MAX_TYPED = 40;
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}._]+");

    public UserCode {
        if (!FORM.matcher(letters).matches()) throw new IllegalArgumentException("not a user code");
    }

    static UserCode next(RandomGenerator random) {
        var letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return new UserCode(letters.toString());
    }

    // RFC 8628 §6.1: case and what stands between the letters don't count.
    public static Optional<UserCode> parse(String typed) {
        if (typed.length() > MAX_TYPED) return Optional.empty();
        String letters = BETWEEN.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        return FORM.matcher(letters).matches() ? Optional.of(new UserCode(letters)) : Optional.empty();
    }

    /// As it is shown: `WDJB-MJHT`.
    public String text() {
        return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
    }

    @Override
    public String toString() {
        return "UserCode[…]";
    }
}
