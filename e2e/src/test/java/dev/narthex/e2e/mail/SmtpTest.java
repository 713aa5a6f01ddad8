package dev.narthex.e2e.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.mail.Letter;
import dev.narthex.mail.Mail;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailTransport.Delivery;
import dev.narthex.server.config.Mailing;
import dev.narthex.server.config.Mailing.Protection;
import dev.narthex.server.config.Mailing.Route;
import dev.narthex.server.config.Secret;
import dev.narthex.server.config.TlsSource;
import dev.narthex.server.mail.SmtpTransport;
import dev.narthex.server.tls.TlsIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mails through a real mail server.
class SmtpTest {
    private static final Mailing.From FROM = new Mailing.From("Närthex, Ltd", new MailAddress("id@login.example.org"));
    private static final Optional<Mailing.Login> LOGIN =
            Optional.of(new Mailing.Login(PostOffice.USER, new Secret(PostOffice.PASSWORD)));
    private static Path authority;
    private static SSLContext identity;

    @BeforeAll
    static void certificate() throws Exception {
        Path folder = Databases.folder();
        var own = TlsIdentity.open(new TlsSource.Development(folder), "localhost", InstantSource.system())
                .orElseThrow()
                .forServer();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.keyStore(), own.password().toCharArray());
        identity = SSLContext.getInstance("TLS");
        identity.init(keys.getKeyManagers(), null, null);
        authority = folder.resolve("ca.pem");
    }

    private static Mail mail() {
        var letter = new Letter("Grüße — 你好", "Hällo,\n\nhttps://login.example.org/x?a=1&b=2\n", "<p>Hällo</p>");
        return new Mail(
                "eml0000001", new MailAddress("ada@example.org"), letter, Instant.parse("2026-01-15T10:00:00Z"));
    }

    private static Delivery send(PostOffice office, Protection protection, Optional<Mailing.Login> login) {
        var server = new Mailing.Server(
                "localhost",
                office.port(),
                protection,
                protection == Protection.NONE ? Optional.empty() : Optional.of(authority));
        return new SmtpTransport(new Route.Smtp(server, login, FROM)).send(mail());
    }

    private static Delivery plainly(PostOffice office) {
        return send(office, Protection.NONE, Optional.empty());
    }

    @Test
    @DisplayName("RFC 2046 §5.1.4: RFC 3834 §5: a mail arrives as it was written, in two parts, marked as a program's")
    void arrives() {
        try (var office = PostOffice.plain()) {
            assertEquals(new Delivery.Sent(), plainly(office));
            var got = office.received().getFirst();
            assertEquals("id@login.example.org", got.from());
            assertEquals("ada@example.org", got.to());
            assertEquals("ada@example.org", got.header("To"));
            assertEquals("auto-generated", got.header("Auto-Submitted"));
            assertTrue(got.header("From").endsWith("<id@login.example.org>"), got.header("From"));
            assertTrue(got.header("Date").startsWith("Thu, 15 Jan 2026 10:00:00"), got.header("Date"));
            assertEquals(mail().letter().text(), got.part("text/plain").replace("\r\n", "\n"));
            assertEquals(mail().letter().html(), got.part("text/html"));
            assertTrue(got.header("Content-Type").startsWith("multipart/alternative"));
            assertTrue(got.header("Subject").chars().allMatch(c -> c < 128), got.header("Subject"));
        }
    }

    @Test
    @DisplayName("A mail has one Message-ID, however often it is sent")
    void stable() {
        try (var office = PostOffice.plain()) {
            plainly(office);
            plainly(office);
            assertEquals(2, office.received().size());
            for (var got : office.received()) {
                assertEquals("<eml0000001@login.example.org>", got.header("Message-ID"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "TLS"})
    void signsInOverAProtectedConnection(Protection protection) {
        try (var office = protection == Protection.TLS ? PostOffice.tls(identity) : PostOffice.startTls(identity)) {
            assertEquals(new Delivery.Sent(), send(office, protection, LOGIN));
            assertEquals(1, office.received().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "TLS"})
    @DisplayName("A server whose certificate nobody we trust vouches for gets neither password nor mail")
    void strangers(Protection protection) {
        try (var office = protection == Protection.TLS ? PostOffice.tls(identity) : PostOffice.startTls(identity)) {
            var server = new Mailing.Server("localhost", office.port(), protection, Optional.empty());
            var answer = new SmtpTransport(new Route.Smtp(server, LOGIN, FROM)).send(mail());
            assertInstanceOf(Delivery.NotNow.class, answer);
            assertEquals(0, office.received().size());
        }
    }

    @Test
    @DisplayName("A certificate for another host is none for this one")
    void anotherHost() {
        try (var office = PostOffice.startTls(identity)) {
            var server = new Mailing.Server(
                    "localhost.localdomain", office.port(), Protection.STARTTLS, Optional.of(authority));
            var answer = new SmtpTransport(new Route.Smtp(server, LOGIN, FROM)).send(mail());
            assertInstanceOf(Delivery.NotNow.class, answer);
            assertEquals(0, office.received().size());
        }
    }

    @Test
    @DisplayName("Where STARTTLS was asked for and somebody on the way took it out, nothing is sent")
    void noFallback() {
        try (var office = PostOffice.plain()) {
            assertInstanceOf(Delivery.NotNow.class, send(office, Protection.STARTTLS, Optional.empty()));
            assertEquals(0, office.received().size());
        }
    }

    @Test
    void aWrongPasswordIsForTheOperatorToPutRight() {
        try (var office = PostOffice.startTls(identity)) {
            var wrong = Optional.of(new Mailing.Login(PostOffice.USER, new Secret("wrong")));
            assertInstanceOf(Delivery.NotNow.class, send(office, Protection.STARTTLS, wrong));
        }
    }

    @Test
    void nobodyThereIsNotNow() {
        var server = new Mailing.Server("localhost", TestServer.freePort(), Protection.NONE, Optional.empty());
        var answer = new SmtpTransport(new Route.Smtp(server, Optional.empty(), FROM)).send(mail());
        assertInstanceOf(Delivery.NotNow.class, answer);
    }

    @ParameterizedTest
    @CsvSource({"RECIPIENT,550,true", "RECIPIENT,450,false", "CONTENT,554,true", "CONTENT,451,false", "SENDER,550,false"
    })
    @DisplayName("What a server refuses for good is not tried again; what it refuses for now, or because of us, is")
    void refusals(String step, int code, boolean permanent) {
        try (var office = PostOffice.plain()) {
            office.refuse(
                    switch (step) {
                        case "RECIPIENT" -> PostOffice.Refusals.ofRecipient(code);
                        case "CONTENT" -> PostOffice.Refusals.ofContent(code);
                        default -> PostOffice.Refusals.ofSender(code);
                    });
            var answer = plainly(office);
            assertEquals(permanent, answer instanceof Delivery.Refused, answer.toString());
            assertEquals(!permanent, answer instanceof Delivery.NotNow, answer.toString());
            assertTrue(answer.toString().contains("as the test asked for"), answer.toString());
            assertTrue(!answer.toString().contains("\n"), answer.toString());
        }
    }
}
