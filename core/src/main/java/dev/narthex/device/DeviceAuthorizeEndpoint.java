package dev.narthex.device;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;
import static dev.narthex.oauth.OAuthError.INVALID_SCOPE;
import static dev.narthex.oauth.OAuthError.UNAUTHORIZED_CLIENT;

import dev.narthex.apps.App;
import dev.narthex.clientauth.ClientAuthenticationResult;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ProblemResponder;
import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import dev.narthex.device.DeviceAuthorization.Asker;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Actor;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.oauth.Scopes;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// POST `…/v1/device/authorize`: a device asks for a code to show.
public final class DeviceAuthorizeEndpoint {
    /// The wire's name of the grant.
    public static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

    static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int TRIES = 10;

    private final AuthorizationServers servers;
    private final ClientAuthenticator clients;
    private final Making making;
    private final SystemLog log;
    private final Issuers issuers;

    /// What an authorization is made with and where it is kept.
    public record Making(DeviceStore store, UserCodes codes, Ids ids, Secrets secrets, InstantSource clock) {}

    public DeviceAuthorizeEndpoint(
            AuthorizationServers servers, ClientAuthenticator clients, Making making, SystemLog log, Issuers issuers) {
        this.servers = servers;
        this.clients = clients;
        this.making = making;
        this.log = log;
        this.issuers = issuers;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> answer(request, server, request.form()))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    private Response answer(Request request, AuthorizationServer server, Parameters form) {
        if (!form.repeated().isEmpty()) return refused(request, INVALID_REQUEST, "A parameter came more than once.");
        return switch (clients.authenticate(request, server, form)) {
            case ClientAuthenticationResult.Refused(int status, var problem) ->
                ProblemResponder.respond(request, status, problem);
            case ClientAuthenticationResult.Authenticated(var client) -> asked(request, client.app(), server, form);
        };
    }

    private Response asked(Request request, App app, AuthorizationServer server, Parameters form) {
        if (!app.settings().oauth().grantTypes().contains(GRANT_TYPE)) {
            return refused(request, UNAUTHORIZED_CLIENT, "The app is not configured for this grant type.");
        }
        var scopes = scopes(app, server, form);
        if (scopes.isEmpty()) return refused(request, INVALID_SCOPE, "The 'scope' parameter is not well formed.");
        // RFC 6749 §3.3: a scope that is not known is refused, never dropped.
        boolean known = scopes.get().names().stream()
                .allMatch(name -> server.scope(name).isPresent());
        if (!known) return refused(request, INVALID_SCOPE, "The authorization server does not know a scope.");
        if (scopes.get().isEmpty()) {
            return refused(request, INVALID_SCOPE, "The 'scope' parameter is missing, and there is no default.");
        }
        return begun(request, app, server, scopes.get());
    }

    private static Optional<Scopes> scopes(App app, AuthorizationServer server, Parameters form) {
        boolean refreshable = app.settings().oauth().grantTypes().contains("refresh_token");
        var asked = form.first("scope");
        return (asked.isPresent() ? Scopes.parse(asked.get()) : Optional.of(server.defaultScopes()))
                .map(scopes -> refreshable ? scopes : scopes.without(Set.of(Scopes.OFFLINE_ACCESS)));
    }

    private Response begun(Request request, App app, AuthorizationServer server, Scopes scopes) {
        String deviceCode = making.secrets().next();
        var asker = new Asker(app.clientId(), server.id());
        var expires = making.clock().instant().plus(LIFETIME);
        for (int i = 0; i < TRIES; i++) {
            var userCode = making.codes().next();
            var codes = new DeviceAuthorization.Codes(
                    SecretHash.of(deviceCode), making.codes().tag(userCode));
            var authorization = new DeviceAuthorization(making.ids().next("oar"), codes, asker, scopes, expires);
            if (!making.store().begin(authorization)) continue;
            record(request, app, server, scopes);
            return Response.json(200, body(deviceCode, userCode));
        }
        throw new IllegalStateException("every user code is taken");
    }

    private void record(Request request, App app, AuthorizationServer server, Scopes scopes) {
        var actor = new Actor(app.clientId(), "PublicClientApp", app.clientId(), app.label());
        var facts = Map.of("issuer", issuers.issuer(server), "requestedScopes", scopes.text());
        log.write(
                request,
                Optional.empty(),
                Entry.success(EventType.DEVICE_START, actor).with(facts));
    }

    // RFC 8628 §3.2: the members of the answer.
    private Map<String, Object> body(String deviceCode, UserCode userCode) {
        String page = issuers.baseUrl() + ActivatePage.PATH;
        var body = new LinkedHashMap<String, Object>();
        body.put("device_code", deviceCode);
        body.put("user_code", userCode.text());
        body.put("verification_uri", page);
        body.put("verification_uri_complete", page + "?user_code=" + userCode.text());
        body.put("expires_in", LIFETIME.toSeconds());
        body.put("interval", INTERVAL.toSeconds());
        return body;
    }

    private static Response refused(Request request, OAuthError error, String description) {
        return ProblemResponder.respond(request, 400, new Problem(error, description));
    }
}
