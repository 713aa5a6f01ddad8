package dev.narthex.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Firebase's own use of scrypt: the derived key encrypts the project's signer key, and the cipher text is the hash.
///
/// The signer key is kept with each hash, so that a hash can be checked by itself.
record FirebaseScryptHash(ScryptHash.Cost cost, Project project, byte[] salt, byte[] value) implements PasswordHash {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;

    /// What all users of a Firebase project share.
    record Project(byte[] saltSeparator, byte[] signerKey) {}

    static Optional<PasswordHash> read(Phc text, Findings findings) {
        findings.require("version", text.parameter("v").equals("1"), "must be 1");
        findings.require("encoding", text.knows(Set.of("v", "ln", "r", "sep", "key")), "has unknown parameters");
        findings.require("encoding", text.fields().size() == 2, "must end with salt and hash");
        var cost = ScryptHash.Cost.read(findings, text.parameter("ln"), text.parameter("r"), "1");
        byte[] separator = findings.base64("salt separator", text.parameter("sep"), 0, 64);
        byte[] key = findings.base64("signer key", text.parameter("key"), 16, 128);
        byte[] salt = findings.base64("salt", text.field(0), 1, 256);
        byte[] value = findings.base64("hash", text.field(1), key.length, key.length);
        return findings.unlessFlawed(() -> new FirebaseScryptHash(cost, new Project(separator, key), salt, value));
    }

    static Optional<PasswordHash> read(
            ImportedHash.FirebaseProject firebase, String salt, String hash, Findings findings) {
        String rounds = Integer.toString(firebase.rounds());
        var cost = ScryptHash.Cost.read(findings, Integer.toString(firebase.memoryCost()), rounds, "1");
        byte[] separator = findings.base64("salt separator", standard(firebase.saltSeparator()), 0, 64);
        byte[] key = findings.base64("signer key", standard(firebase.signerKey()), 16, 128);
        byte[] salted = findings.base64("salt", standard(salt), 1, 256);
        byte[] value = findings.base64("hash", standard(hash), key.length, key.length);
        return findings.unlessFlawed(() -> new FirebaseScryptHash(cost, new Project(separator, key), salted, value));
    }

    /// Exports are written in either alphabet of Base64.
    private static String standard(String base64) {
        return base64.replace('-', '+').replace('_', '/');
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] salted = Arrays.copyOf(salt, salt.length + project.saltSeparator.length);
        System.arraycopy(project.saltSeparator, 0, salted, salt.length, project.saltSeparator.length);
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            var key = new SecretKeySpec(cost.derive(password, salted, KEY_BYTES), "AES");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[IV_BYTES]));
            return MessageDigest.isEqual(value, cipher.doFinal(project.signerKey));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String encoded() {
        String separator = project.saltSeparator.length == 0 ? "" : ",sep=" + Phc.base64(project.saltSeparator);
        return "$firebase-scrypt$v=1$ln=" + cost.logN() + ",r=" + cost.blockSize() + separator + ",key="
                + Phc.base64(project.signerKey) + "$" + Phc.base64(salt) + "$" + Phc.base64(value);
    }
}
