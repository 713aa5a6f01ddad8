package dev.narthex.samples;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets in whoever bears a good access token with the scope that is asked for, and tells the others what to do.
final class BearerGuard implements Handler {
    // RFC 6750 §2.1: the scheme, one space, and the token; the scheme in whatever case (RFC 9110 §11.1).
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*)");

    private final Verifier verifier;
    private final String requiredScope;
    private final Protected inner;

    /// What lies behind the guard. It can't be called without a token that has been checked.
    @FunctionalInterface
    interface Protected {
        Response handle(Request request, VerifiedJwt token);
    }

    BearerGuard(Verifier verifier, String requiredScope, Protected inner) {
        this.verifier = verifier;
        this.requiredScope = requiredScope;
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
        boolean bearer = !sent.isEmpty() && scheme(sent.getFirst()).equalsIgnoreCase("Bearer");
        if (!bearer) return askForToken();
        var token = BEARER.matcher(sent.getFirst());
        return token.matches()
                ? judge(request, verifier.verify(token.group(1)))
                : refuse(400, "invalid_request", "After 'Bearer ' comes the access token and nothing else.");
    }

    private Response judge(Request request, Verification verification) {
        return switch (verification) {
            case Verification.Valid(var token)
            when token.scopes().contains(requiredScope) -> inner.handle(request, token);
            case Verification.Valid _ -> refuseScope();
            // Not the token's fault: a client that is told 401 would throw a good token away.
            case Verification.Refused refused when refused.reason() == Reason.KEYS_UNAVAILABLE -> tryAgain();
            case Verification.Refused(var reason, var detail) ->
                refuse(401, "invalid_token", "The access token is not good here (" + reason + "): " + detail + ".");
        };
    }

    private static Response askForToken() {
        // RFC 6750 §3.1: who sent no token learns how to, and no error code.
        var message = "Send an access token: 'Authorization: Bearer ...'. It is not read from the address.";
        return Response.json(401, Map.of("message", message)).with("WWW-Authenticate", "Bearer");
    }

    private Response refuseScope() {
        // RFC 6750 §3: scope says what a token would need.
        var message = "The access token lacks the scope '" + requiredScope + "'. Ask for it when you sign in.";
        return refuse(403, "insufficient_scope", message, Optional.of(requiredScope));
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
        return space < 0 ? authorization : authorization.substring(0, space);
    }
}
