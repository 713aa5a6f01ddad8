package dev.narthex.token;

import dev.narthex.clientauth.AuthenticatedClient;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.policy.AuthorizationServer;
import java.util.Optional;

/// One way to get tokens.
interface TokenGrant {
    TokenResult grant(Asking asking);

    /// A client at the token endpoint of a server, and what it sent.
    /// @param key the thumbprint of the key that its tokens are to be bound to
    record Asking(
            Request request,
            AuthenticatedClient client,
            AuthorizationServer server,
            Parameters form,
            Optional<String> key) {}
}
