package dev.narthex.oauth;

/// An error as the protocol defines it. `description` is for the client's developer and always there: an official
/// SDK recognises an error only when both are.
public record Problem(OAuthError error, String description) {
    public Problem {
        if (description.isBlank()) throw new IllegalArgumentException("a problem needs a description");
    }
}
