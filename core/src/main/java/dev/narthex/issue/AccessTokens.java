package dev.narthex.issue;

import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.Verification;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import dev.narthex.keys.ServerKeys;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Knows our own access tokens again.
public final class AccessTokens {
    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final Predicate<VerifiedJwt> revoked;
    private final InstantSource clock;
    private final CryptoProvider crypto;

    public AccessTokens(
            Function<AuthorizationServer, ServerKeys> keys,
            Issuers issuers,
            InstantSource clock,
            CryptoProvider crypto,
            Predicate<VerifiedJwt> revoked) {
        this.revoked = revoked;
        this.keys = keys;
        this.issuers = issuers;
        this.clock = clock;
        this.crypto = crypto;
    }

    public Optional<VerifiedJwt> verify(AuthorizationServer server, String token) {
        var expected = Expected.of(issuers.issuer(server), issuers.audience(server));
        var verifier = new Verifier(expected, keys.apply(server).verifying(), clock, crypto);
        return switch (verifier.verify(token)) {
            case Verification.Valid(var jwt) when isAccessToken(jwt) && !revoked.test(jwt) -> Optional.of(jwt);
            case Verification.Valid _, Verification.Refused _ -> Optional.empty();
        };
    }

    /// An ID token is no access token, whatever its audience.
    private static boolean isAccessToken(VerifiedJwt jwt) {
        return jwt.string("jti").filter(id -> id.startsWith("AT.")).isPresent();
    }
}
