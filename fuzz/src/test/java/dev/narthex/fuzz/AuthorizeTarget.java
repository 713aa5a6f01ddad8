package dev.narthex.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The query of an authorization request. Never 500; sent on only to the sign-in page or to an address that is
/// registered, character for character; and nobody who has not signed in gets a token or a code.
final class AuthorizeTarget implements Target {
    private final Live server = Live.shared();
    private static final Set<Integer> ANSWERS = Set.of(200, 302, 303, 400, 401, 403, 404, 414, 429, 431);

    @Override
    public void accept(byte[] input) {
        String query = Parts.text(input).replaceAll("[\\s#]", "");
        String request = "GET /oauth2/default/v1/authorize?" + query
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html\r\n\r\n";
        var reply = Wire.send(server, request.getBytes(StandardCharsets.UTF_8));
        assertEquals(1, reply.statuses().size(), reply.text());
        assertTrue(ANSWERS.contains(reply.statuses().getFirst()), reply.text());
        reply.location().ifPresent(this::assertSafe);
    }

    private void assertSafe(String location) {
        boolean ours =
                location.startsWith("/") && !location.startsWith("//") || location.startsWith(server.baseUrl() + "/");
        boolean registered = Live.REDIRECTS.stream()
                .anyMatch(uri -> location.startsWith(uri + "#")
                        || location.startsWith(uri + "?")
                        || location.startsWith(uri + "&"));
        assertTrue(ours || registered, location);
        assertTrue(!location.contains("access_token=") && !location.contains("id_token=eyJ"), location);
    }
}
