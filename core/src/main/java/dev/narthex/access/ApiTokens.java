package dev.narthex.access;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes API tokens in Okta's form: `00` and 40 characters of base 62, 238 bits of chance.
public final class ApiTokens {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 40;

    private ApiTokens() {}

    /// @param random a cryptographic one
    public static String make(RandomGenerator random) {
        return "00"
                + random.ints(LENGTH, 0, ALPHABET.length())
                        .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                        .collect(Collectors.joining());
    }
}
