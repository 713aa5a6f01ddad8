package dev.narthex.recovery;

import dev.narthex.mail.MailKind;
import java.time.Duration;

/// What a link is good for, how long, and where it leads. A link of one purpose is nothing to the page of another.
public enum LinkPurpose {
    /// To the first password of an account that somebody else made.
    ACTIVATION("/welcome/", Duration.ofDays(7), MailKind.ACTIVATION),
    PASSWORD_RESET("/signin/reset-password/", Duration.ofMinutes(60), MailKind.PASSWORD_RESET),
    UNLOCK("/signin/unlock/", Duration.ofMinutes(60), MailKind.UNLOCK),
    /// Proves that the person reads the new address before it is used.
    EMAIL_CHANGE("/signin/verify/email/", Duration.ofMinutes(60), MailKind.EMAIL_CHANGE),
    /// Proves that who registered reads the address they gave.
    REGISTRATION("/signin/verify/registration/", Duration.ofHours(24), MailKind.REGISTRATION);

    private final String path;
    private final Duration lifetime;
    private final MailKind mail;

    LinkPurpose(String path, Duration lifetime, MailKind mail) {
        this.path = path;
        this.lifetime = lifetime;
        this.mail = mail;
    }

    /// What comes before the token in the path.
    public String path() {
        return path;
    }

    public Duration lifetime() {
        return lifetime;
    }

    MailKind mail() {
        return mail;
    }

    /// How long it works, as a person would say it.
    public String lifetimeInWords() {
        if (lifetime.toHours() < 2) return lifetime.toMinutes() + " minutes";
        return lifetime.toDays() < 2 ? lifetime.toHours() + " hours" : lifetime.toDays() + " days";
    }
}
