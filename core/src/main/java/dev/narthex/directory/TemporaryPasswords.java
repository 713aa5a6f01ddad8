package dev.narthex.directory;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes passwords that are handed over once: 78 bits of chance in letters and digits that nobody confuses.
///
/// @param random a cryptographic one
public record TemporaryPasswords(RandomGenerator random) implements Supplier<String> {
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";

    @Override
    public String get() {
        return of(UPPER) + "-" + of(LOWER) + "-" + of(DIGITS) + "-" + of(LOWER);
    }

    private String of(String alphabet) {
        return random.ints(5, 0, alphabet.length())
                .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                .collect(Collectors.joining());
    }
}
