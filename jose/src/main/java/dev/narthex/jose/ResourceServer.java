package dev.narthex.jose;

import java.net.URI;
import java.time.InstantSource;

/// The verifier that an API needs for the access tokens it is called with.
public final class ResourceServer {
    private ResourceServer() {}

    /// Access tokens of this issuer, for this audience, with the keys that the issuer's metadata names.
    ///
    /// Asks for nothing yet, so the API may start before the issuer. `issuer` is compared exactly: no slash at the
    /// end unless the issuer has one.
    ///
    /// @throws IllegalArgumentException unless the issuer is https, or http on this machine
    public static Verifier of(URI issuer, String audience) {
        var clock = InstantSource.system();
        return accessTokens(issuer.toString(), audience, RemoteKeys.of(issuer.toString(), clock), clock);
    }

    /// The same, with the address of the keys given.
    public static Verifier of(URI issuer, String audience, URI jwksUri) {
        var clock = InstantSource.system();
        return accessTokens(issuer.toString(), audience, RemoteKeys.at(jwksUri, clock), clock);
    }

    private static Verifier accessTokens(String issuer, String audience, KeySource keys, InstantSource clock) {
        // An ID token has no scp. It says who somebody is to an app, and opens no API.
        var expected = Expected.of(issuer, audience).withClaims("scp");
        return new Verifier(expected, keys, clock, CryptoProvider.load());
    }
}
