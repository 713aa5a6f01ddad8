package dev.narthex.issue;

import java.time.Duration;

/// A signed access token.
public record AccessToken(String id, String value, Duration lifetime) {
    @Override
    public String toString() {
        return "AccessToken[" + id + "]";
    }
}
