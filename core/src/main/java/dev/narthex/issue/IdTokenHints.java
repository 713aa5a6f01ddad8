package dev.narthex.issue;

import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.UnverifiedClaims;
import dev.narthex.jose.Verification;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import dev.narthex.keys.ServerKeys;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Knows our own ID tokens again. An expired one is as good: it only has to have been ours.
public final class IdTokenHints {
    private final Function<AuthorizationServer, ServerKeys> keys;
    private final Issuers issuers;
    private final InstantSource clock;
    private final CryptoProvider crypto;

    public IdTokenHints(
            Function<AuthorizationServer, ServerKeys> keys,
            Issuers issuers,
            InstantSource clock,
            CryptoProvider crypto) {
        this.keys = keys;
        this.issuers = issuers;
        this.clock = clock;
        this.crypto = crypto;
    }

    /// Empty if it is not one that this server issued to this client.
    public Optional<IdTokenHint> read(AuthorizationServer server, String clientId, String text) {
        return verified(server, clientId, text, true)
                .flatMap(VerifiedJwt::subject)
                .map(subject -> new IdTokenHint(subject, clientId));
    }

    /// Empty if it is not one that this server issued to anybody.
    public Optional<IdTokenHint> read(AuthorizationServer server, String text) {
        return audience(text).flatMap(clientId -> read(server, clientId, text));
    }

    /// An ID token of this server that has not expired.
    public Optional<VerifiedJwt> verify(AuthorizationServer server, String text) {
        return audience(text).flatMap(clientId -> verified(server, clientId, text, false));
    }

    private static Optional<String> audience(String text) {
        return UnverifiedClaims.of(text)
                .map(claims -> claims.get("aud"))
                .filter(aud -> aud instanceof String one && !one.isBlank())
                .map(String.class::cast);
    }

    private Optional<VerifiedJwt> verified(
            AuthorizationServer server, String clientId, String text, boolean maybeExpired) {
        var expected = Expected.of(issuers.issuer(server), clientId).maybeExpired(maybeExpired);
        var verifier = new Verifier(expected, keys.apply(server).verifying(), clock, crypto);
        return switch (verifier.verify(text)) {
            case Verification.Valid(var jwt) -> Optional.of(jwt).filter(IdTokenHints::isIdToken);
            case Verification.Refused _ -> Optional.empty();
        };
    }

    private static boolean isIdToken(VerifiedJwt jwt) {
        return jwt.string("jti").filter(id -> id.startsWith("ID.")).isPresent();
    }
}
