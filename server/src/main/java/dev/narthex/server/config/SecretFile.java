package dev.narthex.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Files that only their owner may read.
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /// A warning if others than the owner may read it.
    static Optional<String> openToOthers(Path file) {
        try {
            var others = Files.getPosixFilePermissions(file);
            others.removeIf(permission -> permission.name().startsWith("OWNER"));
            if (others.isEmpty()) return Optional.empty();
            return Optional.of(file + " holds a secret and is open to other users of this machine: chmod 600 " + file);
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /// Writes a file that nobody else can read at any moment, and that is there whole or not at all.
    public static void write(Path file, String content) throws IOException {
        var beside = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
        try {
            if (posix(beside)) Files.setPosixFilePermissions(beside, OWNER_ONLY);
            Files.writeString(beside, content);
            Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
