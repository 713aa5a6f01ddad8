package dev.narthex.signin;

import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.mail.MailKind;
import dev.narthex.mail.Mailer;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.Recipient;
import dev.narthex.users.PasswordSettings;
import dev.narthex.users.User;
import java.time.Duration;
import java.util.Map;

/// Tells people by mail that their account is locked, where the policy says so. Strangers cause locks, so one person
/// gets few of these mails.
public final class LockNotice {
    private static final Rate PER_PERSON = new Rate(2, Duration.ofMinutes(30));

    private final Mailer mailer;
    private final Throttle throttle;

    public LockNotice(Mailer mailer, Throttle throttle) {
        this.mailer = mailer;
        this.throttle = throttle;
    }

    void send(User user, PasswordSettings settings) {
        if (!settings.lockout().mailed() || !throttle.admits("lock of " + user.id(), PER_PERSON)) return;
        String page = settings.allowed().unlock() ? "/signin/unlock" : "/login/login.htm";
        Recipient.of(user)
                .ifPresent(to -> mailer.post(
                        MailKind.LOCKED_OUT,
                        to.address(),
                        Map.of(
                                "name", to.name(),
                                "login", to.login(),
                                "link", mailer.url(page),
                                "ending", ending(settings.lockout()))));
    }

    private static String ending(PasswordSettings.Lockout lockout) {
        return lockout.opensAfter()
                .map(after -> "The lock ends by itself after " + Links.inWords(after) + ".")
                .orElse("The lock does not end by itself.");
    }
}
