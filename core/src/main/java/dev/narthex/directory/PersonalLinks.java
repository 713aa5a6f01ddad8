package dev.narthex.directory;

import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.Recipient;
import dev.narthex.users.User;

/// Gives people the links by which they activate an account or choose a new password, or gives them to a caller.
///
/// A person whose address can take no mail gets none; an administrator can still hand the link over.
public final class PersonalLinks {
    private final Links links;

    public PersonalLinks(Links links) {
        this.links = links;
    }

    void mailActivation(User user) {
        mail(LinkPurpose.ACTIVATION, user);
    }

    void mailReset(User user) {
        mail(LinkPurpose.PASSWORD_RESET, user);
    }

    Links.Issued activation(User user) {
        return links.issue(LinkPurpose.ACTIVATION, user.id());
    }

    Links.Issued reset(User user) {
        return links.issue(LinkPurpose.PASSWORD_RESET, user.id());
    }

    private void mail(LinkPurpose purpose, User user) {
        Recipient.of(user).ifPresent(to -> links.mail(purpose, to));
    }
}
