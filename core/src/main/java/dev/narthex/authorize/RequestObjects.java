package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST_OBJECT;

import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings.ClientAuthentication;
import dev.narthex.apps.ClientSecret;
import dev.narthex.apps.RequestRules;
import dev.narthex.clientauth.AssertionVerifier.Means;
import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.PausedRequest.Ticket;
import dev.narthex.http.Json;
import dev.narthex.http.Parameters;
import dev.narthex.jose.Base64Url;
import dev.narthex.jose.Expected;
import dev.narthex.jose.Verification;
import dev.narthex.jose.Verification.Reason;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.jose.Verifier;
import dev.narthex.oauth.Problem;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens requests that an app signed, with its secret or its key: nobody on the way has changed them, and they are for
/// this server, now.
final class RequestObjects {
    private static final Duration LONGEST = Duration.ofHours(1);

    /// What is said of the token, and not asked for by it.
    private static final Set<String> OF_THE_TOKEN = Set.of("iss", "aud", "exp", "iat", "nbf", "jti", "sub");

    private final Means means;
    private final Issuers issuers;
    private final InstantSource clock;

    RequestObjects(Means means, Issuers issuers, InstantSource clock) {
        this.means = means;
        this.issuers = issuers;
        this.clock = clock;
    }

    /// What a request object turned out to be.
    sealed interface Opened {
        /// Good: what it asks for, and the ticket for its one use if it has an id.
        record Good(Parameters parameters, List<Ticket> tickets) implements Opened {}

        record Bad(Problem problem) implements Opened {}
    }

    Opened open(App app, AuthorizationServer server, String object) {
        // RFC 9101 §4: from the client, for this server. RFC 9101 §10.8: of this type, if it names one.
        var expected = Expected.of(app.clientId(), issuers.issuer(server)).withTypes("JWT", "oauth-authz-req+jwt");
        return switch (verify(app, expected, object)) {
            case Verification.Valid(var jwt) ->
                fault(app, object, jwt).<Opened>map(RequestObjects::bad).orElseGet(() -> read(jwt));
            // The reason only: apps show descriptions to people, and details hold words of whoever made the link.
            case Verification.Refused(var reason, var ignored) ->
                bad(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }

    // RFC 9101 §6.2: signed, by a key or a secret of the client, as its algorithm says; never unsigned.
    private Verification verify(App app, Expected expected, String object) {
        var byKey = new Verifier(expected, means.keys().of(app), clock, means.crypto()).verify(object);
        boolean otherAlgorithm = byKey instanceof Verification.Refused(var reason, var ignored)
                && reason == Reason.UNSUPPORTED_ALGORITHM;
        return otherAlgorithm
                ? Verifier.withSecrets(expected, secrets(app.settings().oauth().authentication()), clock)
                        .verify(object)
                : byKey;
    }

    private List<byte[]> secrets(ClientAuthentication authentication) {
        return authentication.secrets().stream()
                .filter(ClientSecret::active)
                .flatMap(secret -> means.secrets().open(secret.sealed()).stream())
                .toList();
    }

    private Optional<String> fault(App app, String object, VerifiedJwt jwt) {
        if (jwt.expiresAt().isAfter(clock.instant().plus(LONGEST))) return Optional.of("it lives longer than an hour");
        var claims = jwt.claims();
        // RFC 9101 §4: neither in the other, or a request could be hidden in a request.
        if (claims.containsKey("request") || claims.containsKey("request_uri")) {
            return Optional.of("it holds another request");
        }
        // RFC 9101 §10.8: an assertion that authenticates the client is no request, nor the other way.
        if (app.clientId().equals(claims.get("sub"))) return Optional.of("it has the client as its subject");
        // RFC 9101 §5: the client_id inside is that outside.
        if (claims.containsKey("client_id") && !app.clientId().equals(claims.get("client_id"))) {
            return Optional.of("it is from another client");
        }
        boolean asSet = RequestRules.of(app.settings())
                .algorithm()
                .map(set -> set.equals(algorithm(object)))
                .orElse(true);
        return asSet ? Optional.empty() : Optional.of("the app has registered another algorithm");
    }

    private static Object algorithm(String object) {
        byte[] header =
                Base64Url.decode(object.substring(0, object.indexOf('.'))).orElseThrow();
        return Json.readObject(header).get("alg");
    }

    private static Opened read(VerifiedJwt jwt) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var claim : jwt.claims().entrySet()) {
            if (OF_THE_TOKEN.contains(claim.getKey()) || claim.getValue() == null) continue;
            var texts = texts(claim.getKey(), claim.getValue());
            if (texts.isEmpty()) return bad("a parameter is neither a text nor a number");
            values.put(claim.getKey(), texts);
        }
        if (jwt.claims().get("jti") != null && jwt.string("jti").isEmpty()) return bad("its jti is not text");
        return new Opened.Good(Parameters.of(values), ticket(jwt));
    }

    /// As the same parameter would be in an address; nothing if it could not be there.
    private static List<String> texts(String name, Object value) {
        return switch (value) {
            case String text -> List.of(text);
            case Integer number -> List.of(number.toString());
            case Long number -> List.of(number.toString());
            case BigInteger number -> List.of(number.toString());
            case Boolean flag -> List.of(flag.toString());
            // In a token, `claims` is an object rather than the text of one.
            case Map<?, ?> object -> List.of(Json.text(object));
            case List<?> list
            when name.equals("resource") && list.stream().allMatch(String.class::isInstance) ->
                list.stream().map(String.class::cast).toList();
            default -> List.of();
        };
    }

    /// An id makes the request good for one grant.
    private static List<Ticket> ticket(VerifiedJwt jwt) {
        return jwt
                .string("jti")
                .map(id -> new Ticket("signed " + SecretHash.of(id).hex(), jwt.expiresAt()))
                .stream()
                .toList();
    }

    private static Opened bad(String why) {
        return new Opened.Bad(new Problem(INVALID_REQUEST_OBJECT, "The request object is not valid: " + why + "."));
    }
}
