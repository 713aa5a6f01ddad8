package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A call of the management API by somebody who may do everything: method, on the next line path and query, then a
/// body.
/// Filters, searches, cursors and documents are read here. Never 500, and every refusal is JSON.
final class ManagementTarget implements Target {
    private final Live server = Live.managed();

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 3);
        String method = lines.get(0).replaceAll("[^A-Z]", "");
        String path = lines.get(1).replaceAll("[^!-~]", "");
        byte[] body = lines.get(2).getBytes(StandardCharsets.UTF_8);
        if (method.isEmpty() || !path.startsWith("/")) return;
        var reply = Wire.send(server, request(method, path, body));
        assertEquals(1, reply.statuses().size(), reply.text());
        int status = reply.statuses().getFirst();
        assertTrue(status < 500, () -> method + " " + path + ": " + reply.text());
        boolean explained =
                status < 400 || method.equals("HEAD") || reply.text().contains("{\"") || status == 401;
        assertTrue(explained, reply::text);
    }

    static byte[] request(String method, String path, byte[] body) {
        var out = new ByteArrayOutputStream();
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Accept: application/json\r\nContent-Type: application/json\r\nAuthorization: SSWS " + Live.API_TOKEN
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
