package dev.narthex.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The digests that passwords were once hashed with, alone or inside of PBKDF2.
enum Digest {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48),
    SHA512("SHA-512", 64);

    private final String algorithm;
    private final int length;

    Digest(String algorithm, int length) {
        this.algorithm = algorithm;
        this.length = length;
    }

    /// By the name it has in a stored text: `sha256`.
    static Optional<Digest> parse(String id) {
        return List.of(values()).stream().filter(d -> d.id().equals(id)).findFirst();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In bytes.
    int length() {
        return length;
    }

    MessageDigest start() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
