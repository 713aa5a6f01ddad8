package dev.narthex.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes to be read once, of which it is known how many there are and how many have been read.
public final class Content {
    private final String fingerprint;
    private final long size;
    private final AtomicLong read = new AtomicLong();
    private final InputStream stream;

    /// @param fingerprint the same for the same bytes, another for others
    public Content(String fingerprint, long size, InputStream stream) {
        this.fingerprint = fingerprint;
        this.size = size;
        this.stream = new FilterInputStream(stream) {
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
        };
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
}
