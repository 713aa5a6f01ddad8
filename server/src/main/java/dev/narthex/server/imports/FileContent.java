package dev.narthex.server.imports;

import dev.narthex.imports.Content;
import dev.narthex.imports.Wishes;
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

    /// @param wishes another import of the same file with other wishes is another
    static Content open(Path file, Wishes wishes) throws IOException {
        String how = (wishes.updateExisting() ? " updating" : "") + (wishes.activate() ? "" : " staged");
        return new Content(hash(file) + how, Files.size(file), Files.newInputStream(file));
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
