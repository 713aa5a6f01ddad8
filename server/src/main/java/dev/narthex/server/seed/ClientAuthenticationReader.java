package dev.narthex.server.seed;

import dev.narthex.jose.Jwk;
import dev.narthex.jose.JwkSet;
import dev.narthex.jose.LocalKeys;
import dev.narthex.server.seed.Seed.ClientAuthentication;
import java.util.List;
import java.util.Map;

/// Reads how an app proves which one it is: `clientAuthentication`, `clientSecret`, `jwks` and `jwksUri`.
final class ClientAuthenticationReader {
    private static final String BY_KEY = "private_key_jwt";
    private static final String BY_SECRET = "client_secret_basic";
    private static final List<String> METHODS =
            List.of("none", BY_SECRET, "client_secret_post", "client_secret_jwt", BY_KEY);
    private static final int MOST_SECRETS = 2;

    /// Only a plain hash of a secret is kept, so it must not be one that can be guessed.
    private static final int SHORTEST_SECRET = 32;

    private ClientAuthenticationReader() {}

    static ClientAuthentication read(Entry app, String type) {
        var secrets = app.texts("clientSecret");
        var keys = app.under("jwks").map(ClientAuthenticationReader::keys).orElse(List.of());
        String method = app.oneOf("clientAuthentication", usual(app, type), METHODS);
        if (app.has("clientSecret")) checkSecrets(app, method, secrets);
        if (app.has("jwks")) checkKeys(app, method, keys);
        if (app.has("jwksUri")) checkUri(app, method);
        if (app.has("clientAuthentication")) checkMeans(app, method);
        boolean pkce = app.isTrue("pkceRequired", false);
        var usable = keys.stream()
                .filter(ClientAuthenticationReader::isUsable)
                .map(Jwk::new)
                .toList();
        return new ClientAuthentication(method, pkce, secrets, usable);
    }

    private static List<Map<String, Object>> keys(Entry jwks) {
        var keys = jwks.each("keys", Entry::typed);
        jwks.end();
        return keys;
    }

    private static String usual(Entry app, String type) {
        if (app.has("jwks") || app.has("jwksUri")) return BY_KEY;
        boolean secret = app.has("clientSecret") || type.equals("web") || type.equals("service");
        return secret ? BY_SECRET : "none";
    }

    private static void checkSecrets(Entry app, String method, List<String> secrets) {
        if (!method.startsWith("client_secret")) {
            app.refuse("clientSecret", "is of no use with the method " + method);
        }
        if (secrets.size() > MOST_SECRETS) app.refuse("clientSecret", "holds more than two");
        if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            app.refuse("clientSecret", "is too short: give 32 characters or more that nobody can guess");
        }
    }

    private static void checkKeys(Entry app, String method, List<Map<String, Object>> keys) {
        if (!method.equals(BY_KEY)) app.refuse("jwks", "is of no use with the method " + method);
        if (keys.isEmpty() || !keys.stream().allMatch(ClientAuthenticationReader::isUsable)) {
            app.refuse(
                    "jwks",
                    "needs 'keys', each a public JWK with a text as 'kid': RSA of 2048 bits or more, P-256 or Ed25519");
        }
    }

    /// Whether it may be called is for the server that calls it to say: a seed is for several.
    private static void checkUri(Entry app, String method) {
        if (!method.equals(BY_KEY)) app.refuse("jwksUri", "is of no use with the method " + method);
        if (app.has("jwks")) app.refuse("jwksUri", "is instead of 'jwks', not beside it");
        if (app.text("jwksUri").filter(uri -> uri.matches("https?://[^/]+.*")).isEmpty()) {
            app.refuse("jwksUri", "must be the https address of a key set");
        }
    }

    private static void checkMeans(Entry app, String method) {
        if (method.equals(BY_KEY) && !app.has("jwks") && !app.has("jwksUri")) {
            app.refuse("clientAuthentication", "needs 'jwks' or 'jwksUri'");
        }
        if (method.startsWith("client_secret") && !app.has("clientSecret")) {
            app.refuse("clientAuthentication", "needs 'clientSecret'");
        }
    }

    /// A private key is none that we want to see.
    private static boolean isUsable(Map<String, Object> members) {
        if (members.containsKey("d") || members.containsKey("k")) return false;
        return members.get("kid") instanceof String kid
                && LocalKeys.of(new JwkSet(List.of(new Jwk(members)))).find(kid).isPresent();
    }
}
