package dev.narthex.mail;

import dev.narthex.mail.MailTransport.Delivery.NotNow;
import dev.narthex.mail.MailTransport.Delivery.Refused;
import dev.narthex.mail.MailTransport.Delivery.Sent;
import dev.narthex.mail.OutboxStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what waits in the outbox. Every node does; each mail is with one of them at a time.
///
/// A mail that a server does not take now is tried again after a minute, two, four, at most an hour later, for three
/// days. A node that dies while it has a mail loses it to the others when its time is up.
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /// Longer than a try can take, by the transport's own limits.
    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration MEMORY = Duration.ofDays(30);

    private final OutboxStore outbox;
    private final Mailer mailer;
    private final MailTransport transport;
    private final InstantSource clock;

    public Delivery(OutboxStore outbox, Mailer mailer, MailTransport transport, InstantSource clock) {
        this.outbox = outbox;
        this.mailer = mailer;
        this.transport = transport;
        this.clock = clock;
    }

    /// Tries each mail that is due now, once.
    public void deliver() {
        while (attemptNext()) {
            // Until none is due.
        }
    }

    private boolean attemptNext() {
        Instant now = clock.instant();
        // One at a time: whoever is killed keeps one mail from the others, for as long as it may take.
        var taken = outbox.take(now, now.plus(TIME), 1);
        taken.forEach(this::attempt);
        return !taken.isEmpty();
    }

    public int purge() {
        return outbox.purge(clock.instant().minus(MEMORY));
    }

    private void attempt(Taken taken) {
        var mail = mailer.open(taken.mail());
        if (mail.isEmpty()) {
            outbox.done(taken.mail().id());
            return;
        }
        switch (transport.send(mail.get())) {
            case Sent() -> outbox.done(mail.get().id());
            case Refused(var reason) -> giveUp(mail.get(), reason);
            case NotNow(var reason) -> later(mail.get(), taken.attempt(), reason);
        }
    }

    private void later(Mail mail, int attempt, String reason) {
        Instant now = clock.instant();
        if (mail.written().plus(PATIENCE).isBefore(now)) {
            giveUp(mail, reason);
            return;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 6));
        Duration next = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        LOG.warn("mail {} is tried again in {} min: {}", mail.id(), next.toMinutes(), reason);
        outbox.retry(mail.id(), now.plus(next), reason);
    }

    private void giveUp(Mail mail, String reason) {
        LOG.error("mail {} was not delivered, and is not tried again: {}", mail.id(), reason);
        outbox.giveUp(mail.id(), reason);
    }
}
