package dev.narthex.jose;

import java.util.Map;
import java.util.Optional;

/// What a token says about itself, before anybody has checked it: good for finding out whom it claims to be from or
/// for, and so how to verify it. It proves nothing.
public final class UnverifiedClaims {
    private UnverifiedClaims() {}

    /// The claims; empty if it is no signed token, or a longer one than any verifier reads.
    public static Optional<Map<String, Object>> of(String compact) {
        if (compact.length() > Verifier.MAX_LENGTH) return Optional.empty();
        return UnverifiedJwt.read(compact).map(UnverifiedJwt::claims);
    }
}
