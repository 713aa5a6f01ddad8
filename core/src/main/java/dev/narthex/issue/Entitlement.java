package dev.narthex.issue;

import dev.narthex.apps.App;
import dev.narthex.oauth.Scopes;
import dev.narthex.policy.AuthorizationServer;
import java.time.Duration;

/// What a client may have: these scopes of this server, in an access token that lives so long.
public record Entitlement(App app, AuthorizationServer server, Scopes scopes, Duration lifetime) {}
