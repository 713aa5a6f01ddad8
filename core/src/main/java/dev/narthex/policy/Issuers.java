package dev.narthex.policy;

import java.util.List;

/// The public addresses of authorization servers, all derived from the configured base URL and never from what a
/// request says about its host.
///
/// `baseUrl` is scheme and authority, without a trailing slash.
public record Issuers(String baseUrl) {

    public Issuers {
        if (baseUrl.endsWith("/")) throw new IllegalArgumentException("a base URL does not end with a slash");
    }

    /// The `iss` of the server's tokens; compared exactly by everybody, so it never ends with a slash.
    public String issuer(AuthorizationServer server) {
        return server.isOrg() ? baseUrl : baseUrl + "/oauth2/" + server.id();
    }

    /// The URL of an endpoint such as `authorize` or `keys`.
    public String endpoint(AuthorizationServer server, String name) {
        return baseUrl + (server.isOrg() ? "/oauth2/v1/" : "/oauth2/" + server.id() + "/v1/") + name;
    }

    /// Who may use the server's access tokens.
    public String audience(AuthorizationServer server) {
        return server.isOrg() ? baseUrl : server.settings().audience();
    }

    /// Whether all resources that a client names are this audience. A server has one; whoever names none means that.
    public static boolean serves(String audience, List<String> resources) {
        return resources.stream().allMatch(resource -> resource.isEmpty() || resource.equals(audience));
    }

    public boolean secure() {
        return baseUrl.startsWith("https:");
    }
}
