package dev.narthex.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Speaks to a server byte by byte, so that a test can send what no HTTP client would.
public final class Wire implements AutoCloseable {
    private final Socket socket;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    public static Wire to(TestServer server) {
        try {
            var socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(20_000);
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends the text, a byte a character, and reads one answer.
    public Message send(String text) {
        return write(text).read();
    }

    public Wire write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Wire closeOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One answer, framed by its Content-Length.
    public Message read() {
        try {
            var in = socket.getInputStream();
            var message = new Message(head(in), "");
            String length = message.first("content-length");
            return new Message(
                    message.head(),
                    new String(in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) throw new IOException("closed after: " + head);
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer as it came.
    public record Message(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        /// The first field of that name, or nothing.
        public String first(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
