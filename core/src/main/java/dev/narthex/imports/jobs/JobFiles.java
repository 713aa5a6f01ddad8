package dev.narthex.imports.jobs;

import dev.narthex.crypt.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The files of jobs, in the database: passwords and hashes are in them, so each piece is sealed. A piece that was
/// moved
/// from one place or job to another is not read.
public final class JobFiles {
    /// Small enough not to keep the writer from others for long.
    private static final int PIECE = 256 * 1024;
    private static final int SHED = 16;

    private final ImportJobStore store;
    private final Sealer sealer;

    public JobFiles(ImportJobStore store, Sealer sealer) {
        this.store = store;
        this.sealer = sealer;
    }

    /// Stores all that comes. Empty if the job was ended meanwhile.
    Optional<Long> save(String job, InputStream file) throws IOException {
        long size = 0;
        long number = 0;
        for (byte[] piece = file.readNBytes(PIECE); piece.length > 0; piece = file.readNBytes(PIECE)) {
            size += piece.length;
            if (!store.add(job, number, sealer.seal(joined(label(job, number), piece)))) return Optional.empty();
            number++;
        }
        return Optional.of(size);
    }

    InputStream open(String job) {
        return new Pieces(job);
    }

    void forget(String job) {
        while (store.shed(job, SHED)) {
            // Until none is left: many at once would hold up everybody who writes.
        }
    }

    private static byte[] label(String job, long number) {
        byte[] id = job.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + id.length + Long.BYTES)
                .put((byte) id.length)
                .put(id)
                .putLong(number)
                .array();
    }

    private static byte[] joined(byte[] label, byte[] piece) {
        byte[] both = Arrays.copyOf(label, label.length + piece.length);
        System.arraycopy(piece, 0, both, label.length, piece.length);
        return both;
    }

    private final class Pieces extends InputStream {
        private final String job;
        private long number;
        private byte[] piece = {};
        private int at;

        Pieces(String job) {
            this.job = job;
        }

        @Override
        public int read() {
            return more() ? piece[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) return 0;
            if (!more()) return -1;
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, count);
            at += count;
            return count;
        }

        private boolean more() {
            if (at < piece.length) return true;
            var sealed = store.piece(job, number);
            if (sealed.isEmpty()) return false;
            byte[] label = label(job, number++);
            piece = sealer.open(sealed.get())
                    .filter(plain -> begins(plain, label))
                    .orElseThrow(() -> new UncheckedIOException(new IOException("a piece of the file is not ours")));
            at = label.length;
            return true;
        }

        private static boolean begins(byte[] plain, byte[] label) {
            return plain.length > label.length && Arrays.equals(plain, 0, label.length, label, 0, label.length);
        }
    }
}
