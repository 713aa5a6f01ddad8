package dev.narthex.e2e.client;

import com.okta.sdk.client.AuthorizationMode;
import com.okta.sdk.client.Clients;
import com.okta.sdk.resource.api.AuthorizationServerKeysApi;
import com.okta.sdk.resource.client.ApiException;
import java.util.Set;

/// A service that has a key: asks for a token with it, and calls the management API. It says a line, `verified` and how
/// many keys the server `default` has, or `refused` and why.
///
/// Its arguments are the org's address, the client id, the name of the key, a file with the key, and a scope.
public final class OktaServiceClient {
    private OktaServiceClient() {}

    /// The program.
    public static void main(String[] arguments) {
        var client = Clients.builder()
                .setOrgUrl(arguments[0])
                .setAuthorizationMode(AuthorizationMode.PRIVATE_KEY)
                .setClientId(arguments[1])
                .setKid(arguments[2])
                .setPrivateKey(arguments[3])
                .setScopes(Set.of(arguments[4]))
                .build();
        try {
            var keys = new AuthorizationServerKeysApi(client).listAuthorizationServerKeys("default");
            System.out.println("verified " + keys.size());
        } catch (ApiException e) {
            System.out.println("refused " + e.getCode());
        }
    }
}
