package dev.narthex.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where mails end that go nowhere: in memory, the last hundred, newest first, for whoever tries the server out on
/// their own machine. The links in them go to the log.
public final class Letterbox implements MailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(Letterbox.class);
    private static final int KEPT = 100;

    private final Deque<Mail> mails = new ArrayDeque<>();

    @Override
    public synchronized Delivery send(Mail mail) {
        boolean again = mails.stream().anyMatch(it -> it.id().equals(mail.id()));
        if (!again) mails.addFirst(mail);
        if (mails.size() > KEPT) mails.removeLast();
        LOG.info("mail to {}: {}", mail.to().text(), summary(mail.letter()));
        return new Delivery.Sent();
    }

    private static String summary(Letter letter) {
        var link = letter.text()
                .lines()
                .filter(line -> line.matches("https?://\\S+"))
                .findFirst();
        return letter.subject() + link.map(it -> " " + it).orElse("");
    }

    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    public synchronized Optional<Mail> byId(String id) {
        return mails.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }
}
