package dev.narthex.issue;

/// Proof that its bearer once knew this person: an ID token that this server issued, perhaps long ago.
public final class IdTokenHint {
    private final String subject;

    /// Only [IdTokenHints] makes one, from a verified signature.
    IdTokenHint(String subject) {
        this.subject = subject;
    }

    public String subject() {
        return subject;
    }
}
