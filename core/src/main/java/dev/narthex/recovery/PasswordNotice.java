package dev.narthex.recovery;

import dev.narthex.mail.MailKind;
import dev.narthex.mail.Mailer;
import dev.narthex.users.User;
import java.util.Map;

/// Tells people by mail that their password was changed, so that they notice if it was not they.
public final class PasswordNotice {
    private static final String FORGOT = "/signin/forgot-password";

    private final Mailer mailer;

    public PasswordNotice(Mailer mailer) {
        this.mailer = mailer;
    }

    public void send(User user) {
        Recipient.of(user)
                .ifPresent(to -> mailer.post(
                        MailKind.PASSWORD_CHANGED,
                        to.address(),
                        Map.of("name", to.name(), "login", to.login(), "link", mailer.url(FORGOT))));
    }
}
