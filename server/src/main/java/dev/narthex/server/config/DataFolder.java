package dev.narthex.server.config;

import dev.narthex.crypt.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// The folder of everything the server keeps, and the master key in it if the operator gave none.
final class DataFolder {
    private static final String KEY_FILE = "master.key";

    private DataFolder() {}

    /// Can it be used?
    sealed interface Prepared {}

    record Ready(MasterKey masterKey, List<String> warnings) implements Prepared {}

    record Unusable(String why) implements Prepared {}

    /// What is wrong with it, found without touching it.
    static Optional<String> fault(Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) there = there.getParent();
        if (there == null || !Files.isDirectory(there)) {
            return Optional.of("data directory " + folder + ": " + there + " is not a directory");
        }
        if (!Files.isWritable(there)) {
            return Optional.of("data directory " + folder + ": this user may not write in " + there);
        }
        return Optional.empty();
    }

    static Prepared prepare(Path folder, Optional<MasterKey> given) {
        try {
            makeForOwner(folder);
            if (given.isPresent()) return new Ready(given.get(), List.of());
            return ownKey(folder.resolve(KEY_FILE));
        } catch (IOException e) {
            return new Unusable("data directory " + folder + " cannot be used: " + e);
        }
    }

    private static void makeForOwner(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Prepared ownKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            var made = MasterKey.make(new SecureRandom());
            SecretFile.write(file, made.encoded() + "\n");
            return new Ready(made, List.of(advice("made a master key in " + file)));
        }
        var open = SecretFile.openToOthers(file).stream().toList();
        return MasterKey.parse(Files.readString(file).strip())
                .<Prepared>map(key -> new Ready(key, open))
                .orElseGet(() -> new Unusable(file + " does not hold a master key: bring the right one back; without it"
                        + " what is sealed in the database cannot be read"));
    }

    private static String advice(String done) {
        return done + ": whoever has it and the database has everything; in production keep it elsewhere and give it"
                + " with --master-key-file";
    }
}
