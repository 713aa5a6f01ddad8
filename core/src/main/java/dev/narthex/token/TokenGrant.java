package dev.narthex.token;

import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.policy.AuthorizationServer;

/// One way to get tokens.
interface TokenGrant {
    TokenResult grant(Asking asking);

    /// A client at the token endpoint of a server, and what it sent.
    record Asking(Request request, AuthenticatedClient client, AuthorizationServer server, Parameters form) {}
}
