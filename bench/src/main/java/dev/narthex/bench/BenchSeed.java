package dev.narthex.bench;

import dev.narthex.bench.cost.Algorithm;

/// What the server is filled with: a person, an app that needs no consent, and a second authorization server.
final class BenchSeed {
    static final String USERNAME = "ada@example.org";
    static final String PASSWORD = "correct horse battery staple";

    private static final String SECRET = "of-no-worth-but-32-characters-long";
    private static final String WEB = "client_id=bench-web&client_secret=" + SECRET;
    private static final String PAGE = "client_id=bench-page";
    private static final String ENCODED_REDIRECT = "http%3A%2F%2Flocalhost%3A9%2Fcallback";
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
              - clientId: bench-web
                label: Bench
                type: service
                grantTypes: [client_credentials]
                clientSecret: %s
              - clientId: bench-page
                label: Bench
                redirectUris: [%s]
                grantTypes: [authorization_code, refresh_token]
                responseTypes: [code]
                assignedTo: {everyone: true}
            authorizationServers:
              - id: default
                audience: api://default
                scopes: [{name: bench.read}]
              - id: es256
                audience: api://default
                signingAlgorithm: ES256
                scopes: [{name: bench.read}]
                policies:
                  - name: Everyone
                    rules: [{name: All, grantTypes: [implicit, authorization_code, client_credentials]}]
            """.formatted(USERNAME, PASSWORD, REDIRECT, SECRET, REDIRECT);

    private static final String QUERY =
            "client_id=bench-spa&response_type=id_token%20token&scope=openid%20profile%20email"
                    + "&redirect_uri=http%3A%2F%2Flocalhost%3A9%2Fcallback&state=af0ifjsldkj-Vx8&nonce=n-0S6_WzA2Mj-41";

    private BenchSeed() {}

    /// The seed with so many more people, so that nobody is locked by signing in everywhere at once.
    static String crowd(int people) {
        var users = new StringBuilder("users:\n");
        for (int i = 0; i < people; i++) {
            users.append("  - {login: ")
                    .append(person(i))
                    .append(", firstName: Ada, lastName: Byron, password: ")
                    .append(PASSWORD)
                    .append("}\n");
        }
        return YAML.replaceFirst("users:\n", users.toString());
    }

    static String person(int number) {
        return "person-" + number + "@example.org";
    }

    /// What redeems a code, which `$` stands for.
    static final String REDEEM = PAGE + "&grant_type=authorization_code&redirect_uri=" + ENCODED_REDIRECT
            + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&code=$";

    /// What uses a refresh token, which `$` stands for.
    static final String REFRESH = PAGE + "&grant_type=refresh_token&refresh_token=$";

    /// A service asks for itself.
    static final String FOR_ITSELF = WEB + "&grant_type=client_credentials&scope=bench.read";

    static String introspect(String token) {
        return WEB + "&token=" + token;
    }

    static String path(Algorithm algorithm, String endpoint) {
        return "/oauth2/" + algorithm.server() + "/v1/" + endpoint;
    }

    /// A request for a code: path and query.
    static String authorizeForCode(Algorithm algorithm, String scope) {
        return path(algorithm, "authorize") + "?" + PAGE + "&response_type=code&scope=" + scope + "&redirect_uri="
                + ENCODED_REDIRECT + "&state=af0ifjsldkj-Vx8&nonce=n-0S6_WzA2Mj-41&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    }

    /// The request that is measured: path and query.
    static String authorize(Algorithm algorithm) {
        return "/oauth2/" + algorithm.server() + "/v1/authorize?" + QUERY;
    }
}
