package dev.narthex.issue;

import java.time.Duration;

/// A signed access token.
///
/// @param type `Bearer`, or `DPoP` for one that is bound to a key
public record AccessToken(String id, String value, Duration lifetime, String type) {
    public static final String BEARER = "Bearer";
    public static final String DPOP = "DPoP";

    public AccessToken(String id, String value, Duration lifetime) {
        this(id, value, lifetime, BEARER);
    }

    @Override
    public String toString() {
        return "AccessToken[" + id + "]";
    }
}
