package dev.narthex.dpop;

/// Whether a request proves that its sender has a key.
public sealed interface Possession {

    /// @param key its thumbprint
    record Proven(String key) implements Possession {}

    record Missing() implements Possession {}

    record Refused(String why) implements Possession {}

    /// The proof is good, and not known to be new: it must be made again, with this nonce.
    record NonceNeeded(String nonce) implements Possession {}
}
