package dev.narthex.users;

/// Makes links by which a person, who needs nothing else, activates an account or chooses a new password, once.
public interface OneTimeLinks {

    enum Purpose {
        ACTIVATION,
        RECOVERY
    }

    /// What an administrator hands over who mails nothing. Never prints itself.
    record Link(String token, String url) {
        @Override
        public String toString() {
            return "Link[…]";
        }
    }

    /// A new link. Earlier ones of the same purpose for the same person end.
    Link make(Purpose purpose, User user);

    /// Makes a link and sends it to the person's primary address; nobody else sees it.
    void send(Purpose purpose, User user);
}
