package dev.narthex.server.imports;

import dev.narthex.imports.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file, known by the hash of all its bytes: renamed it is the same, changed it is another.
final class FileContent {
    private FileContent() {}

    static Content open(Path file) throws IOException {
        return new Content(hash(file), Files.size(file), Files.newInputStream(file));
    }

    private static String hash(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) Thread.onSpinWait();
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
