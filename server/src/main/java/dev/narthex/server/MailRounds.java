package dev.narthex.server;

import dev.narthex.server.wiring.Features;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks into the outbox once a second and delivers what is due; a few at once, so that one slow mail server's answer
/// is not what all others wait for.
final class MailRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailRounds.class);
    private static final int CARRIERS = 3;

    private final ScheduledExecutorService carriers = Executors.newScheduledThreadPool(
            CARRIERS, Thread.ofPlatform().daemon().name("mail-", 1).factory());

    private MailRounds() {}

    static MailRounds of(Features features) {
        var rounds = new MailRounds();
        for (int carrier = 0; carrier < CARRIERS; carrier++) {
            rounds.carriers.scheduleWithFixedDelay(
                    () -> round(features), 1000L + 333L * carrier, CARRIERS * 1000L, TimeUnit.MILLISECONDS);
        }
        return rounds;
    }

    private static void round(Features features) {
        try {
            features.deliver();
        } catch (RuntimeException e) {
            // An exception that left here would end the timer for good.
            LOG.warn("a round of mail did not finish; mails that were not delivered are tried again", e);
        }
    }

    /// Takes no more rounds. A mail that is being handed over gets a moment; if that is not enough, it is tried again
    /// after the next start.
    @Override
    public void close() {
        carriers.shutdown();
        try {
            if (!carriers.awaitTermination(5, TimeUnit.SECONDS)) carriers.shutdownNow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
