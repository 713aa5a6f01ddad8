package dev.narthex.clientauth;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ClientSecret;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.Expected;
import dev.narthex.jose.UnverifiedClaims;
import dev.narthex.jose.Verification;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Checks the JWT by which a client proves that it has its private key, or knows its secret.
public final class AssertionVerifier {
    private static final Duration LONGEST = Duration.ofHours(1);

    /// An id is remembered for as long as a clock that is late lets its assertion in.
    private static final Duration LEEWAY = Duration.ofMinutes(2);

    private final AssertionStore used;
    private final Issuers issuers;
    private final InstantSource clock;
    private final Means means;

    /// What assertions are checked with: `secrets` opens the secrets of clients that sign with them.
    public record Means(ClientKeys keys, Sealer secrets, CryptoProvider crypto) {}

    public AssertionVerifier(AssertionStore used, Issuers issuers, InstantSource clock, Means means) {
        this.used = used;
        this.issuers = issuers;
        this.clock = clock;
        this.means = means;
    }

    /// The client that an unverified assertion says it is from; proves nothing.
    // RFC 7523 §3: iss and sub are the client's id.
    Optional<String> clientNamedIn(String jwt) {
        return UnverifiedClaims.of(jwt)
                .filter(claims -> claims.get("iss") != null && claims.get("iss").equals(claims.get("sub")))
                .map(claims -> claims.get("sub"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                // No database keeps a NUL, and no client is called so.
                .filter(id -> id.indexOf(0) < 0);
    }

    boolean verify(App app, AuthorizationServer server, String path, String jwt) {
        var audiences = List.of(issuers.baseUrl() + path, issuers.endpoint(server, "token"), issuers.issuer(server));
        return audiences.stream()
                .distinct()
                .flatMap(audience -> verified(app, audience, jwt).stream())
                .findFirst()
                .map(verified -> isFresh(app, verified))
                .orElse(false);
    }

    private Optional<VerifiedJwt> verified(App app, String audience, String jwt) {
        var expected = Expected.of(app.clientId(), audience).withClaims("sub");
        return verifier(app, expected).verify(jwt) instanceof Verification.Valid(var valid)
                ? Optional.of(valid)
                : Optional.empty();
    }

    /// By its method alone: a public key is never tried as a secret, nor the other way.
    private Verifier verifier(App app, Expected expected) {
        var authentication = app.settings().oauth().authentication();
        return authentication.method().equals("client_secret_jwt")
                ? Verifier.withSecrets(expected, secrets(authentication), clock)
                : new Verifier(expected, means.keys().of(app), clock, means.crypto());
    }

    private List<byte[]> secrets(ClientAuthentication authentication) {
        return authentication.secrets().stream()
                .filter(ClientSecret::active)
                .flatMap(secret -> means.secrets().open(secret.sealed()).stream())
                .toList();
    }

    /// Short-lived, and each used once. A client may name it by any text of any length: its hash is what is kept.
    private boolean isFresh(App app, VerifiedJwt jwt) {
        if (jwt.expiresAt().isAfter(clock.instant().plus(LONGEST))) return false;
        // RFC 7523 §3: the jti makes a replay known; Okta's own clients may leave it out.
        if (jwt.claims().get("jti") == null) return true;
        return jwt.string("jti")
                .map(id -> used.use(
                        app.clientId(), SecretHash.of(id).hex(), jwt.expiresAt().plus(LEEWAY)))
                .orElse(false);
    }
}
