package dev.narthex.http.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Who is being counted, as a digest: strangers choose the parts, but not how much memory they take.
public record Key(long left, long right) {

    public static Key of(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
                digest.update(text);
            }
            var bits = ByteBuffer.wrap(digest.digest());
            return new Key(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
