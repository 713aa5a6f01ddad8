package dev.narthex.imports;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes to be read once, of which it is known how many there are and how many have been read.
public final class Content {
    private static final int HEAD = 4;

    private final String fingerprint;
    private final long size;
    private final AtomicLong read = new AtomicLong();
    private final InputStream stream;

    /// @param fingerprint the same for the same bytes, another for others
    public Content(String fingerprint, long size, InputStream stream) {
        this.fingerprint = fingerprint;
        this.size = size;
        this.stream = new BufferedInputStream(
                new FilterInputStream(stream) {
                    @Override
                    public int read() throws IOException {
                        int next = in.read();
                        if (next >= 0) read.incrementAndGet();
                        return next;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int count = in.read(into, offset, length);
                        if (count > 0) read.addAndGet(count);
                        return count;
                    }
                },
                1 << 16);
    }

    String fingerprint() {
        return fingerprint;
    }

    InputStream stream() {
        return stream;
    }

    double progress() {
        return size == 0 ? 1 : Math.min(1, (double) read.get() / size);
    }

    /// Why the first bytes can't begin a text in UTF-8; passes over the mark that some programs write before one.
    ///
    /// What is compressed is not unpacked here: a small file could become any number of rows.
    Optional<String> faultOfHead() throws IOException {
        stream.mark(HEAD);
        byte[] head = stream.readNBytes(HEAD);
        stream.reset();
        if (begins(head, 0xEF, 0xBB, 0xBF)) stream.skipNBytes(3);
        if (begins(head, 0x1F, 0x8B) || begins(head, 'P', 'K', 3) || begins(head, 'B', 'Z', 'h')) return compressed();
        if (begins(head, 0xFD, '7', 'z', 'X') || begins(head, 0x28, 0xB5, 0x2F, 0xFD)) return compressed();
        boolean wide = begins(head, 0xFE, 0xFF) || begins(head, 0xFF, 0xFE);
        for (byte each : head) wide |= each == 0;
        return wide ? Optional.of("it is not in UTF-8, but in UTF-16 or no text: save it as UTF-8") : Optional.empty();
    }

    private static Optional<String> compressed() {
        return Optional.of("it is compressed: unpack it first");
    }

    private static boolean begins(byte[] head, int... with) {
        if (head.length < with.length) return false;
        for (int i = 0; i < with.length; i++) if ((head[i] & 0xFF) != with[i]) return false;
        return true;
    }
}
