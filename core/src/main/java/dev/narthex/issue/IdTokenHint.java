package dev.narthex.issue;

/// An ID token that this server issued, perhaps long ago: proof that its bearer once knew this person.
public final class IdTokenHint {
    private final String subject;
    private final String clientId;

    /// Only [IdTokenHints] makes one, from a verified signature.
    IdTokenHint(String subject, String clientId) {
        this.subject = subject;
        this.clientId = clientId;
    }

    public String subject() {
        return subject;
    }

    public String clientId() {
        return clientId;
    }
}
