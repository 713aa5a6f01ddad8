package dev.narthex.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Bytes to the server as they are, and what it answers until it closes the connection.
final class Wire {
    private static final int PATIENCE = 10_000;
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3}) ");
    private static final Pattern LOCATION = Pattern.compile("(?mi)^location: (.*?)\r?$");

    private Wire() {}

    /// What came back; a header each on a line.
    record Reply(String text) {
        List<Integer> statuses() {
            return STATUS.matcher(text)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        }

        Optional<String> location() {
            return LOCATION.matcher(text).results().findFirst().map(found -> found.group(1));
        }
    }

    static Reply send(Live server, byte[] bytes) {
        var reply = new ByteArrayOutputStream();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(reply);
        } catch (SocketException _) {
            // A server that has read enough may close while the rest is still on its way.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(reply.toString(StandardCharsets.ISO_8859_1));
    }
}
