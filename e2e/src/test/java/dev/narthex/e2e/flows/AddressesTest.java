package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Ask;
import dev.narthex.e2e.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where we say that we are: at the configured base URL, whatever a request says.
class AddressesTest {
    private static TestServer idp;

    @BeforeAll
    static void start() {
        idp = TestServer.fresh();
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    @Test
    @DisplayName("RFC 8414 §3.1: the well-known part may stand between the host and the path of the issuer")
    void wellKnownInTheMiddle() {
        var answer = idp.browser().get("/.well-known/oauth-authorization-server/oauth2/default");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"issuer\":\"" + idp.baseUrl() + "/oauth2/default\""), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost\r\nX-Forwarded-Host: evil.example"})
    @DisplayName("Abuse 79: a Host that a stranger made up is in no address that we hand out")
    void hostIsNotRepeated(String headers) throws IOException {
        var ask = Ask.of(idp.fixture.app());
        for (String path : new String[] {
            "/.well-known/openid-configuration", "/oauth2/default/.well-known/openid-configuration", ask.url(), "/"
        }) {
            String answer = raw(path, headers + "\r\nForwarded: host=evil.example\r\nX-Forwarded-Proto: ftp");
            assertTrue(answer.matches("(?s)HTTP/1.1 (200|302) .*"), answer);
            assertFalse(answer.contains("evil.example") || answer.contains("ftp:"), answer);
        }
    }

    private static String raw(String pathOrUrl, String headers) throws IOException {
        String path = pathOrUrl.replace(idp.baseUrl(), "");
        String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket("localhost", idp.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
