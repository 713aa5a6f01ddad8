/// Tokens and keys: signing them, publishing the keys, and checking what comes back.
///
/// Owns: [Signer] for the tokens we issue, [SigningKeyPair] and the public [Jwk] of it, [Verifier] for tokens that
/// strangers present, [LocalKeys] and [RemoteKeys] as places where the verifier finds keys.
/// No routes. Receives claims from the issuer of tokens, and compact tokens from whoever was handed one; hands over
/// [SignedJwt] and [VerifiedJwt]. Knows nothing of the rest of Narthex: a resource server may use it alone.
package dev.narthex.jose;
