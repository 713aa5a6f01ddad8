package dev.narthex.id;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes ids in Okta's form: 20 characters of base 62, the first three of which name the kind of thing
/// (`00u` user, `00g` group, `0oa` app).
///
/// Seven characters of milliseconds follow, then ten random ones (59 bits). So ids sort by the time they were made,
/// byte by byte, and a table keyed by them grows at its end. They are names, not secrets: who knows one may guess
/// when the thing was made. Enough until the year 2081.
public final class Ids {
    // In the order of ASCII, so that ids sort as the numbers they are made from.
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX = 3;
    private static final int TIME = 7;
    private static final int RANDOM = 10;
    private static final long RANDOM_VALUES = 839_299_365_868_340_224L; // 62 to the power of 10

    private final InstantSource clock;
    private final RandomGenerator random;

    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// A new id of the kind that `prefix`, three characters of base 62, names.
    public String next(String prefix) {
        if (prefix.length() != PREFIX || !prefix.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a prefix of three base 62 characters: " + prefix);
        }
        return prefix + digits(clock.millis(), TIME) + digits(random.nextLong(RANDOM_VALUES), RANDOM);
    }

    /// When an id was made; nothing if it is none of ours.
    public static Optional<Instant> instantOf(String id) {
        if (id.length() != PREFIX + TIME + RANDOM) return Optional.empty();
        long millis = 0;
        for (char digit : id.substring(PREFIX, PREFIX + TIME).toCharArray()) {
            int value = DIGITS.indexOf(digit);
            if (value < 0) return Optional.empty();
            millis = millis * DIGITS.length() + value;
        }
        return Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String digits(long value, int length) {
        char[] text = new char[length];
        long rest = value;
        for (int i = length - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }
}
