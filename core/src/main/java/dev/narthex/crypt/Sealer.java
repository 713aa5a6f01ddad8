package dev.narthex.crypt;

import dev.narthex.jose.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Authenticated encryption for one purpose. What one purpose sealed, another can't open.
///
/// Each value is encrypted under a key of its own, derived from a random salt, so that no number of values wears the
/// key out and no nonce ever repeats under one key.
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final RandomGenerator random;

    public Sealer(MasterKey masterKey, String purpose, RandomGenerator random) {
        this.key = masterKey.derive("seal " + purpose);
        this.random = random;
    }

    public byte[] seal(byte[] plain) {
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, salt, nonce).doFinal(plain);
            return ByteBuffer.allocate(1 + SALT + NONCE + sealed.length)
                    .put(VERSION)
                    .put(salt)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Empty if it was not sealed by us, for this purpose, exactly so.
    public Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < 1 + SALT + NONCE + TAG_BITS / 8 || sealed[0] != VERSION) return Optional.empty();
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        var in = ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(salt).get(nonce);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, salt, nonce).doFinal(sealed, in.position(), in.remaining()));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /// As text that is safe in a URL.
    public String sealText(String plain) {
        return Base64Url.encode(seal(plain.getBytes(StandardCharsets.UTF_8)));
    }

    public Optional<String> openText(String sealed) {
        return Base64Url.decode(sealed).flatMap(this::open).map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(mac.doFinal(salt), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
