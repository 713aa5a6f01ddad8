package dev.narthex.server.imports;

import dev.narthex.imports.ExportStore;
import dev.narthex.imports.ImportStore.Count;
import dev.narthex.imports.UserExport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/// One export into a new file, told to the person who started it.
public final class ExportRun {
    private final ExportStore store;
    private final ProgressLine progress;
    private final PrintStream out;

    public ExportRun(ExportStore store, ProgressLine progress, PrintStream out) {
        this.store = store;
        this.progress = progress;
        this.out = out;
    }

    /// @param hashes of passwords, too
    public void run(Path file, boolean hashes) throws IOException {
        long people = Math.max(1, store.count());
        var export = new UserExport(store, hashes);
        long written;
        try (var to = new BufferedOutputStream(Channels.newOutputStream(create(file)), 1 << 16)) {
            progress.begin(0);
            written = export.write(
                    to, rows -> progress.tell(new Count(rows, rows, 0, 0), Math.min(1, (double) rows / people)));
        }
        progress.end();
        out.printf(Locale.ROOT, "Wrote %,d people to %s in %s.%n", written, file, progress.took());
        if (hashes) {
            out.println("It holds the hashes of their passwords: keep it from others, and delete it when it is used.");
        }
    }

    /// For its owner alone from the first moment.
    private static SeekableByteChannel create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            return Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner);
        } catch (FileAlreadyExistsException _) {
            throw new IOException("there is a file " + file + " already");
        }
    }
}
