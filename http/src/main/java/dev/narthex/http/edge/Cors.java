package dev.narthex.http.edge;

import dev.narthex.http.Handler;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which other origins' scripts may read our answers (Fetch standard, CORS protocol).
///
/// An origin that may not is answered without any CORS field, so its browser keeps the answer from it; the request
/// itself is judged by whoever handles it. Preflights of known paths are answered here, whatever the origin.
public final class Cors implements Handler {
    private static final String ALLOWED_HEADERS = "Content-Type, Accept, Authorization, X-Okta-User-Agent-Extended, "
            + "X-Device-Fingerprint, DPoP, X-Requested-With, Okta-Version, X-Okta-XsrfToken, If-None-Match";
    private static final String EXPOSED_HEADERS = "X-Okta-Request-Id, X-Rate-Limit-Limit, X-Rate-Limit-Remaining, "
            + "X-Rate-Limit-Reset, Link, WWW-Authenticate, DPoP-Nonce, Date";
    private static final String ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String SECONDS_TO_REMEMBER = "600";

    /// Who may read what answers at a path.
    public enum Policy {
        /// Any origin, without cookies: what needs no or a bearer token.
        ANY_ORIGIN,
        /// Trusted origins, named in the answer, without cookies: `/token`.
        TRUSTED,
        /// Trusted origins, with cookies: what lives by the session.
        TRUSTED_WITH_COOKIES,
        /// Nobody: pages.
        NONE
    }

    private final Handler inner;
    private final Function<String, Optional<Policy>> policyOf;
    private final Predicate<String> trusted;

    /// @param policyOf the policy of a path; empty where nothing answers
    /// @param trusted whether an origin, as `https://app.example`, is trusted with our answers
    public Cors(Handler inner, Function<String, Optional<Policy>> policyOf, Predicate<String> trusted) {
        this.inner = inner;
        this.policyOf = policyOf;
        this.trusted = trusted;
    }

    @Override
    public Response handle(Request request) {
        var policy = policyOf.apply(request.path());
        if (policy.isPresent() && isPreflight(request)) return grant(preflight(), request, policy.get());
        return grant(inner.handle(request), request, policy.orElse(Policy.ANY_ORIGIN));
    }

    private static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.headers().has("origin")
                && request.headers().has("access-control-request-method");
    }

    private static Response preflight() {
        return Response.empty(204)
                .with("Access-Control-Allow-Methods", ALLOWED_METHODS)
                .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .with("Access-Control-Max-Age", SECONDS_TO_REMEMBER);
    }

    private Response grant(Response response, Request request, Policy policy) {
        return switch (policy) {
            case NONE -> response;
            case ANY_ORIGIN -> expose(response.with("Access-Control-Allow-Origin", "*"));
            case TRUSTED, TRUSTED_WITH_COOKIES -> toTrusted(response.with("Vary", "Origin"), request, policy);
        };
    }

    private Response toTrusted(Response response, Request request, Policy policy) {
        var origins = request.headers().all("origin");
        if (origins.size() != 1 || origins.getFirst().equals("null") || !trusted.test(origins.getFirst())) {
            return response;
        }
        var granted = expose(response.with("Access-Control-Allow-Origin", origins.getFirst()));
        return policy == Policy.TRUSTED_WITH_COOKIES
                ? granted.with("Access-Control-Allow-Credentials", "true")
                : granted;
    }

    private static Response expose(Response response) {
        return response.with("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    }
}
