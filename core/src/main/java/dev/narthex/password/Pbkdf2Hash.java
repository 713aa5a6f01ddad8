package dev.narthex.password;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.util.DigestFactory;

/// PBKDF2 with HMAC.
record Pbkdf2Hash(Digest digest, int iterations, byte[] salt, byte[] value) implements PasswordHash {
    static final int MAX_ITERATIONS = 10_000_000;
    static final int MAX_SALT = 256;
    static final int MIN_KEY = 16;
    static final int MAX_KEY = 512;

    private static final List<Digest> ASP_NET_DIGESTS = List.of(Digest.SHA1, Digest.SHA256, Digest.SHA512);

    static Optional<PasswordHash> read(Phc text, Findings findings) {
        findings.require("version", text.parameter("v").equals("1"), "must be 1");
        findings.require("encoding", text.knows(Set.of("v", "h", "i")), "has parameters that are not supported");
        findings.require("encoding", text.fields().size() == 2, "must end with salt and hash");
        var digest = Digest.parse(text.parameter("h"));
        if (digest.isEmpty()) return findings.refuse("digest", "is not supported");
        int iterations = findings.within("iterations", text.parameter("i"), 1, MAX_ITERATIONS);
        byte[] salt = findings.base64("salt", text.field(0), 1, MAX_SALT);
        byte[] value = findings.base64("hash", text.field(1), MIN_KEY, MAX_KEY);
        return findings.unlessFlawed(() -> new Pbkdf2Hash(digest.get(), iterations, salt, value));
    }

    /// passlib's text: iterations, salt and hash, in Base64 with a dot for the plus.
    static Optional<PasswordHash> readPasslib(Digest digest, List<String> fields, Findings findings) {
        if (fields.size() != 3) return findings.refuse("encoding", "must be iterations, salt and hash");
        int iterations = findings.within("iterations", fields.get(0), 1, MAX_ITERATIONS);
        byte[] salt = findings.base64("salt", fields.get(1).replace('.', '+'), 1, MAX_SALT);
        byte[] value = findings.base64("hash", fields.get(2).replace('.', '+'), MIN_KEY, MAX_KEY);
        return findings.unlessFlawed(() -> new Pbkdf2Hash(digest, iterations, salt, value));
    }

    /// ASP.NET Identity's blob. Version 2: a zero, 16 bytes of salt, 32 of key, SHA-1 and 1000 rounds. Version 3: a
    /// one;
    /// digest, iterations and the salt's length, big endian; salt and key.
    static Optional<PasswordHash> readAspNetIdentity(String text, Findings findings) {
        var blob = ByteBuffer.wrap(findings.base64("hash", text, 49, 1024));
        if (!findings.problems().isEmpty()) return Optional.empty();
        byte version = blob.get();
        findings.require("hash", version == 0 || version == 1, "must be of version 2 or 3");
        findings.require("hash", version != 0 || blob.remaining() == 48, "must have 49 bytes in version 2");
        if (!findings.problems().isEmpty()) return Optional.empty();
        if (version == 0) return Optional.of(new Pbkdf2Hash(Digest.SHA1, 1000, take(blob, 16), take(blob, 32)));
        int function = blob.getInt();
        int iterations = blob.getInt();
        int saltLength = blob.getInt();
        findings.require("hash", function >= 0 && function < ASP_NET_DIGESTS.size(), "must be with SHA-1, 256 or 512");
        findings.require("hash", iterations >= 1 && iterations <= MAX_ITERATIONS, "must have 1 to 10000000 iterations");
        boolean fits = saltLength >= 1 && saltLength <= blob.remaining() - MIN_KEY && saltLength <= MAX_SALT;
        findings.require("hash", fits && blob.remaining() - saltLength <= MAX_KEY, "must have salt and key in bounds");
        return findings.unlessFlawed(() -> new Pbkdf2Hash(
                ASP_NET_DIGESTS.get(function), iterations, take(blob, saltLength), take(blob, blob.remaining())));
    }

    private static byte[] take(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(value, derive(password));
    }

    private byte[] derive(byte[] password) {
        var generator = new PKCS5S2ParametersGenerator(
                switch (digest) {
                    case MD5 -> DigestFactory.createMD5();
                    case SHA1 -> DigestFactory.createSHA1();
                    case SHA256 -> DigestFactory.createSHA256();
                    case SHA384 -> DigestFactory.createSHA384();
                    case SHA512 -> DigestFactory.createSHA512();
                });
        generator.init(password, salt, iterations);
        return ((KeyParameter) generator.generateDerivedMacParameters(value.length * Byte.SIZE)).getKey();
    }

    @Override
    public String encoded() {
        return "$pbkdf2$v=1$h=" + digest.id() + ",i=" + iterations + "$" + Phc.base64(salt) + "$" + Phc.base64(value);
    }
}
