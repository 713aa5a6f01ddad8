package dev.narthex.http;

import java.security.SecureRandom;
import java.util.Base64;

/// Request ids: 22 url-safe characters, 128 random bits.
final class RandomIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private RandomIds() {}

    static String requestId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return URL_SAFE.encodeToString(bits);
    }
}
