package dev.narthex.apps;

import java.util.List;
import java.util.Optional;

/// How an app must send its authorization requests. `pushedOnly`: at the endpoint for pushed requests, with proof of
/// which app it is; `signedOnly`: in a request object, of which nothing is outside; `algorithm`: how request objects
/// must be signed, if that is set.
public record RequestRules(boolean pushedOnly, boolean signedOnly, Optional<String> algorithm) {

    /// How a request object can be signed at all: by a key of the app, or by its secret.
    public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA", "HS256", "HS384", "HS512");

    /// As set under the names of the wire.
    // RFC 9126 §6: require_pushed_authorization_requests; RFC 9101 §10.5: require_signed_request_object.
    public static RequestRules of(AppSettings settings) {
        var extra = settings.extra();
        return new RequestRules(
                Boolean.TRUE.equals(extra.get("require_pushed_authorization_requests")),
                Boolean.TRUE.equals(extra.get("require_signed_request_object")),
                extra.get("request_object_signing_alg") instanceof String alg ? Optional.of(alg) : Optional.empty());
    }
}
