package dev.narthex.clientauth;

import static dev.narthex.oauth.OAuthError.INVALID_CLIENT;
import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;

import dev.narthex.apps.App;
import dev.narthex.apps.ClientSecret;
import dev.narthex.clientauth.ClientAuthenticationResult.Authenticated;
import dev.narthex.clientauth.ClientAuthenticationResult.Refused;
import dev.narthex.clientauth.Credentials.Found;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.oauth.Problem;
import dev.narthex.policy.AuthorizationServer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Authenticates clients by the method they are registered for, and by no other.
public final class ClientAuthenticator {
    private static final Set<String> BY_SECRET = Set.of("client_secret_basic", "client_secret_post");
    private static final Set<String> BY_ASSERTION = Set.of("client_secret_jwt", "private_key_jwt");
    private static final String UNKNOWN = "The client secret supplied for a confidential client is invalid.";

    private final Function<String, Optional<App>> apps;
    private final AssertionVerifier assertions;
    private final RefusalLog log;

    public ClientAuthenticator(Function<String, Optional<App>> apps, AssertionVerifier assertions, RefusalLog log) {
        this.apps = apps;
        this.assertions = assertions;
        this.log = log;
    }

    /// Puts callers on record who are not the client they say they are.
    public ClientAuthenticationResult authenticate(Request request, AuthorizationServer server, Parameters form) {
        return log.write(request, server, judge(request, server, form));
    }

    private ClientAuthenticationResult judge(Request request, AuthorizationServer server, Parameters form) {
        if (request.query().has("client_secret") || request.query().has("client_assertion")) {
            // RFC 6749 §2.3.1: never in the URI.
            return new Refused(400, new Problem(INVALID_REQUEST, "Client credentials belong into header or body."));
        }
        return switch (Credentials.in(request, form)) {
            case Found.None() -> refused("The request does not say which client it is from.");
            case Found.Unreadable() -> refused("The Authorization header is not well formed.");
            case Found.Several() ->
                new Refused(401, new Problem(INVALID_REQUEST, "Only one way to authenticate the client may be used."));
            case Found.One(var credentials) -> check(credentials, server, request);
        };
    }

    private ClientAuthenticationResult check(Credentials credentials, AuthorizationServer server, Request request) {
        return switch (credentials) {
            case Credentials.Nothing(var id) -> known(id, app -> isPublic(app) ? Optional.of(false) : Optional.empty());
            case Credentials.Secret(var id, var readings) ->
                known(id, app -> knowsSecret(app, readings) ? Optional.of(true) : Optional.empty());
            case Credentials.Assertion(var id, var jwt) ->
                assertions
                        .clientNamedIn(jwt)
                        .filter(named -> id.map(named::equals).orElse(true))
                        .map(named -> known(named, app -> provesKey(app, server, request, jwt)))
                        .orElseGet(() -> refused("The client_assertion is not a JWT of this client."));
        };
    }

    /// `proof` answers whether the client is confidential, and nothing if it proved nothing.
    private ClientAuthenticationResult known(String clientId, Function<App, Optional<Boolean>> proof) {
        return apps.apply(clientId)
                .filter(App::active)
                .flatMap(app -> proof.apply(app).map(confidential -> new AuthenticatedClient(app, confidential)))
                .<ClientAuthenticationResult>map(Authenticated::new)
                .orElseGet(() -> refused(UNKNOWN));
    }

    private static boolean isPublic(App app) {
        return method(app).equals("none");
    }

    private static String method(App app) {
        return app.settings().oauth().authentication().method();
    }

    private static boolean knowsSecret(App app, Set<String> readings) {
        if (!BY_SECRET.contains(method(app))) return false;
        var hashes = readings.stream().map(SecretHash::of).toList();
        return app.settings().oauth().authentication().secrets().stream()
                .filter(ClientSecret::active)
                .anyMatch(known -> hashes.contains(known.hash()));
    }

    private Optional<Boolean> provesKey(App app, AuthorizationServer server, Request request, String jwt) {
        if (!BY_ASSERTION.contains(method(app))) return Optional.empty();
        return assertions.verify(app, server, request.path(), jwt) ? Optional.of(true) : Optional.empty();
    }

    private static ClientAuthenticationResult refused(String description) {
        return new Refused(401, new Problem(INVALID_CLIENT, description));
    }
}
