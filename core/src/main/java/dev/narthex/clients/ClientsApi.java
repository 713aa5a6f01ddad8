package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSearch;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.AppStore;
import dev.narthex.clients.ClientReader.Writer;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Listing;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.Issuers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/oauth2/v1/clients`: dynamic registration, for whoever has the right to register or to manage clients.
public final class ClientsApi {
    private static final int USUAL = 20;
    private static final int MOST = 200;

    private final Registrar registrar;
    private final ClientReader reader;
    private final ClientJson json;
    private final RegistrationTokens tokens;
    private final AppLog log;
    private final Rooms rooms;

    /// Where lists come from, and who may do more than read them.
    public record Rooms(AppStore store, Issuers issuers, Authority authority) {}

    public ClientsApi(
            Registrar registrar,
            ClientReader reader,
            ClientJson json,
            RegistrationTokens tokens,
            AppLog log,
            Rooms rooms) {
        this.registrar = registrar;
        this.reader = reader;
        this.json = json;
        this.tokens = tokens;
        this.log = log;
        this.rooms = rooms;
    }

    public Response list(Request request, Caller caller) {
        var asked = request.query().first("q").map(AppSearch.ALL::beginning).orElse(AppSearch.ALL);
        var page = Listing.asked(request, USUAL, MOST);
        var found = rooms.store().search(asked, page.after(), page.fetch());
        return page.response(request, rooms.issuers().baseUrl(), found, json::of, App::id);
    }

    public Response get(Request request, Caller caller) {
        return ofClient(request, app -> RegistrationResponder.client(200, json.of(app)));
    }

    /// Whoever came with an access token may be the client itself, and gets a token to manage its registration.
    public Response register(Request request, Caller caller) {
        boolean standard = !Authority.isWhole(request);
        var body = ClientReader.fields(request.json(), Optional.empty());
        var draft = reader.read(body, standard ? Writer.CLIENT : Writer.ADMINISTRATOR, Optional.empty());
        var refused = body.error("client");
        if (refused.isPresent()) return RegistrationResponder.refused(request, refused.get());
        var app = registrar.register(draft, true).orElseThrow();
        var events = List.of(EventType.APP_CREATE, EventType.CLIENT_CREATE);
        log.write(request, caller.actor(), events, app);
        var written = json.withSecret(app);
        return RegistrationResponder.client(201, standard ? json.managed(written, app, tokens.issue(app)) : written);
    }

    public Response replace(Request request, Caller caller) {
        return ofClient(request, app -> {
            if (!rooms.authority().mayBe(request, app))
                return OktaError.forbidden().response(request);
            var before = Optional.of(app.settings());
            var body = ClientReader.fields(request.json(), before);
            body.text("client_id", 100)
                    .filter(id -> !id.equals(app.clientId()))
                    .ifPresent(_ -> body.fault("client_id", "can't be changed"));
            var draft = reader.read(body, Writer.ADMINISTRATOR, before);
            var refused = body.error("client");
            if (refused.isPresent()) return RegistrationResponder.refused(request, refused.get());
            return changed(request, caller, registrar.replace(app.id(), draft), app.settings());
        });
    }

    /// With the secret if there was none before.
    private Response changed(Request request, Caller caller, Optional<App> changed, AppSettings before) {
        if (changed.isEmpty()) return unknown(request);
        var app = changed.get();
        log.write(request, caller.actor(), List.of(EventType.APP_UPDATE, EventType.CLIENT_UPDATE), app);
        boolean had = !before.authentication().secrets().isEmpty();
        return RegistrationResponder.client(200, had ? json.of(app) : json.withSecret(app));
    }

    /// Replaces all secrets by a new one.
    public Response newSecret(Request request, Caller caller) {
        return ofClient(request, app -> {
            if (!rooms.authority().mayBe(request, app))
                return OktaError.forbidden().response(request);
            if (!app.settings().authentication().bySecret()) {
                return RegistrationResponder.refused(
                        request, OktaError.invalid("client", "token_endpoint_auth_method: needs no secret"));
            }
            var changed = registrar.renewSecret(app.id());
            if (changed.isEmpty()) return unknown(request);
            log.write(request, caller.actor(), EventType.CLIENT_SECRET_CREATE, changed.get());
            return RegistrationResponder.client(200, json.withSecret(changed.get()));
        });
    }

    public Response delete(Request request, Caller caller) {
        return ofClient(request, app -> {
            if (!registrar.delete(app.id())) return unknown(request);
            log.write(request, caller.actor(), List.of(EventType.APP_DELETE, EventType.CLIENT_DELETE), app);
            return Response.empty(204);
        });
    }

    private Response ofClient(Request request, Function<App, Response> answer) {
        return registrar.byClientId(request.pathParameter("client")).map(answer).orElseGet(() -> unknown(request));
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(request.pathParameter("client"), "Client").response(request);
    }
}
