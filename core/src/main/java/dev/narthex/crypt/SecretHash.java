package dev.narthex.crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// SHA-256 of a bearer secret of ours. Such secrets have 256 bits of chance, so a plain hash suffices, and a stolen
/// database opens nothing.
public final class SecretHash {
    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SecretHash of(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new SecretHash(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// As read from the store.
    public static SecretHash ofStored(byte[] bytes) {
        if (bytes.length != 32) throw new IllegalArgumentException("a hash has 32 bytes");
        return new SecretHash(bytes.clone());
    }

    /// The inverse of [#hex].
    public static SecretHash ofHex(String hex) {
        return ofStored(HexFormat.of().parseHex(hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// A key for caches and for sealed facts.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretHash[…]";
    }
}
