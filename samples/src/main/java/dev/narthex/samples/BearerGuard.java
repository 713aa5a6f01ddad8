package dev.narthex.samples;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import dev.narthex.jose.dpop.BoundTokens;
import dev.narthex.jose.dpop.BoundTokens.Presented;
import dev.narthex.jose.dpop.BoundTokens.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Lets in whoever bears a good access token with the scope that is asked for, and tells the others what to do. A token
/// that is bound to a key (DPoP) takes a proof of that key beside it.
final class BearerGuard implements Handler {
    // RFC 6750 §2.1: the scheme, one space, and the token; the scheme in whatever case (RFC 9110 §11.1).
    // RFC 9449 §7.1: a bound token has the scheme DPoP.
    private static final Pattern TOKEN = Pattern.compile("(?i)(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)");

    private static final Set<String> SCHEMES = Set.of("bearer", "dpop");

    private final Verifier verifier;
    private final BoundTokens bound;
    private final Place place;
    private final Protected inner;

    /// What lies behind the guard. It can't be called without a token that has been checked.
    @FunctionalInterface
    interface Protected {
        Response handle(Request request, VerifiedJwt token);
    }

    /// @param address       scheme and host of this API as its callers know it: what they send in `Host` proves nothing
    /// @param requiredScope what tokens must allow
    record Place(Supplier<String> address, String requiredScope) {}

    BearerGuard(Verifier verifier, BoundTokens bound, Place place, Protected inner) {
        this.verifier = verifier;
        this.bound = bound;
        this.place = place;
        this.inner = inner;
    }

    @Override
    public Response handle(Request request) {
        var sent = request.headers().all("Authorization");
        boolean inQuery = request.query().first("access_token").isPresent();
        // RFC 6750 §2: one token, sent in one way.
        if (sent.size() + (inQuery ? 1 : 0) > 1) {
            return refuse(400, "invalid_request", "Send one access token, once, in the Authorization header.");
        }
        if (sent.isEmpty() || !SCHEMES.contains(scheme(sent.getFirst()))) return askForToken();
        var token = TOKEN.matcher(sent.getFirst());
        if (!token.matches()) {
            return refuse(400, "invalid_request", "After the scheme comes the access token and nothing else.");
        }
        String address = place.address().get() + request.path();
        var proofs = request.headers().all("DPoP");
        return judge(request, new Presented(token.group(1), token.group(2), proofs, request.method(), address));
    }

    private Response judge(Request request, Presented presented) {
        return switch (verifier.verify(presented.token())) {
            case Verification.Valid(var token) ->
                bound.refusal(token, presented)
                        .map(refusal -> refuse(presented, refusal))
                        .orElseGet(() -> admit(request, token));
            // Not the token's fault: a client that is told 401 would throw a good token away.
            case Verification.Refused refused when refused.reason() == Reason.KEYS_UNAVAILABLE -> tryAgain();
            case Verification.Refused(var reason, var detail) ->
                refuse(401, "invalid_token", "The access token is not good here (" + reason + "): " + detail + ".");
        };
    }

    private Response admit(Request request, VerifiedJwt token) {
        return token.scopes().contains(place.requiredScope()) ? inner.handle(request, token) : refuseScope();
    }

    // RFC 9449 §7.1: the challenge of the scheme that the client should use, with the algorithms of proofs.
    private static Response refuse(Presented presented, Refusal refusal) {
        var answer =
                refuse(401, refusal.error(), "The access token can't be used like this: " + refusal.detail() + ".");
        boolean meantBearer =
                presented.scheme().equalsIgnoreCase("DPoP") && refusal.error().equals("invalid_token");
        return meantBearer
                ? answer
                : answer.with(
                        "WWW-Authenticate",
                        "DPoP error=\"" + refusal.error() + "\", algs=\"" + BoundTokens.ALGORITHMS + "\"");
    }

    private static Response askForToken() {
        // RFC 6750 §3.1: who sent no token learns how to, and no error code.
        var message = "Send an access token: 'Authorization: Bearer ...'. It is not read from the address.";
        return Response.json(401, Map.of("message", message)).with("WWW-Authenticate", "Bearer");
    }

    private Response refuseScope() {
        // RFC 6750 §3: scope says what a token would need.
        var message = "The access token lacks the scope '" + place.requiredScope() + "'. Ask for it when you sign in.";
        return refuse(403, "insufficient_scope", message, Optional.of(place.requiredScope()));
    }

    private static Response tryAgain() {
        var message = "The keys of the issuer can't be had at present, so nobody can check the token. Try again.";
        return Response.json(503, Map.of("message", message)).with("Retry-After", "2");
    }

    private static Response refuse(int status, String error, String description) {
        return refuse(status, error, description, Optional.empty());
    }

    private static Response refuse(int status, String error, String description, Optional<String> scope) {
        var challenge = "Bearer error=\"" + error + "\", error_description=\"" + description + "\"";
        return Response.json(status, Map.of("error", error, "error_description", description))
                .with(
                        "WWW-Authenticate",
                        challenge + scope.map(it -> ", scope=\"" + it + "\"").orElse(""));
    }

    private static String scheme(String authorization) {
        int space = authorization.indexOf(' ');
        return (space < 0 ? authorization : authorization.substring(0, space)).toLowerCase(Locale.ROOT);
    }
}
