package dev.narthex.server.config;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The key that seals private keys and secrets in the database: 32 bytes. Never prints itself.
public final class MasterKey {
    private static final int SIZE = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param random a cryptographic one
    public static MasterKey make(RandomGenerator random) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /// 64 digits of hex, or base64 with either alphabet, padded or not; nothing if it is neither.
    public static Optional<MasterKey> parse(String text) {
        try {
            byte[] bytes = text.length() == 2 * SIZE ? HexFormat.of().parseHex(text) : base64(text);
            return bytes.length == SIZE ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// As a file or a variable holds it.
    public String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return MasterKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
