package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/// Bytes in the place of a request, and a good request after them: never an answer of 500, and the server lives on.
final class HttpTarget implements Target {
    private final Live server = Live.shared();
    private static final byte[] GOOD = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    @Override
    public void accept(byte[] input) {
        var reply = Wire.send(server, input);
        assertTrue(reply.statuses().stream().noneMatch(status -> status == 500), reply.text());
        assertEquals(java.util.List.of(200), Wire.send(server, GOOD).statuses());
    }
}
