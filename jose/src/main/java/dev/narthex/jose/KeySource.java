package dev.narthex.jose;

import java.util.Optional;

/// Where a [Verifier] finds the key that a token names.
@FunctionalInterface
public interface KeySource {
    /// The key of this name, or nothing if there is none.
    ///
    /// @throws KeysUnavailable if nobody can say at present, so the token is neither good nor bad
    Optional<VerificationKey> find(String kid);

    /// The key for a token that names none: the only one of its algorithm. Nothing if there are several, for nobody
    /// could say which was meant.
    ///
    /// @throws KeysUnavailable as [#find]
    default Optional<VerificationKey> findOnly(SigningAlgorithm algorithm) {
        return Optional.empty();
    }

    /// The keys can't be had at present. Worth trying again; the caller of an API did nothing wrong.
    final class KeysUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public KeysUnavailable(String message) {
            super(message);
        }
    }
}
