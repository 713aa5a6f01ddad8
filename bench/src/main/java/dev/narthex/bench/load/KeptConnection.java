package dev.narthex.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A connection that is kept open: sends requests as they are, and holds the last answer whole. Makes no text of it
/// unless asked, so that the load takes little of the machine.
public final class KeptConnection implements Closeable {
    private static final byte[] END = bytes("\r\n\r\n");
    private static final byte[] LENGTH = bytes("\r\ncontent-length: ");
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final byte[] answer = new byte[1024 * 1024];
    private int size;

    public KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Sends it, and returns when the answer is there to its last byte.
    public void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        size = 0;
        int whole = Integer.MAX_VALUE;
        while (size < whole) {
            int read = socket.getInputStream().read(answer, size, answer.length - size);
            if (read <= 0) throw new IOException("the server closed the connection, or answered too much");
            size += read;
            if (whole == Integer.MAX_VALUE) whole = wholeSize();
        }
    }

    /// With head and body, once the head is there.
    private int wholeSize() throws IOException {
        int end = indexOf(END, 0);
        if (end < 0) return Integer.MAX_VALUE;
        int length = indexOf(LENGTH, 0);
        if (length < 0 || length > end) throw new IOException("an answer of unknown length: " + text());
        int number = 0;
        for (int i = length + LENGTH.length; answer[i] != '\r'; i++) number = 10 * number + answer[i] - '0';
        return end + END.length + number;
    }

    public boolean holds(byte[] wanted) {
        return indexOf(wanted, 0) >= 0;
    }

    /// What stands between the two, the first time they are there.
    /// @throws IOException with the answer, if they are not
    public String between(byte[] before, char after) throws IOException {
        int from = indexOf(before, 0);
        if (from < 0) throw new IOException("nothing of what was expected: " + text());
        from += before.length;
        int to = from;
        while (to < size && answer[to] != after && answer[to] != '\r') to++;
        return new String(answer, from, to - from, StandardCharsets.US_ASCII);
    }

    /// Its beginning and its end, to say what went wrong.
    public String text() {
        String text = new String(answer, 0, size, StandardCharsets.UTF_8);
        return text.length() < 500 ? text : text.substring(0, 100) + " … " + text.substring(text.length() - 300);
    }

    /// Names of header fields are compared in whatever case they came.
    private int indexOf(byte[] wanted, int from) {
        for (int i = from; i <= size - wanted.length; i++) {
            if (lower(answer[i]) == lower(wanted[0]) && isAt(i, wanted)) return i;
        }
        return -1;
    }

    private boolean isAt(int place, byte[] wanted) {
        if (Arrays.equals(answer, place, place + wanted.length, wanted, 0, wanted.length)) return true;
        if (wanted != LENGTH) return false;
        for (int i = 0; i < wanted.length; i++) if (lower(answer[place + i]) != wanted[i]) return false;
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
