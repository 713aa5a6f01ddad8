package dev.narthex.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Development certificates")
final class DevelopmentCertificatesTest {
    private static final Instant NOW = Instant.now();

    @TempDir
    Path folder;

    private TlsIdentity open(Instant now, String host) {
        return new DevelopmentCertificates(folder.resolve("tls"), InstantSource.fixed(now)).open(host);
    }

    private static HttpsServer serve(TlsIdentity identity) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        var material = identity.forServer();
        keys.init(material.keyStore(), material.password().toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /// A client that trusts the truststore and nothing else.
    private HttpClient client() throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(folder.resolve("tls/truststore.p12").toFile(), "changeit".toCharArray());
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static int get(HttpClient client, String host, HttpsServer server) throws Exception {
        var uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @DisplayName("satisfy a Java client that trusts truststore.p12 alone, by name and by address")
    void clientTrusts() throws Exception {
        var server = serve(open(NOW, "idp.example.test"));
        try (var client = client()) {
            assertEquals(204, get(client, "localhost", server));
            assertEquals(204, get(client, "127.0.0.1", server));
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("do not satisfy a client that trusts another authority of the same name")
    void otherAuthority() throws Exception {
        open(NOW, "localhost");
        var stranger = new DevelopmentCertificates(folder.resolve("other"), InstantSource.fixed(NOW)).open("localhost");
        var server = serve(stranger);
        try (var client = client()) {
            assertThrows(SSLHandshakeException.class, () -> get(client, "localhost", server));
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("are the same at the next start; keys are for their owner alone")
    void kept() throws IOException {
        var first = open(NOW, "localhost");
        assertEquals(
                first.chain(), open(NOW.plus(Duration.ofDays(300)), "localhost").chain());
        for (String key : new String[] {"ca-key.pem", "server-key.pem"}) {
            var permissions =
                    Files.getPosixFilePermissions(folder.resolve("tls").resolve(key));
            assertEquals("rw-------", PosixFilePermissions.toString(permissions));
        }
    }

    @Test
    @DisplayName("are made anew for another host and near their end, by the same authority")
    void renewed() {
        var first = open(NOW, "localhost");
        var otherHost = open(NOW, "idp.example.test");
        assertNotEquals(first.chain().getFirst(), otherHost.chain().getFirst());
        var nearEnd = open(NOW.plus(Duration.ofDays(380)), "idp.example.test");
        assertNotEquals(otherHost.chain().getFirst(), nearEnd.chain().getFirst());
        assertEquals(first.chain().getLast(), nearEnd.chain().getLast());
    }

    @Test
    @DisplayName("come from a new authority when the old one ends")
    void newAuthority() {
        var first = open(NOW, "localhost");
        var later = open(NOW.plus(Duration.ofDays(3640)), "localhost");
        assertNotEquals(first.chain().getLast(), later.chain().getLast());
        assertEquals(
                later.chain().getLast().getSubjectX500Principal(),
                later.chain().getFirst().getIssuerX500Principal());
    }
}
