package dev.narthex.authorize;

import static dev.narthex.oauth.OAuthError.INVALID_REQUEST;

import dev.narthex.apps.App;
import dev.narthex.apps.TokenBinding;
import dev.narthex.clientauth.ClientAuthenticationResult;
import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.clientauth.ProblemResponder;
import dev.narthex.dpop.DpopProofs;
import dev.narthex.dpop.Possession;
import dev.narthex.flow.PausedRequest;
import dev.narthex.flow.PushedRequests;
import dev.narthex.http.Parameters;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.oauth.OAuthError;
import dev.narthex.oauth.Problem;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.AuthorizationServers;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Set;

/// POST `…/v1/par`: an app pushes its authorization request, proves which app it is, and gets a `request_uri` to send
/// the browser with. What is faulty it hears at once, rather than a person later.
public final class PushEndpoint {
    private static final Set<String> CREDENTIALS = Set.of("client_secret", "client_assertion", "client_assertion_type");

    private static final String KEY = "dpop_jkt";

    /// A `request_uri` travels in an address.
    private static final int MAX_URI = 8_000;

    private final AuthorizationServers servers;
    private final ClientAuthenticator authenticator;
    private final AuthorizeRequests requests;
    private final PushedRequests pushed;
    private final DpopProofs proofs;
    private final InstantSource clock;

    public PushEndpoint(
            AuthorizationServers servers,
            ClientAuthenticator authenticator,
            AuthorizeRequests requests,
            PushedRequests pushed,
            DpopProofs proofs,
            InstantSource clock) {
        this.servers = servers;
        this.authenticator = authenticator;
        this.requests = requests;
        this.pushed = pushed;
        this.proofs = proofs;
        this.clock = clock;
    }

    public Response handle(Request request) {
        return servers.addressed(request)
                .map(server -> answer(request, server, request.form()))
                .orElseGet(() -> OktaError.unknownServer(request).response(request));
    }

    // RFC 9126 §2.1: the client authenticates as at the token endpoint.
    private Response answer(Request request, AuthorizationServer server, Parameters form) {
        return switch (authenticator.authenticate(request, server, form)) {
            case ClientAuthenticationResult.Refused(int status, var problem) ->
                ProblemResponder.respond(request, status, problem);
            case ClientAuthenticationResult.Authenticated(var client) ->
                read(request, server, client.app(), form.without(CREDENTIALS));
        };
    }

    private Response read(Request request, AuthorizationServer server, App app, Parameters form) {
        return switch (requests.readPushing(server, app, form)) {
            case Reading.Whole whole when TokenBinding.of(app.settings()).required() -> bind(request, server, whole);
            case Reading.Whole whole -> check(request, server, whole);
            case Reading.Faulty faulty -> refused(request, faulty.problem());
            case Reading.Unusable(var problem) -> refused(request, problem);
        };
    }

    /// A proof that comes along names the key of the code.
    // RFC 9449 §10.1: and dpop_jkt, if it is there, names no other.
    private Response bind(Request request, AuthorizationServer server, Reading.Whole whole) {
        return switch (proofs.withNonce(request)) {
            case Possession.Missing() -> check(request, server, whole);
            case Possession.Refused(var why) -> refused(request, new Problem(OAuthError.INVALID_DPOP_PROOF, why));
            case Possession.NonceNeeded(var nonce) ->
                refused(request, DpopProofs.NONCE_NEEDED).with("DPoP-Nonce", nonce);
            case Possession.Proven(var key)
            when whole.parameters()
                    .first(KEY)
                    .filter(named -> !named.equals(key))
                    .isPresent() ->
                refused(request, new Problem(INVALID_REQUEST, "The 'dpop_jkt' is not the key of the DPoP proof."));
            case Possession.Proven(var key) ->
                check(request, server, new Reading.Whole(whole.parameters().with(KEY, key), whole.tickets()));
        };
    }

    // RFC 9126 §2.1: checked as it would be at the authorization endpoint.
    private Response check(Request request, AuthorizationServer server, Reading.Whole whole) {
        return switch (requests.validate(server, whole.parameters())) {
            case Validation.Valid _ -> push(request, server, whole);
            case Validation.Refused refusal -> refused(request, refusal.problem());
        };
    }

    private Response push(Request request, AuthorizationServer server, Reading.Whole whole) {
        var begun = PausedRequest.begin(server.id(), whole.parameters().asMap(), clock.instant())
                .with(whole.tickets());
        String uri = pushed.push(begun);
        if (uri.length() > MAX_URI) {
            return refused(request, new Problem(INVALID_REQUEST, "The parameters are too long altogether."));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("request_uri", uri);
        body.put("expires_in", PushedRequests.LIFETIME.toSeconds());
        // RFC 9126 §2.2: 201. Clients that keep to the standard take no other.
        return Response.json(201, body);
    }

    // RFC 9126 §2.3: as at the token endpoint.
    private static Response refused(Request request, Problem problem) {
        return ProblemResponder.respond(request, 400, problem);
    }
}
