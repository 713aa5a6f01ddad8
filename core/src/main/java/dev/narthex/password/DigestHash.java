package dev.narthex.password;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One round of a digest over password and salt.
record DigestHash(Digest digest, SaltOrder order, byte[] salt, byte[] value) implements PasswordHash {
    static final int MAX_SALT = 256;

    /// Where the salt goes.
    enum SaltOrder {
        PREFIX,
        POSTFIX;

        static Optional<SaltOrder> parse(String name) {
            return Arrays.stream(values()).filter(o -> o.name().equals(name)).findFirst();
        }
    }

    static Optional<PasswordHash> read(Phc text, Findings findings) {
        findings.require("version", text.parameter("v").equals("1"), "must be 1");
        findings.require("encoding", text.knows(Set.of("v", "h", "o")), "has parameters that are not supported");
        findings.require("encoding", text.fields().size() == 2, "must end with salt and hash");
        var digest = Digest.parse(text.parameter("h"));
        var order = SaltOrder.parse(text.parameter("o").toUpperCase(Locale.ROOT));
        findings.require("order", order.isPresent(), "must be prefix or postfix");
        if (digest.isEmpty()) return findings.refuse("digest", "is not supported");
        byte[] salt = findings.base64("salt", text.field(0), 0, MAX_SALT);
        int length = digest.get().length();
        byte[] value = findings.base64("hash", text.field(1), length, length);
        return findings.unlessFlawed(() -> new DigestHash(digest.get(), order.orElseThrow(), salt, value));
    }

    @Override
    public boolean matches(byte[] password) {
        var hash = digest.start();
        if (order == SaltOrder.PREFIX) hash.update(salt);
        hash.update(password);
        if (order == SaltOrder.POSTFIX) hash.update(salt);
        return MessageDigest.isEqual(value, hash.digest());
    }

    @Override
    public String encoded() {
        return "$digest$v=1$h=" + digest.id() + ",o=" + order.name().toLowerCase(Locale.ROOT) + "$" + Phc.base64(salt)
                + "$" + Phc.base64(value);
    }
}
