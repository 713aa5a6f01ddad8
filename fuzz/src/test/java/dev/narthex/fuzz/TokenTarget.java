package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Header `Authorization`, and on the next line a form, at each endpoint that takes one. Never 500, never a token.
final class TokenTarget implements Target {
    private final Live server = Live.shared();
    private static final List<String> ENDPOINTS = List.of("token", "introspect", "revoke", "par", "device/authorize");

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        String authorization = lines.get(0).replaceAll("[^ -~]", "");
        byte[] form = lines.get(1).getBytes(StandardCharsets.UTF_8);
        for (String endpoint : ENDPOINTS) {
            var reply = Wire.send(server, request(endpoint, authorization, form));
            assertEquals(1, reply.statuses().size(), reply.text());
            assertTrue(reply.statuses().getFirst() < 500, endpoint + ": " + reply.text());
            assertTrue(!reply.text().contains("\"access_token\":"), reply.text());
        }
    }

    private static byte[] request(String endpoint, String authorization, byte[] form) {
        var out = new ByteArrayOutputStream();
        String head = "POST /oauth2/default/v1/" + endpoint + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length + "\r\n"
                + (authorization.isBlank() ? "" : "Authorization: " + authorization + "\r\n") + "\r\n";
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(form);
        return out.toByteArray();
    }
}
