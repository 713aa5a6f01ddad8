package dev.narthex.issue;

import dev.narthex.apps.App;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import java.time.Duration;
import java.util.Optional;

/// What a client may have: these scopes of this server, in an access token that lives so long.
///
/// @param key the thumbprint of the key that the token is bound to, if it is
public record Entitlement(App app, AuthorizationServer server, Scopes scopes, Duration lifetime, Optional<String> key) {

    /// For whoever bears the token.
    public Entitlement(App app, AuthorizationServer server, Scopes scopes, Duration lifetime) {
        this(app, server, scopes, lifetime, Optional.empty());
    }
}
