package dev.narthex.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/// One browser of many: sends the same request over one kept connection, waits for the answer, and sends it again.
///
/// What is measured is whole answers that redirect with an ID token; any other answer ends the run.
final class LoadConnection implements Runnable {
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOUND = "HTTP/1.1 302 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOKEN = "id_token=ey".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BODY = "ontent-Length: 0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MS = 10_000;

    private final int port;
    private final byte[] request;
    private final Window window;
    private final Latencies latencies = new Latencies();
    private final AtomicReference<String> fault;
    private final byte[] answer = new byte[32 * 1024];

    /// When answers count, in `System.nanoTime`.
    record Window(long from, long until) {}

    /// @param fault where the first thing that went wrong is told, and seen by all
    LoadConnection(int port, byte[] request, Window window, AtomicReference<String> fault) {
        this.port = port;
        this.request = request;
        this.window = window;
        this.fault = fault;
    }

    Latencies latencies() {
        return latencies;
    }

    @Override
    public void run() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            for (long now = System.nanoTime(); now < window.until() && fault.get() == null; ) {
                long sent = now;
                exchange(socket);
                now = System.nanoTime();
                if (sent >= window.from() && now < window.until()) latencies.add(now - sent);
            }
        } catch (IOException e) {
            fault.compareAndSet(null, e.toString());
        }
    }

    private void exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(request);
        var in = socket.getInputStream();
        int size = 0;
        while (!ends(size)) {
            int read = in.read(answer, size, answer.length - size);
            if (read <= 0) throw new IOException("the server closed the connection, or answered too much");
            size += read;
        }
        boolean tokens = Arrays.equals(answer, 0, FOUND.length, FOUND, 0, FOUND.length);
        if (!tokens || !holds(size, TOKEN) || !holds(size, NO_BODY)) {
            throw new IOException("no tokens: " + new String(answer, 0, Math.min(size, 300), StandardCharsets.UTF_8));
        }
    }

    private boolean ends(int size) {
        return size > END.length && Arrays.equals(answer, size - END.length, size, END, 0, END.length);
    }

    private boolean holds(int size, byte[] wanted) {
        for (int i = 0; i <= size - wanted.length; i++) {
            if (answer[i] == wanted[0] && Arrays.equals(answer, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
