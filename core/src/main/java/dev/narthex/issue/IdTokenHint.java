package dev.narthex.issue;

/// Proof that its bearer once knew this person: an ID token that this server issued, perhaps long ago.
public final class IdTokenHint {
    private final String subject;
    private final String clientId;

    /// Only [IdTokenHints] makes one, from a verified signature.
    IdTokenHint(String subject, String clientId) {
        this.subject = subject;
        this.clientId = clientId;
    }

    /// The client that the token was issued to.
    public String clientId() {
        return clientId;
    }

    public String subject() {
        return subject;
    }
}
