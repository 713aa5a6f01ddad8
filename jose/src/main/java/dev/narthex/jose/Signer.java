package dev.narthex.jose;

import java.util.Map;

/// Signs tokens with one key. Safe for many threads.
public interface Signer {
    /// A token with these claims, in their order. Its header is `kid` and `alg`, and nothing else.
    SignedJwt sign(Map<String, Object> claims);

    /// The same, with a `typ` in the header.
    SignedJwt sign(Map<String, Object> claims, String typ);

    /// What an ID token says in `at_hash` or `c_hash` of the token or code that travels with it.
    String leftHalfHash(String text);

    SigningAlgorithm algorithm();

    /// The `kid` of the tokens.
    String keyId();
}
