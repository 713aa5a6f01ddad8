package dev.narthex.crypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
    public String toString() {
        return "MasterKey[…]";
    }
}
