package dev.narthex.jose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Ties an ID token to the access token or the code that travels with it: `at_hash` and `c_hash`.
public final class TokenHash {
    private TokenHash() {}

    /// The left half of the hash that belongs to the algorithm of the ID token's signature, in base64url.
    public static String leftHalf(SigningAlgorithm algorithm, String text) {
        // OIDC Core 1.0 §3.2.2.9: the left-most half of the hash of the ASCII octets.
        byte[] hash = digest(algorithm.digest(), text.getBytes(StandardCharsets.US_ASCII));
        return Base64Url.encode(Arrays.copyOf(hash, hash.length / 2));
    }

    /// Whether an ID token with this `at_hash` was made together with this access token.
    public static boolean matches(SigningAlgorithm algorithm, String accessToken, String atHash) {
        return leftHalf(algorithm, accessToken).equals(atHash);
    }

    static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
