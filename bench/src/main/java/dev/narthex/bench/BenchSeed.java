package dev.narthex.bench;

/// What the server is filled with: a person, an app that needs no consent, and a second authorization server.
final class BenchSeed {
    static final String USERNAME = "ada@example.org";
    static final String PASSWORD = "correct horse battery staple";

    private static final String REDIRECT = "http://localhost:9/callback";

    static final String YAML = """
            users:
              - login: %s
                firstName: Ada
                lastName: Byron
                password: %s
            apps:
              - clientId: bench-spa
                label: Bench
                redirectUris: [%s]
                grantTypes: [implicit]
                responseTypes: [id_token, token]
                assignedTo: {everyone: true}
            authorizationServers:
              - id: es256
                audience: api://default
                signingAlgorithm: ES256
                policies:
                  - name: Everyone
                    rules: [{name: All}]
            """.formatted(USERNAME, PASSWORD, REDIRECT);

    private static final String QUERY =
            "client_id=bench-spa&response_type=id_token%20token&scope=openid%20profile%20email"
                    + "&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcallback&state=af0ifjsldkj-Vx8&nonce=n-0S6_WzA2Mj-41";

    private BenchSeed() {}

    /// The request that is measured: path and query.
    static String authorize(Algorithm algorithm) {
        return "/oauth2/" + algorithm.server() + "/v1/authorize?" + QUERY;
    }
}
