package dev.narthex.clientauth;

import dev.narthex.oauth.Problem;

/// Whether a caller is the client that it says it is.
public sealed interface ClientAuthenticationResult {
    record Authenticated(AuthenticatedClient client) implements ClientAuthenticationResult {}

    record Refused(int status, Problem problem) implements ClientAuthenticationResult {}
}
