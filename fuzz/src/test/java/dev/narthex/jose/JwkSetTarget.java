package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Target;
import java.security.interfaces.RSAPublicKey;

/// Answers of keys endpoints. A key that is taken from one is fit for its algorithm, and verifies nothing unsigned.
public final class JwkSetTarget implements Target {

    @Override
    public void accept(byte[] input) {
        var keys = LocalKeys.read(input);
        keys.flatMap(set -> set.find("k1")).ifPresent(key -> {
            assertTrue(SigningKeyPair.fits(key.algorithm(), key.key()));
            if (key.key() instanceof RSAPublicKey rsa)
                assertTrue(rsa.getModulus().bitLength() >= 2048);
            var token = UnverifiedJwt.read("e30.e30.").orElseThrow();
            assertTrue(!token.isSignedBy(key, CryptoProvider.jdk()));
        });
    }
}
