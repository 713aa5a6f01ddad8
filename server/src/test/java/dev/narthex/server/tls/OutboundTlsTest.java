package dev.narthex.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.narthex.http.HttpConfig;
import dev.narthex.http.HttpServer;
import dev.narthex.http.Response;
import dev.narthex.http.Router;
import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.http.client.Client;
import dev.narthex.server.config.TlsSource;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever sits between us and a hook could answer for it, if we believed any certificate.
class OutboundTlsTest {
    @TempDir
    private static Path folder;

    private static HttpServer server;
    private static TlsSource tls;

    @BeforeAll
    static void start() {
        tls = new TlsSource.Development(folder);
        var identity =
                TlsIdentity.open(tls, "app.example.com", InstantSource.system()).orElseThrow();
        var config = HttpConfig.loopback(0).withTls(identity.forServer());
        server = new HttpServer(config, new Router().get("/", _ -> Response.text(200, "hello"))).start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static Answer ask(String host, List<X509Certificate> trusted) {
        InetAddress[] here = {InetAddress.ofLiteral("127.0.0.1")};
        try (var client = new Client((_, _) -> Optional.empty(), _ -> here, () -> trusted)) {
            return client.send(Call.get(URI.create("https://" + host + ":" + server.port() + "/")));
        }
    }

    @Test
    @DisplayName("A certificate of an authority that we trust, in the name that was called, is believed")
    void trusted() {
        var answer = assertInstanceOf(Answer.Answered.class, ask("app.example.com", TlsIdentity.authorities(tls)));
        assertEquals("hello", answer.text());
    }

    @Test
    @DisplayName("Abuse 49: a certificate of nobody we know is refused, and so is one in another name")
    void untrusted() {
        for (var answer :
                List.of(ask("app.example.com", List.of()), ask("other.example.com", TlsIdentity.authorities(tls)))) {
            assertEquals(
                    Answer.Cause.UNTRUSTED,
                    assertInstanceOf(Answer.Failed.class, answer).cause());
        }
    }
}
