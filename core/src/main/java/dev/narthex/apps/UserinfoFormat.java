package dev.narthex.apps;

import java.util.List;
import java.util.Optional;

/// How an app reads claims at userinfo: as JSON, or, with an algorithm, in a token that the server signs by it.
public record UserinfoFormat(Optional<String> algorithm) {
    /// What any server of ours may sign by; each signs by one of them.
    public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    /// As set under the name of the wire.
    // OIDC Registration 1.0 §2: userinfo_signed_response_alg; without it, JSON.
    public static UserinfoFormat of(AppSettings settings) {
        return new UserinfoFormat(Optional.ofNullable(settings.extra().get("userinfo_signed_response_alg"))
                .filter(String.class::isInstance)
                .map(String.class::cast));
    }
}
