package dev.narthex.bearer;

import dev.narthex.jose.VerifiedJwt;

/// What a request brings in its `Authorization` header.
public sealed interface Presented {

    /// No access token.
    record Nothing() implements Presented {}

    /// @param challenge for `WWW-Authenticate`, with the scheme
    record Unfit(String challenge) implements Presented {}

    /// @param scheme `Bearer` or `DPoP`
    record Token(String scheme, VerifiedJwt jwt) implements Presented {}
}
