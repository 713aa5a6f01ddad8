package dev.narthex.recovery;

import dev.narthex.mail.MailKind;
import dev.narthex.users.User.Status;
import java.time.Duration;
import java.util.Optional;

/// What a link is good for, how long, and where it leads. A link of one purpose is nothing to the page of another.
public enum LinkPurpose {
    /// To the first password of an account that somebody else made.
    ACTIVATION("/welcome/", MailKind.ACTIVATION, Optional.of(Duration.ofDays(7))),
    PASSWORD_RESET("/signin/reset-password/", MailKind.PASSWORD_RESET, Optional.empty()),
    UNLOCK("/signin/unlock/", MailKind.UNLOCK, Optional.empty()),
    /// Proves that the person reads the new address before it is used.
    EMAIL_CHANGE("/signin/verify/email/", MailKind.EMAIL_CHANGE, Optional.of(Duration.ofMinutes(60))),
    /// Proves that who registered reads the address they gave.
    REGISTRATION("/signin/verify/registration/", MailKind.REGISTRATION, Optional.of(Duration.ofHours(24)));

    private final String path;
    private final MailKind mail;
    private final Optional<Duration> lifetime;

    LinkPurpose(String path, MailKind mail, Optional<Duration> lifetime) {
        this.path = path;
        this.mail = mail;
        this.lifetime = lifetime;
    }

    /// What comes before the token in the path.
    public String path() {
        return path;
    }

    /// Whether it lets in somebody in that status. A link that proves an address lets nobody in.
    public boolean opens(Status status) {
        return switch (this) {
            case ACTIVATION -> status == Status.PROVISIONED;
            case PASSWORD_RESET ->
                status == Status.ACTIVE || status == Status.RECOVERY || status == Status.PASSWORD_EXPIRED;
            case UNLOCK -> status == Status.ACTIVE || status == Status.PASSWORD_EXPIRED;
            case EMAIL_CHANGE, REGISTRATION -> false;
        };
    }

    /// How long one works; empty where the password policy says it.
    Optional<Duration> lifetime() {
        return lifetime;
    }

    MailKind mail() {
        return mail;
    }
}
