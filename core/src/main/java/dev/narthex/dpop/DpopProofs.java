package dev.narthex.dpop;

import dev.narthex.clientauth.AssertionStore;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Request;
import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.dpop.DpopProof;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Judges the `DPoP` header of requests. Each proof works once, on all nodes.
public final class DpopProofs {
    /// What discovery tells.
    public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    /// The answer to a proof without a nonce that is recent; the nonce is in the header `DPoP-Nonce`.
    public static final Problem NONCE_NEEDED =
            new Problem(OAuthError.USE_DPOP_NONCE, "The DPoP proof needs the nonce of DPoP-Nonce.");

    private static final String HEADER = "dpop";
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final AssertionStore used;
    private final Setting setting;
    private final InstantSource clock;

    /// @param nonces seals the time into nonces: nothing is kept for them
    public record Setting(String baseUrl, Sealer nonces, CryptoProvider crypto) {}

    public DpopProofs(AssertionStore used, Setting setting, InstantSource clock) {
        this.used = used;
        this.setting = setting;
        this.clock = clock;
    }

    /// Where tokens are asked for: a proof has a nonce of ours, so that none can be made in advance.
    public Possession withNonce(Request request) {
        return judge(request, proof -> {
            // RFC 9449 §8: a nonce of the server's, and a new one where it is missing or old.
            if (proof.nonce().filter(this::isRecent).isEmpty()) return new Possession.NonceNeeded(nonce());
            return once(proof);
        });
    }

    /// Where an access token is used: the proof must be of the key that the token is bound to, and for this token.
    public Possession withToken(Request request, String accessToken, String key) {
        return judge(request, proof -> {
            // RFC 9449 §4.3: ath is the hash of the token, and the key is the token's.
            boolean meant = proof.tokenHash().equals(Optional.of(DpopProof.hashOf(accessToken)))
                    && proof.thumbprint().equals(key);
            return meant ? once(proof) : new Possession.Refused("The DPoP proof is not for this access token");
        });
    }

    @FunctionalInterface
    private interface Judgement {
        Possession of(DpopProof proof);
    }

    private Possession judge(Request request, Judgement judgement) {
        var headers = request.headers().all(HEADER);
        if (headers.isEmpty()) return new Possession.Missing();
        // RFC 9449 §4.3: not more than one.
        if (headers.size() > 1) return new Possession.Refused("There is more than one DPoP header");
        return DpopProof.read(
                        headers.getFirst(), request.method(), setting.baseUrl() + request.path(), setting.crypto())
                .filter(this::isTimely)
                .map(judgement::of)
                .orElseGet(() -> new Possession.Refused("The DPoP proof is not valid for this request"));
    }

    private boolean isTimely(DpopProof proof) {
        Instant now = clock.instant();
        return proof.issued().isAfter(now.minus(OLDEST)) && proof.issued().isBefore(now.plus(LEEWAY));
    }

    // RFC 9449 §11.1: each proof once, for as long as it could be used.
    private Possession once(DpopProof proof) {
        String id = SecretHash.of(proof.id()).hex();
        var until = proof.issued().plus(OLDEST).plus(LEEWAY);
        return used.use(HEADER + " " + proof.thumbprint(), id, until)
                ? new Possession.Proven(proof.thumbprint())
                : new Possession.Refused("The DPoP proof was used before");
    }

    private String nonce() {
        return setting.nonces().sealText(clock.instant().toString());
    }

    private boolean isRecent(String nonce) {
        return setting.nonces()
                .openText(nonce)
                .map(Instant::parse)
                .filter(made -> made.isAfter(clock.instant().minus(OLDEST)))
                .isPresent();
    }
}
