package dev.narthex.jose;

import java.util.Optional;

/// Where a [Verifier] finds the key that a token names.
@FunctionalInterface
public interface KeySource {
    /// The key of this name, or nothing if there is none.
    ///
    /// @throws KeysUnavailable if nobody can say at present, so the token is neither good nor bad
    Optional<VerificationKey> find(String kid);

    /// The keys can't be had at present. Worth trying again; the caller of an API did nothing wrong.
    final class KeysUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public KeysUnavailable(String message) {
            super(message);
        }
    }
}
