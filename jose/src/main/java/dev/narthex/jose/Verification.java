package dev.narthex.jose;

/// What a [Verifier] says of a token.
public sealed interface Verification {
    /// The token is good: signed by the issuer, for this audience, now.
    record Valid(VerifiedJwt jwt) implements Verification {}

    /// The token is not to be used.
    ///
    /// `detail` is for the developer of the client. It is printable ASCII without quote and backslash whatever the
    /// token holds, so it can stand in a header or a log line as it is.
    record Refused(Reason reason, String detail) implements Verification {}

    /// What was wrong with a token: the first thing that was, in the order of the checks.
    enum Reason {
        /// Longer than [Verifier#MAX_LENGTH].
        TOO_LARGE,
        /// Not three parts of base64url with JSON objects in the first two; or a claim of the wrong type.
        MALFORMED,
        /// An `alg` we do not take, `none` first of all.
        UNSUPPORTED_ALGORITHM,
        /// The header asks for something we do not do: `crit`, `zip`, or `b64`.
        UNSUPPORTED_HEADER,
        /// The `typ` says that this is another kind of token.
        WRONG_TYPE,
        WRONG_ISSUER,
        WRONG_AUDIENCE,
        EXPIRED,
        /// `nbf` or `iat` lies in the future.
        NOT_YET_VALID,
        /// A claim that must be there is not.
        MISSING_CLAIM,
        /// No key of this name, or no name.
        UNKNOWN_KEY,
        /// The keys can't be had at present: not the token's fault, and worth trying again.
        KEYS_UNAVAILABLE,
        /// There is such a key, but it serves another algorithm than the token claims.
        ALGORITHM_KEY_MISMATCH,
        BAD_SIGNATURE
    }
}
