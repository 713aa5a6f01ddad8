package dev.narthex.userinfo;

import dev.narthex.apps.Apps;
import dev.narthex.apps.UserinfoFormat;
import dev.narthex.bearer.Bearers;
import dev.narthex.bearer.Presented;
import dev.narthex.groups.People;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.issue.Entitlement;
import dev.narthex.issue.ServerClaims;
import dev.narthex.issue.Subject;
import dev.narthex.issue.TokenIssuer;
import dev.narthex.jose.VerifiedJwt;
import dev.narthex.oauth.Scopes;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// GET or POST `…/v1/userinfo` with a bearer token.
public final class UserinfoEndpoint {
    private final AuthorizationServers servers;
    private final Bearers bearers;
    private final People people;
    private final Apps apps;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public UserinfoEndpoint(
            AuthorizationServers servers,
            Bearers bearers,
            People people,
            Apps apps,
            TokenIssuer issuer,
            InstantSource clock) {
        this.servers = servers;
        this.bearers = bearers;
        this.people = people;
        this.apps = apps;
        this.issuer = issuer;
        this.clock = clock;
    }

    public Response handle(Request request) {
        var server = servers.addressed(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        var posted = posted(request);
        // RFC 6750 §2: never in the query, and one way at a time.
        if (request.query().has("access_token")
                || (posted.isPresent() && request.header("authorization").isPresent())) {
            String why = "The access token belongs into the Authorization header alone";
            return refused(400, "Bearer", "invalid_request", why);
        }
        var presented = posted.map(token -> bearers.posted(server.get(), token))
                .orElseGet(() -> bearers.of(request, server.get()));
        return switch (presented) {
            // RFC 6750 §3.1: without a token there is no error code.
            case Presented.Nothing() -> Response.empty(401).with("WWW-Authenticate", "Bearer");
            case Presented.Unfit(var challenge) -> Response.empty(401).with("WWW-Authenticate", challenge);
            case Presented.Token(var scheme, var jwt) -> answer(server.get(), scheme, jwt);
        };
    }

    private Response answer(AuthorizationServer server, String scheme, VerifiedJwt jwt) {
        if (!jwt.scopes().contains(Scopes.OPENID)) {
            return refused(403, scheme, "insufficient_scope", "The access token lacks the scope openid");
        }
        try {
            return claims(server, jwt)
                    .orElseGet(() -> refused(401, scheme, "invalid_token", "The access token is invalid"));
        } catch (ServerClaims.Failed failed) {
            return Response.json(400, Map.of("error", "server_error", "error_description", failed.getMessage()));
        }
    }

    private Optional<Response> claims(AuthorizationServer server, VerifiedJwt jwt) {
        var scopes = Scopes.of(jwt.stringList("scp"));
        var app = jwt.string("cid").flatMap(apps::byClientId).filter(it -> it.active());
        return jwt.string("uid")
                .flatMap(people::byId)
                .filter(person -> person.user().maySignIn())
                // Who was taken off the app since.
                .flatMap(person -> app.filter(it -> apps.mayUse(person, it)).map(it -> {
                    var entitlement = new Entitlement(it, server, scopes, Duration.ZERO);
                    var subject = new Subject(person, Instant.EPOCH, java.util.List.of(), Optional.empty());
                    return written(entitlement, issuer.userinfo(entitlement, subject, clock.instant()));
                }));
    }

    /// As the app wants to read it. A server has keys for one algorithm.
    private Response written(Entitlement entitlement, Map<String, Object> userinfo) {
        var wanted = UserinfoFormat.of(entitlement.app().settings()).algorithm();
        if (wanted.isEmpty()) return Response.json(200, userinfo);
        String ours = entitlement.server().settings().algorithm().jwsName();
        if (!wanted.get().equals(ours)) {
            String why =
                    "The app's 'userinfo_signed_response_alg' is " + wanted.get() + "; this server signs by " + ours;
            return Response.json(400, Map.of("error", "server_error", "error_description", why));
        }
        byte[] token = issuer.signedUserinfo(entitlement, userinfo).getBytes(StandardCharsets.US_ASCII);
        return Response.of(200, "application/jwt", token);
    }

    // RFC 6750 §2.2: in the body of a POST that is a form.
    private static Optional<String> posted(Request request) {
        boolean form = request.method().equals("POST")
                && request.header("content-type")
                        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
                        .isPresent();
        return form ? request.form().first("access_token") : Optional.empty();
    }

    private static Response refused(int status, String scheme, String error, String description) {
        return Response.empty(status).with("WWW-Authenticate", Bearers.challenge(scheme, error, description));
    }
}
