package dev.narthex.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The challenge of proof key for code exchange, always by S256: `plain` protects nothing.
public record CodeChallenge(String text) {
    // RFC 7636 §4.2: 43 to 128 unreserved characters.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public static Optional<CodeChallenge> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CodeChallenge(text)) : Optional.empty();
    }

    // RFC 7636 §4.6: the challenge is the SHA-256 of the verifier, in base64url.
    public boolean isMetBy(String verifier) {
        if (!FORM.matcher(verifier).matches()) return false;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(digest);
            return MessageDigest.isEqual(expected, text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
