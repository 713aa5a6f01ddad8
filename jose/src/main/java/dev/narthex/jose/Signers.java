package dev.narthex.jose;

/// Makes signers.
public final class Signers {
    private Signers() {}

    /// A signer with this key. Returns at once; the first signature waits for the provider to load.
    public static Signer of(String kid, SigningKeyPair pair, CryptoProvider crypto) {
        return new DirectSigner(kid, pair, crypto);
    }
}
