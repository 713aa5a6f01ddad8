package dev.narthex.bearer;

import dev.narthex.dpop.DpopProofs;
import dev.narthex.dpop.Possession;
import dev.narthex.http.Request;
import dev.narthex.issue.AccessToken;
import dev.narthex.issue.AccessTokens;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.policy.AuthorizationServer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds the access token of a request, and judges it: whether it is good, and whether whoever brings it holds it.
public final class Bearers {
    private static final String BEARER = AccessToken.BEARER;
    private static final String DPOP = AccessToken.DPOP;

    private final AccessTokens tokens;
    private final DpopProofs proofs;

    public Bearers(AccessTokens tokens, DpopProofs proofs) {
        this.tokens = tokens;
        this.proofs = proofs;
    }

    /// @param server whose token it must be
    public Presented of(Request request, AuthorizationServer server) {
        var bound = credentials(request, DPOP);
        if (bound.isPresent()) return bound(request, server, bound.get());
        return credentials(request, BEARER).map(token -> posted(server, token)).orElseGet(Presented.Nothing::new);
    }

    /// A token that anybody could bring, as one in the body of a form, where the endpoint takes one there.
    public Presented posted(AuthorizationServer server, String token) {
        var jwt = tokens.verify(server, token);
        if (jwt.isEmpty()) return invalid(BEARER, "The access token is invalid");
        // RFC 9449 §7.2: a token that is bound to a key does not work as one that is not.
        return key(jwt.get()).isPresent()
                ? invalid(DPOP, "The access token is bound to a key and needs a DPoP proof")
                : new Presented.Token(BEARER, jwt.get());
    }

    // RFC 9110 §11.1: the scheme's case does not matter.
    private static Optional<String> credentials(Request request, String scheme) {
        String prefix = scheme.toLowerCase(Locale.ROOT) + " ";
        return request.header("authorization")
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(header -> header.substring(prefix.length()).strip());
    }

    // RFC 9449 §7.1: with the scheme DPoP, the token and a proof of its key.
    private Presented bound(Request request, AuthorizationServer server, String token) {
        var jwt = tokens.verify(server, token);
        var key = jwt.flatMap(Bearers::key);
        if (key.isEmpty()) return invalid(DPOP, "The access token is invalid, or not bound to a key");
        return switch (proofs.withToken(request, token, key.get())) {
            case Possession.Proven _ -> new Presented.Token(DPOP, jwt.get());
            case Possession.Missing() -> unproven("The DPoP proof JWT header is missing");
            case Possession.Refused(var why) -> unproven(why);
            case Possession.NonceNeeded _ -> unproven("The DPoP proof needs a nonce");
        };
    }

    private static Optional<String> key(VerifiedJwt jwt) {
        return jwt.claims().get("cnf") instanceof Map<?, ?> cnf && cnf.get("jkt") instanceof String key
                ? Optional.of(key)
                : Optional.empty();
    }

    private static Presented invalid(String scheme, String description) {
        return new Presented.Unfit(challenge(scheme, "invalid_token", description));
    }

    private static Presented unproven(String description) {
        return new Presented.Unfit(challenge(DPOP, "invalid_dpop_proof", description));
    }

    /// An official SDK reads the pairs of this header with a pattern that knows neither brackets nor `;` nor `=` in a
    /// value, so the descriptions have none.
    public static String challenge(String scheme, String error, String description) {
        return scheme + " error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}
