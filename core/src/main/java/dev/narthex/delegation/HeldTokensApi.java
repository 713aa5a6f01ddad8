package dev.narthex.delegation;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.Apps;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.log.SystemLog;
import dev.narthex.log.SystemLog.Entry;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServers;
import dev.narthex.policy.Issuers;
import dev.narthex.token.RefreshTokenStore;
import dev.narthex.token.RefreshTokenStore.Held;
import dev.narthex.token.RefreshTokenStore.Holding;
import dev.narthex.token.Revocations;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `…/clients` and `…/clients/{client}/tokens[/{token}]`, of a user or at an authorization server: who holds refresh
/// tokens, and which. Whoever revokes one revokes the access tokens that came of it.
public final class HeldTokensApi {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 200;

    private final Scene scene;
    private final RefreshTokenStore tokens;
    private final Revocations revocations;
    private final Given given;
    private final ClientJson clients;
    private final Apps apps;
    private final Issuers issuers;
    private final SystemLog log;
    private final InstantSource clock;

    /// Whose tokens: of the person, or of the server, that a request names.
    ///
    /// `of` is empty if there is no such; `type` is what the error calls it; `others` are clients that hold
    /// something else.
    public record Scene(
            BiFunction<Request, Caller, Optional<Holding>> of,
            String type,
            String parameter,
            Function<Holding, Collection<String>> others) {}

    /// What is held, and where it is noted.
    public record Record(RefreshTokenStore tokens, Revocations revocations, SystemLog log, InstantSource clock) {}

    public HeldTokensApi(Scene scene, Record record, AuthorizationServers servers, Apps apps, Issuers issuers) {
        this.scene = scene;
        this.tokens = record.tokens();
        this.revocations = record.revocations();
        this.log = record.log();
        this.clock = record.clock();
        this.given = new Given(servers, issuers);
        this.clients = new ClientJson(apps, issuers);
        this.apps = apps;
        this.issuers = issuers;
    }

    /// GET `…/clients`.
    public Response clients(Request request, Caller caller) {
        return found(request, caller, holding -> {
            var ids = new TreeSet<>(tokens.clients(holding, clock.instant()));
            ids.addAll(scene.others().apply(holding));
            return Response.json(200, clients.list(ids, request.path()));
        });
    }

    /// GET `…/tokens`.
    public Response list(Request request, Caller caller) {
        return ofClient(request, caller, (holding, _) -> {
            var listing = Listing.asked(request, PAGE, LARGEST_PAGE);
            var found = tokens.held(holding, listing.after(), listing.fetch(), clock.instant());
            return listing.response(request, issuers.baseUrl(), found, held -> json(request, held), HeldTokensApi::id);
        });
    }

    /// GET `…/tokens/{token}`.
    public Response get(Request request, Caller caller) {
        return ofToken(request, caller, (held, _) -> Response.json(200, json(request, held)));
    }

    /// DELETE `…/tokens/{token}`.
    public Response revoke(Request request, Caller caller) {
        return ofToken(request, caller, (held, app) -> {
            revoke(held);
            return revoked(request, caller, app);
        });
    }

    /// DELETE `…/tokens`.
    public Response revokeAll(Request request, Caller caller) {
        return ofClient(request, caller, (holding, app) -> {
            tokens.held(holding, Optional.empty(), Integer.MAX_VALUE, clock.instant())
                    .forEach(this::revoke);
            return revoked(request, caller, app);
        });
    }

    private void revoke(Held held) {
        revocations.revoke(id(held));
    }

    private Response revoked(Request request, Caller caller, App app) {
        var entry = Entry.success(EventType.TOKEN_REVOKE, caller.actor(), scope(request), UserGrantsApi.target(app));
        log.write(request, Optional.empty(), entry);
        return Response.empty(204);
    }

    private Target scope(Request request) {
        String id = request.pathParameter(scene.parameter());
        return new Target(id, scene.type(), id, id);
    }

    private Object json(Request request, Held held) {
        String client = held.family().authorization().clientId();
        String list = request.path().substring(0, request.path().indexOf("/clients/"));
        String self = issuers.baseUrl() + list + "/clients/" + client + "/tokens/" + id(held);
        return given.token(held, self, request.query().first("expand").equals(Optional.of("scope")));
    }

    private static String id(Held held) {
        return held.family().authorization().id();
    }

    private Response found(Request request, Caller caller, Function<Holding, Response> answer) {
        return scene.of()
                .apply(request, caller)
                .map(answer)
                .orElseGet(() -> OktaError.notFound(request.pathParameter(scene.parameter()), scene.type())
                        .response(request));
    }

    private Response ofClient(Request request, Caller caller, BiFunction<Holding, App, Response> answer) {
        String id = request.pathParameter("client");
        return found(
                request,
                caller,
                holding -> apps.byClientId(id)
                        .map(app -> answer.apply(holding.by(id), app))
                        .orElseGet(() -> OktaError.notFound(id, "OAuth2Client").response(request)));
    }

    private Response ofToken(Request request, Caller caller, BiFunction<Held, App, Response> answer) {
        String id = request.pathParameter("token");
        return ofClient(
                request,
                caller,
                (holding, app) -> tokens.held(holding, id, clock.instant())
                        .map(held -> answer.apply(held, app))
                        .orElseGet(() ->
                                OktaError.notFound(id, "OAuth2RefreshToken").response(request)));
    }
}
