package dev.narthex.password;

import java.security.MessageDigest;
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
