package dev.narthex.e2e.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.Sealer;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.MovableClock;
import dev.narthex.e2e.TestServer;
import dev.narthex.id.Ids;
import dev.narthex.mail.Delivery;
import dev.narthex.mail.Mail;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailKind;
import dev.narthex.mail.MailTemplates;
import dev.narthex.mail.MailTransport;
import dev.narthex.mail.MailTransport.Delivery.NotNow;
import dev.narthex.mail.MailTransport.Delivery.Refused;
import dev.narthex.mail.MailTransport.Delivery.Sent;
import dev.narthex.mail.Mailer;
import dev.narthex.store.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The way from the outbox to whoever takes the mail.
class OutboxTest {
    private static final Map<String, String> FACTS = Map.of(
            "name",
            "Ada Byron",
            "login",
            "ada",
            "link",
            "https://login.example.org/welcome/SeCrEt",
            "lifetime",
            "7 days");
    private final MovableClock clock = new MovableClock();
    private final SecureRandom random = new SecureRandom();
    private final List<Mail> tried = new CopyOnWriteArrayList<>();
    private String database;
    private Storage storage;
    private Mailer mailer;

    @BeforeEach
    void open() {
        database = Databases.sqlite();
        storage = Storage.open(database, random);
        mailer = new Mailer(
                MailTemplates.builtIn(),
                storage.outbox(),
                new Sealer(TestServer.MASTER_KEY, "mail", random),
                new Ids(clock, random),
                new Mailer.Place("https://login.example.org", clock));
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void post(String to) {
        mailer.post(MailKind.ACTIVATION, new MailAddress(to), FACTS);
    }

    private Delivery answering(Function<Mail, MailTransport.Delivery> transport) {
        return new Delivery(
                storage.outbox(),
                mailer,
                mail -> {
                    tried.add(mail);
                    return transport.apply(mail);
                },
                clock);
    }

    @Test
    void eachMailIsSentOnceAndThenForgotten() {
        post("ada@example.org");
        post("bob@example.org");
        var delivery = answering(_ -> new Sent());
        delivery.deliver();
        clock.advance(Duration.ofDays(10));
        delivery.deliver();
        assertEquals(
                List.of("ada@example.org", "bob@example.org"),
                tried.stream().map(it -> it.to().text()).sorted().toList());
        assertTrue(tried.getFirst().letter().text().contains("https://login.example.org/welcome/SeCrEt"));
        assertTrue(tried.getFirst().letter().subject().contains("login.example.org"));
    }

    @Test
    @DisplayName("Whoever reads the database learns neither the link nor whom it is for")
    void sealed() throws Exception {
        post("ada@example.org");
        storage.close();
        Path file = Path.of(database.substring("sqlite:".length()));
        var content = new StringBuilder();
        try (var files = Files.list(file.getParent())) {
            for (Path it : files.toList()) content.append(Files.readString(it, StandardCharsets.ISO_8859_1));
        }
        assertTrue(content.indexOf("eml") >= 0, "the mail is in there");
        assertFalse(content.indexOf("SeCrEt") >= 0);
        assertFalse(content.indexOf("ada@example.org") >= 0);
    }

    @Test
    @DisplayName("A mail that is not taken is tried again after 1, 2, 4 … minutes, an hour at most, for three days")
    void patience() {
        post("ada@example.org");
        var delivery = answering(_ -> new NotNow("busy"));
        var begun = clock.instant();
        var waits = new java.util.ArrayList<Long>();
        var last = begun;
        for (int minute = 0; minute < 5 * 24 * 60; minute++) {
            int before = tried.size();
            delivery.deliver();
            if (tried.size() > before && before > 0) {
                waits.add(Duration.between(last, clock.instant()).toMinutes());
            }
            if (tried.size() > before) last = clock.instant();
            clock.advance(Duration.ofMinutes(1));
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), waits.subList(0, 8));
        assertEquals(3, Duration.between(begun, last).toDays());
        assertEquals(1, tried.stream().map(Mail::id).distinct().count());
    }

    @Test
    void aMailThatIsRefusedIsNotTriedAgain() {
        post("ada@example.org");
        var delivery = answering(_ -> new Refused("no such box"));
        delivery.deliver();
        clock.advance(Duration.ofDays(2));
        delivery.deliver();
        assertEquals(1, tried.size());
    }

    @Test
    @DisplayName("One mail that can't be delivered keeps no other from its way")
    void noPlug() {
        post("bad@example.org");
        post("ada@example.org");
        answering(mail -> mail.to().text().startsWith("bad") ? new NotNow("busy") : new Sent())
                .deliver();
        assertEquals(2, tried.size());
    }

    @Test
    void whatGoesToNobodyIsCarriedToNobody() {
        storage.outbox().add(mailer.writeToNobody(MailKind.ACTIVATION, FACTS));
        answering(_ -> new Sent()).deliver();
        assertEquals(List.of(), tried);
        assertEquals(List.of(), storage.outbox().take(clock.instant().plus(Duration.ofDays(9)), clock.instant(), 10));
    }

    @Test
    @DisplayName("A carrier that fails has the mail for five minutes; then another takes it")
    void fails() {
        post("ada@example.org");
        var failing = answering(_ -> {
            throw new IllegalStateException("on purpose");
        });
        org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, failing::deliver);
        var other = answering(_ -> new Sent());
        other.deliver();
        assertEquals(1, tried.size());
        clock.advance(Duration.ofMinutes(5));
        other.deliver();
        assertEquals(2, tried.size());
    }

    @Test
    @DisplayName("Many carriers at once: every mail is sent, and none twice")
    void together() throws Exception {
        for (int i = 0; i < 60; i++) post("p" + i + "@example.org");
        var delivery = answering(_ -> new Sent());
        var carriers = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(delivery::deliver))
                .toList();
        for (var carrier : carriers) carrier.join();
        assertEquals(60, tried.size());
        assertEquals(60, tried.stream().map(Mail::id).distinct().count());
    }
}
