package dev.narthex.password;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/// scrypt.
record ScryptHash(Cost cost, byte[] salt, byte[] value) implements PasswordHash {

    /// @param logN the power of two that is N
    /// @param blockSize r
    /// @param parallelism p
    record Cost(int logN, int blockSize, int parallelism) {
        private static final long MAX_MEMORY = 256L << 20;

        /// Reads the three, and refuses what would need more than 256 MiB.
        static Cost read(Findings findings, String logN, String blockSize, String parallelism) {
            var cost = new Cost(
                    findings.within("memory cost", logN, 1, 24),
                    findings.within("block size", blockSize, 1, 64),
                    findings.within("parallelism", parallelism, 1, 16));
            long memory = (128L * cost.blockSize) << cost.logN;
            findings.require("memory cost", memory <= MAX_MEMORY, "must not need more than 256 MiB");
            return cost;
        }

        byte[] derive(byte[] password, byte[] salt, int length) {
            return SCrypt.generate(password, salt, 1 << logN, blockSize, parallelism, length);
        }
    }

    static Optional<PasswordHash> read(Phc text, Findings findings) {
        findings.require("encoding", text.knows(Set.of("ln", "r", "p")), "has parameters that are not supported");
        findings.require("encoding", text.fields().size() == 2, "must end with salt and hash");
        var cost = Cost.read(findings, text.parameter("ln"), text.parameter("r"), text.parameter("p"));
        byte[] salt = findings.base64("salt", text.field(0), 1, 256);
        byte[] value = findings.base64("hash", text.field(1), 16, 128);
        return findings.unlessFlawed(() -> new ScryptHash(cost, salt, value));
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(value, cost.derive(password, salt, value.length));
    }

    @Override
    public String encoded() {
        return "$scrypt$ln=" + cost.logN() + ",r=" + cost.blockSize() + ",p=" + cost.parallelism() + "$"
                + Phc.base64(salt) + "$" + Phc.base64(value);
    }
}
