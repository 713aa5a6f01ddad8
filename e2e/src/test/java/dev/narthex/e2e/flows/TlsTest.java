package dev.narthex.e2e.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Answer;
import dev.narthex.e2e.Ask;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.Fixture;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.TestServer.Certificate;
import dev.narthex.server.config.TlsSource;
import dev.narthex.server.tls.TlsIdentity;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Over https, with a development certificate that the client trusts by the truststore it comes with.
class TlsTest {
    private static TestServer idp;
    private static Ask ask;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Databases.folder();
        var identity = TlsIdentity.open(
                        new TlsSource.Development(folder.resolve("tls")), "localhost", InstantSource.system())
                .orElseThrow();
        idp = TestServer.overTls(new Certificate(identity.forServer(), client(folder)));
        idp.fixture.user("ada@example.org");
        ask = Ask.of(idp.fixture.app());
    }

    @AfterAll
    static void stop() {
        idp.close();
    }

    private static HttpClient client(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            Path trusted = files.filter(it -> it.toString().endsWith(".p12")
                            && it.getFileName().toString().contains("trust"))
                    .findFirst()
                    .orElseThrow();
            var store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(trusted)) {
                store.load(in, "changeit".toCharArray());
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        }
    }

    @Test
    @DisplayName("A2: the whole flow over TLS, with nothing but the truststore set")
    void flow() {
        var answer = Answer.inFragment(idp.browser().signIn(ask.url(), "ada@example.org", Fixture.PASSWORD));
        assertEquals(idp.issuer(), answer.claims("id_token").get("iss"));
        assertTrue(idp.issuer().startsWith("https://"));
    }

    @Test
    @DisplayName("Abuse 75: cookies have the __Host- prefix, are Secure, and the session's goes into frames of apps")
    void cookies() {
        var browser = idp.browser();
        var page = browser.go(ask.url());
        String device = page.headers().firstValue("set-cookie").orElseThrow();
        assertTrue(
                device.matches("__Host-dt=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=63072000"),
                device);
        var signedIn = browser.login(page, "ada@example.org", Fixture.PASSWORD);
        String session = signedIn.headers().firstValue("set-cookie").orElseThrow();
        assertTrue(session.matches("__Host-sid=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; Secure; SameSite=None"), session);
        assertFalse(session.toLowerCase(Locale.ROOT).contains("domain"));
    }

    @Test
    @DisplayName("Abuse 75: a session cookie without the prefix, which a sub-domain could plant, is none")
    void plantedCookie() {
        var browser = idp.browser();
        browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
        var other = idp.browser();
        other.cookies().put("sid", browser.cookies().get("__Host-sid"));
        assertEquals(
                "login_required",
                Answer.inFragment(other.get(ask.with("prompt", "none").url())).error());
    }

    @Test
    @DisplayName("Sign-out takes the cookie back with the attributes it was set with")
    void removal() {
        var browser = idp.browser();
        browser.signIn(ask.url(), "ada@example.org", Fixture.PASSWORD);
        var out = browser.get("/login/signout");
        assertEquals(
                "__Host-sid=; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=0",
                out.headers().firstValue("set-cookie").orElseThrow());
    }

    @Test
    @DisplayName("RFC 6797 §7.2: no HSTS for localhost, where it would bind every other program of a developer")
    void hsts() {
        assertTrue(idp.browser()
                .get("/login/login.htm")
                .headers()
                .firstValue("strict-transport-security")
                .isEmpty());
    }
}
