package dev.narthex.e2e.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.Sealer;
import dev.narthex.e2e.Await;
import dev.narthex.e2e.Databases;
import dev.narthex.e2e.TestServer;
import dev.narthex.e2e.flows.NarthexProcess;
import dev.narthex.id.Ids;
import dev.narthex.mail.Delivery;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailKind;
import dev.narthex.mail.MailTemplates;
import dev.narthex.mail.Mailer;
import dev.narthex.server.config.Mailing;
import dev.narthex.server.config.Mailing.Protection;
import dev.narthex.server.config.Mailing.Route;
import dev.narthex.server.mail.SmtpTransport;
import dev.narthex.store.Storage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program is killed in the middle of delivering mail.
class MailKillTest {
    private static final int MAILS = 80;
    private static final int KILLS = 4;
    /// As many carriers as a server has: each may have a mail in hand.
    private static final int IN_HAND = 3;

    private static Mailer mailer(Storage storage, InstantSource clock) {
        var random = new SecureRandom();
        return new Mailer(
                MailTemplates.builtIn(),
                storage.outbox(),
                new Sealer(TestServer.MASTER_KEY, "mail", random),
                new Ids(clock, random),
                new Mailer.Place("https://login.example.org", clock));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("Killed again and again while it delivers, it loses no mail; one that comes twice has one Message-ID")
    void killed(Databases.Kind kind) {
        String database = kind.fresh();
        try (var storage = Storage.open(database, new SecureRandom())) {
            var mailer = mailer(storage, InstantSource.system());
            for (int i = 0; i < MAILS; i++) {
                var facts =
                        Map.of("name", "P", "login", "p" + i, "link", "https://login.example.org/x", "lifetime", "1 h");
                mailer.post(MailKind.ACTIVATION, new MailAddress("p" + i + "@example.org"), facts);
            }
        }
        try (var office = PostOffice.plain()) {
            var random = new Random(20261122);
            var data = Databases.folder();
            int port = TestServer.freePort();
            for (int round = 0; round < KILLS; round++) {
                int enough = office.received().size() + 3 + random.nextInt(10);
                try (var narthex = NarthexProcess.serve(
                        database,
                        data,
                        port,
                        "--smtp-host=localhost",
                        "--smtp-port=" + office.port(),
                        "--smtp-security=none",
                        "--mail-from=id@example.org")) {
                    Await.within(
                            Duration.ofSeconds(30),
                            "mails arrive",
                            () -> office.received().size() >= enough);
                    narthex.kill();
                }
            }
            deliverTheRest(database, office);
            expectAll(office);
        }
    }

    /// What the dead had in hand is due when their time is up.
    private static void deliverTheRest(String database, PostOffice office) {
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(6));
        var server = new Mailing.Server("localhost", office.port(), Protection.NONE, Optional.empty());
        var from = new Mailing.From("", new MailAddress("id@example.org"));
        try (var storage = Storage.open(database, new SecureRandom())) {
            var transport = new SmtpTransport(new Route.Smtp(server, Optional.empty(), from));
            new Delivery(storage.outbox(), mailer(storage, later), transport, later).deliver();
            assertEquals(
                    0,
                    storage.outbox()
                            .take(later.instant().plus(Duration.ofDays(9)), later.instant(), 10)
                            .size());
        }
    }

    private static void expectAll(PostOffice office) {
        var byRecipient = office.received().stream().collect(Collectors.groupingBy(PostOffice.Received::to));
        assertEquals(MAILS, byRecipient.size(), () -> "lost: " + new TreeSet<>(byRecipient.keySet()));
        byRecipient
                .values()
                .forEach(copies -> assertEquals(
                        1,
                        copies.stream()
                                .map(it -> it.header("Message-ID"))
                                .distinct()
                                .count()));
        int twice = office.received().size() - MAILS;
        assertTrue(twice <= KILLS * IN_HAND, twice + " came twice");
    }
}
