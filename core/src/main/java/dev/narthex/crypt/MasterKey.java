package dev.narthex.crypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The one secret from which all others are derived, each for a purpose of its own. Never prints itself.
public final class MasterKey {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    public MasterKey(byte[] bytes) {
        if (bytes.length != LENGTH) throw new IllegalArgumentException("a master key has 32 bytes");
        this.bytes = bytes.clone();
    }

    /// @param random a cryptographic one
    public static MasterKey make(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /// 64 digits of hex, or base64 with either alphabet, padded or not; nothing if it is neither.
    public static Optional<MasterKey> parse(String text) {
        try {
            byte[] bytes = text.length() == 2 * LENGTH ? HexFormat.of().parseHex(text) : base64(text);
            return bytes.length == LENGTH ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    /// As a file or a variable holds it.
    public String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    // RFC 5869 §2: extract, then expand with the purpose as info.
    SecretKey derive(String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(bytes)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), LENGTH);
            return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && MessageDigest.isEqual(bytes, that.bytes);
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
