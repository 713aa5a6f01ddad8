package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static KeyStore keys;
    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        keys = generated();
        var router = new Router()
                .get(
                        "/hello",
                        _ -> Response.text(200, "hello").with("link", "<a>").with("link", "<b>"))
                .post("/echo", request -> Response.of(200, "application/octet-stream", request.body()));
        server = new HttpServer(HttpConfig.loopback(0).withTls(new Tls(keys, PASSWORD)), router).start();
        client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.stop();
    }

    // Made by the JDK's own tool: the JDK has no public way to make a certificate.
    private static KeyStore generated() throws Exception {
        var file = folder.resolve("keys.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(made.getInputStream().readAllBytes());
        assertEquals(0, made.waitFor(), output);
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static HttpRequest.Builder to(HttpServer target, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + target.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @DisplayName("HTTP/2 is negotiated over TLS, with every field in its own line")
    void http2IsNegotiated() throws Exception {
        var answer = send(to(server, "/hello").build());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals("hello", answer.body());
        assertEquals(List.of("<a>", "<b>"), answer.headers().allValues("link"));
        assertEquals(1, answer.headers().allValues("date").size());
        assertTrue(answer.headers().firstValue("x-okta-request-id").isPresent());
        assertTrue(answer.headers().firstValue("server").isEmpty());
    }

    @Test
    @DisplayName("HTTP/1.1 is spoken over TLS to those who want it")
    void http1IsSpoken() throws Exception {
        var answer =
                send(to(server, "/hello").version(HttpClient.Version.HTTP_1_1).build());
        assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
        assertEquals("hello", answer.body());
    }

    @Test
    @DisplayName("HTTP/2 has the same limits and the same errors")
    void http2HasTheSameLimits() throws Exception {
        var body = HttpRequest.BodyPublishers.ofByteArray(new byte[300_000]);
        assertEquals(413, send(to(server, "/echo").POST(body).build()).statusCode());
        assertEquals(400, send(to(server, "/hello%2f").build()).statusCode());
        assertEquals(400, send(to(server, "/hello?a=%ff").build()).statusCode());
        assertEquals(
                414, send(to(server, "/hello?" + "x".repeat(13_000)).build()).statusCode());
        var large = send(to(server, "/hello").header("x", "x".repeat(20_000)).build());
        assertEquals(431, large.statusCode());
        assertTrue(large.headers().firstValue("x-okta-request-id").isPresent());
        assertEquals("hello", send(to(server, "/hello").build()).body());
    }

    @Test
    @DisplayName("a PEM certificate and key serve as well as a key store")
    void pemServes() throws Exception {
        var key = keys.getKey("server", PASSWORD.toCharArray());
        var tls = Tls.fromPem(pem("CERTIFICATE", keys.getCertificate("server")), pem("PRIVATE KEY", key.getEncoded()));
        var other = new HttpServer(
                HttpConfig.loopback(0).withTls(tls), new Router().get("/", _ -> Response.text(200, "x")));
        other.start();
        try {
            assertEquals("x", send(to(other, "/").build()).body());
        } finally {
            other.stop();
        }
    }

    @Test
    @DisplayName("PEM text without a certificate or with another kind of key is refused, and nothing of it is printed")
    void strangePemIsRefused() throws Exception {
        String certificate = pem("CERTIFICATE", keys.getCertificate("server"));
        String key =
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        assertThrows(IllegalArgumentException.class, () -> Tls.fromPem("", key));
        assertThrows(IllegalArgumentException.class, () -> Tls.fromPem("nonsense", key));
        assertThrows(
                IllegalArgumentException.class, () -> Tls.fromPem(certificate, key.replace("PRIVATE", "RSA PRIVATE")));
        assertThrows(IllegalArgumentException.class, () -> Tls.fromPem(certificate, pem("PRIVATE KEY", new byte[40])));
        assertThrows(IllegalArgumentException.class, () -> Tls.fromPem(certificate, key.replace("M", "!")));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            byte[] other = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            var failure = assertThrows(
                    IllegalArgumentException.class, () -> Tls.fromPem(certificate, pem("PRIVATE KEY", other)));
            assertTrue(failure.getMessage().contains("not that of the first certificate"), failure.getMessage());
        }
        assertFalse(new Tls(keys, PASSWORD).toString().contains(PASSWORD));
    }

    @Test
    @DisplayName("plain HTTP sent to the TLS port ends the connection and harms nobody")
    void plainHttpToTheTlsPortIsSurvived() throws Exception {
        try (var raw = new RawClient(server)) {
            String answer = raw.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").toEnd();
            assertFalse(answer.contains("hello"), answer);
        }
        assertEquals("hello", send(to(server, "/hello").build()).body());
    }

    private static String pem(String type, Certificate certificate) throws Exception {
        return pem(type, certificate.getEncoded());
    }

    private static String pem(String type, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
