package dev.narthex.crypt;

import dev.narthex.jose.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Authentication tags over short texts, for one purpose.
public final class Tags {
    private final SecretKey key;

    public Tags(MasterKey masterKey, String purpose) {
        this.key = masterKey.derive("tag " + purpose);
    }

    public String of(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64Url.encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// In constant time.
    public boolean matches(String tag, String text) {
        return MessageDigest.isEqual(tag.getBytes(StandardCharsets.UTF_8), of(text).getBytes(StandardCharsets.UTF_8));
    }
}
