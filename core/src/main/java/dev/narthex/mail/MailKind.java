package dev.narthex.mail;

import java.util.Locale;
import java.util.Set;

/// The mails we write, and what the templates of each may speak of.
///
/// Where a stranger can cause a mail to an address of their choice, it speaks of nothing that the stranger chose: else
/// we would carry anybody's words to anybody.
public enum MailKind {
    /// An administrator made an account; the link sets its first password.
    ACTIVATION("name", "login", "link", "lifetime"),
    /// Somebody asked for a new password; the link sets it.
    PASSWORD_RESET("name", "login", "link", "lifetime"),
    /// A password was changed, to whom it belongs.
    PASSWORD_CHANGED("name", "login", "link"),
    /// Somebody asked to unlock an account; the link does it.
    UNLOCK("name", "login", "link", "lifetime"),
    /// Too many wrong passwords have locked an account, to whom it belongs.
    LOCKED_OUT("name", "login", "link", "ending"),
    /// To the new address: the link proves that it can be read.
    EMAIL_CHANGE("login", "link", "lifetime"),
    /// To the old address: it is no longer used.
    EMAIL_CHANGED("name", "login", "email"),
    /// Somebody registered with this address; the link proves that it can be read.
    REGISTRATION("link", "lifetime"),
    /// Somebody registered with this address, and its owner has an account already.
    ALREADY_REGISTERED("login", "link");

    private final Set<String> names;

    /// `site`, the host of this server, is known to all.
    MailKind(String... names) {
        var all = new java.util.TreeSet<>(Set.of(names));
        all.add("site");
        this.names = java.util.Collections.unmodifiableSet(all);
    }

    /// What a template may name.
    public Set<String> names() {
        return names;
    }

    /// The name of its templates: `password-reset.txt`, `password-reset.html`.
    public String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
