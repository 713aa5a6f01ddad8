package dev.narthex.recovery;

import dev.narthex.mail.MailAddress;
import dev.narthex.users.User;
import java.util.Optional;

/// Whom a link is for, and where it is sent.
public record Recipient(String userId, String name, String login, MailAddress address) {

    /// A user, if mail can go to their address.
    public static Optional<Recipient> of(User user) {
        return user.attribute("email")
                .flatMap(MailAddress::parse)
                .map(address -> new Recipient(user.id(), user.displayName(), user.login(), address));
    }
}
