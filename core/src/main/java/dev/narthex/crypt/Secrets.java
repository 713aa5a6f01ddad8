package dev.narthex.crypt;

import dev.narthex.jose.Base64Url;
import java.util.random.RandomGenerator;

/// Makes bearer secrets: 256 bits of chance as 43 characters that are safe in URLs and cookies.
public final class Secrets {
    private static final int BYTES = 32;

    private final RandomGenerator random;

    /// @param random must be cryptographically secure
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
