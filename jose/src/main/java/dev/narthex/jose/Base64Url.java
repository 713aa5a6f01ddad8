package dev.narthex.jose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Base64url as JOSE has it: no padding, no line breaks, and one text for each sequence of bytes.
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static byte[] encodeToBytes(byte[] bytes) {
        return ENCODER.encode(bytes);
    }

    /// The bytes, or nothing if the text is not what [#encode] makes.
    public static Optional<byte[]> decode(String text) {
        // RFC 7515 §2: all trailing '=' omitted, and no line breaks, white space or other characters.
        if (text.indexOf('=') >= 0) return Optional.empty();
        try {
            byte[] bytes = DECODER.decode(text.getBytes(StandardCharsets.ISO_8859_1));
            // The last character can hold bits that belong to no byte. A second text for the same bytes is refused,
            // or a token could be changed without its signature noticing.
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
