package dev.narthex.jose.dpop;

import dev.narthex.jose.CryptoProvider;
import dev.narthex.jose.VerifiedJwt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides, for an API, whether a request may use the access token that it brings: a token that is bound to a key with
/// a
/// proof of that key alone, any other as Bearer.
///
/// The token itself is for a [dev.narthex.jose.Verifier] to judge, before. A proof works once in this program; where
/// several programs serve one API, each knows only those that it has seen. Safe for many threads.
public final class BoundTokens {
    /// For a challenge: what a proof may be signed with.
    public static final String ALGORITHMS = "RS256 ES256 EdDSA";

    private static final Duration OLDEST = Duration.ofMinutes(1);
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final CryptoProvider crypto;
    private final SeenProofs seen;

    /// How a token came: under which scheme, with which `DPoP` headers, in a request of this method to this address, as
    /// the API knows it, not as the request's `Host` has it.
    public record Presented(String scheme, String token, List<String> proofs, String method, String uri) {
        boolean isProven() {
            return scheme.equalsIgnoreCase("DPoP");
        }
    }

    /// Why not: the `error` of the challenge, and what a client's developer should know.
    public record Refusal(String error, String detail) {}

    public BoundTokens(InstantSource clock, CryptoProvider crypto) {
        this(clock, crypto, new SeenProofs(SeenProofs.MOST));
    }

    BoundTokens(InstantSource clock, CryptoProvider crypto, SeenProofs seen) {
        this.clock = clock;
        this.crypto = crypto;
        this.seen = seen;
    }

    /// Nothing if the request may use the token.
    public Optional<Refusal> refusal(VerifiedJwt token, Presented how) {
        var key = key(token);
        // RFC 9449 §7.2: a bound token is no Bearer token, whoever has it.
        if (key.isPresent() != how.isProven()) {
            return refused("invalid_token", key.isPresent() ? "it is bound to a key" : "it is not bound to a key");
        }
        return key.flatMap(bound -> withoutProof(bound, how));
    }

    private static Optional<String> key(VerifiedJwt token) {
        // RFC 9449 §6.1: cnf.jkt. What else cnf may hold is no key that we could ask for.
        if (!(token.claims().get("cnf") instanceof Map<?, ?> cnf)) return Optional.empty();
        return Optional.of(cnf.get("jkt") instanceof String thumbprint ? thumbprint : "");
    }

    private Optional<Refusal> withoutProof(String key, Presented how) {
        // RFC 9449 §4.3: one proof, of this key, for this token and this request, made just now.
        if (how.proofs().size() != 1) return refused("invalid_dpop_proof", "there must be one DPoP header");
        var proof = DpopProof.read(how.proofs().getFirst(), how.method(), how.uri(), crypto)
                .filter(this::isTimely)
                .filter(it -> it.thumbprint().equals(key))
                .filter(it -> it.tokenHash().equals(Optional.of(DpopProof.hashOf(how.token()))));
        if (proof.isEmpty()) return refused("invalid_dpop_proof", "the proof is not for this request and token");
        return once(proof.get()) ? Optional.empty() : refused("invalid_dpop_proof", "the proof was used before");
    }

    private boolean isTimely(DpopProof proof) {
        var now = clock.instant();
        return proof.issued().isAfter(now.minus(OLDEST)) && proof.issued().isBefore(now.plus(LEEWAY));
    }

    // RFC 9449 §11.1: each proof once, for as long as it could be used.
    private boolean once(DpopProof proof) {
        String name = DpopProof.hashOf(proof.thumbprint() + " " + DpopProof.hashOf(proof.id()));
        return seen.add(name, proof.issued().plus(OLDEST), clock.instant());
    }

    private static Optional<Refusal> refused(String error, String detail) {
        return Optional.of(new Refusal(error, detail));
    }
}
