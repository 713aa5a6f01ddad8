package dev.narthex.clientauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Forms;
import dev.narthex.http.Headers;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Client authentication: an `Authorization` header, and on the next line a form. No client id holds what a database
/// would refuse, and id and secret, written as RFC 6749 says, come back.
public final class CredentialsTarget implements Target {

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        try {
            var form = Forms.parse(lines.get(1));
            if (Credentials.in(request(lines.get(0)), form) instanceof Credentials.Found.One(var one)) {
                assertFalse(clientId(one).contains("\0"), "a client id with a NUL");
                assertFalse(clientId(one).isEmpty());
            }
        } catch (BadRequest refused) {
            assertEquals(400, refused.status());
        }
        assertComesBack("id" + lines.get(0), lines.get(1));
    }

    private static void assertComesBack(String id, String secret) {
        if (id.contains("\0") || secret.isEmpty()) return;
        String pair = encoded(id) + ":" + encoded(secret);
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var found = Credentials.in(request(header), Parameters.NONE);
        assertEquals(
                true,
                found instanceof Credentials.Found.One(Credentials.Secret(var name, var readings))
                        && name.equals(id)
                        && readings.contains(secret));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String clientId(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Secret secret -> secret.clientId();
            case Credentials.Nothing nothing -> nothing.clientId();
            case Credentials.Assertion assertion -> assertion.clientId().orElse("-");
        };
    }

    private static Request request(String authorization) {
        var headers = new Headers(Map.of("authorization", List.of(authorization)));
        return new Request(
                "r", "POST", "/", Map.of(), "", Parameters.NONE, headers, Map.of(), new byte[0], "192.0.2.1");
    }
}
