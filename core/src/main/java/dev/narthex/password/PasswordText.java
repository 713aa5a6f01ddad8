package dev.narthex.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// A password as the bytes that are hashed: UTF-8, as typed.
///
/// Nothing is normalised: systems that people come from hashed what was typed, and a normal form chosen here would lock
/// out those who typed another one there. Refused are the empty password, more than [#MAX_BYTES] bytes (hashing them
/// would be work that a stranger can ask for), NUL (C libraries end there, and HMAC can't tell a key from the same key
/// with NULs behind it) and halves of surrogate pairs (encoders turn them into question marks).
final class PasswordText {
    static final int MAX_BYTES = 1024;

    private PasswordText() {}

    static boolean isTooLong(String password) {
        return password.length() > MAX_BYTES || password.getBytes(UTF_8).length > MAX_BYTES;
    }

    /// The bytes to hash; empty if this can't be anyone's password.
    static Optional<byte[]> bytes(String password) {
        // A char is at least a byte: no need to encode what is too long anyway.
        if (password.isEmpty() || password.length() > MAX_BYTES || password.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(password));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(bytes);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
