package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.ClientSecret;
import dev.narthex.clients.Registrar.Change;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.jose.Base64Url;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// `/api/v1/apps/{app}/credentials/secrets`: two at a time, so that one can be replaced without a gap.
public final class AppSecretsApi {
    private static final int MOST = 2;

    /// As many bytes of the hash as tell one secret from another.
    private static final int SHOWN = 16;

    private final Registrar registrar;
    private final ClientSecrets secrets;
    private final AppJson apps;
    private final AppLog log;
    private final Authority authority;
    private final InstantSource clock;

    public AppSecretsApi(
            Registrar registrar,
            ClientSecrets secrets,
            AppJson apps,
            AppLog log,
            Authority authority,
            InstantSource clock) {
        this.registrar = registrar;
        this.secrets = secrets;
        this.apps = apps;
        this.log = log;
        this.authority = authority;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        return ofApp(
                request,
                app -> Response.json(
                        200,
                        of(app).stream()
                                .map(secret -> shown(request, app, secret))
                                .toList()));
    }

    public Response get(Request request, Caller caller) {
        return ofSecret(request, (app, secret) -> Response.json(200, shown(request, app, secret)));
    }

    private Map<String, Object> shown(Request request, App app, ClientSecret secret) {
        var json = json(app, secret);
        if (!Authority.isWhole(request)) json.remove("client_secret");
        return json;
    }

    /// POST, with a secret that the caller chose or without.
    public Response create(Request request, Caller caller) {
        return ofApp(request, app -> {
            if (!authority.mayBe(request, app)) return OktaError.forbidden().response(request);
            var body = Fields.of(request.body().length == 0 ? Map.of() : request.json());
            var chosen = body.text("client_secret", 100);
            boolean mac = app.settings().authentication().method().equals("client_secret_jwt");
            chosen.ifPresent(text -> AppReader.checkSecret(body, text, mac));
            var status = body.oneOf("status", List.of("ACTIVE", "INACTIVE"));
            if (of(app).size() >= MOST) body.fault("client_secret", "an app has " + MOST + " secrets at most");
            var refused = body.error("OAuth2ClientSecret");
            if (refused.isPresent()) return refused.get().response(request);
            var made = chosen.map(text -> secrets.keep(text, true)).orElseGet(secrets::make);
            boolean active = !status.equals(Optional.of("INACTIVE"));
            return added(request, caller, app, made.with(active, clock.instant()));
        });
    }

    private Response added(Request request, Caller caller, App app, ClientSecret made) {
        var changed = change(app.id(), before -> {
            var more = new ArrayList<>(before);
            if (before.size() < MOST) more.add(made);
            return more;
        });
        boolean kept = changed.filter(it -> of(it).contains(made)).isPresent();
        if (!kept) {
            return OktaError.invalid("client_secret", "client_secret: an app has " + MOST + " secrets at most")
                    .response(request);
        }
        log.write(request, caller.actor(), EventType.CLIENT_SECRET_CREATE, app);
        return Response.json(201, json(app, made));
    }

    public Response activate(Request request, Caller caller) {
        return setActive(request, caller, true);
    }

    /// The last active one stays: without any the app could not be used, and nobody would know why.
    public Response deactivate(Request request, Caller caller) {
        return setActive(request, caller, false);
    }

    private Response setActive(Request request, Caller caller, boolean active) {
        return ofSecret(request, (app, secret) -> {
            if (active && !authority.mayBe(request, app))
                return OktaError.forbidden().response(request);
            var wanted = secret.with(active, clock.instant());
            var changed = change(
                    app.id(),
                    before -> active || hasOther(before, secret)
                            ? before.stream()
                                    .map(it -> it.id().equals(secret.id()) ? wanted : it)
                                    .toList()
                            : before);
            if (changed.filter(it -> of(it).contains(wanted)).isEmpty()) return needed(request);
            var type = active ? EventType.CLIENT_SECRET_ACTIVATE : EventType.CLIENT_SECRET_DEACTIVATE;
            log.write(request, caller.actor(), type, app);
            return Response.json(200, json(app, wanted));
        });
    }

    /// An active secret must be deactivated first.
    public Response delete(Request request, Caller caller) {
        return ofSecret(request, (app, secret) -> {
            if (secret.active()) return needed(request);
            change(
                    app.id(),
                    before -> before.stream()
                            .filter(it -> !it.id().equals(secret.id()))
                            .toList());
            log.write(request, caller.actor(), EventType.CLIENT_SECRET_DELETE, app);
            return Response.empty(204);
        });
    }

    private static boolean hasOther(List<ClientSecret> secrets, ClientSecret secret) {
        return secrets.stream().anyMatch(it -> it.active() && !it.id().equals(secret.id()));
    }

    private static Response needed(Request request) {
        return OktaError.invalid("secret", "secret: it is in use; another must be active, and this one inactive, first")
                .response(request);
    }

    private Optional<App> change(String appId, UnaryOperator<List<ClientSecret>> change) {
        return registrar.change(appId, app -> {
            var settings = app.settings();
            return new Change(
                    app.active(), settings.with(settings.authentication().withSecrets(change.apply(of(app)))));
        });
    }

    private static List<ClientSecret> of(App app) {
        return app.settings().authentication().secrets();
    }

    private Map<String, Object> json(App app, ClientSecret secret) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", secret.id());
        json.put("status", secret.active() ? "ACTIVE" : "INACTIVE");
        secrets.text(secret).ifPresent(text -> json.put("client_secret", text));
        json.put("secret_hash", Base64Url.encode(Arrays.copyOf(secret.hash().bytes(), SHOWN)));
        json.put("created", Wire.time(secret.created()));
        json.put("lastUpdated", Wire.time(secret.lastUpdated()));
        String self = apps.self(app) + "/credentials/secrets/" + secret.id();
        var links = new LinkedHashMap<String, Object>();
        String other = secret.active() ? "deactivate" : "activate";
        links.put(other, Wire.link(self + "/lifecycle/" + other, "POST"));
        if (!secret.active()) links.put("delete", Wire.link(self, "DELETE"));
        json.put("_links", links);
        return json;
    }

    private interface Answer {
        Response of(App app, ClientSecret secret);
    }

    private Response ofSecret(Request request, Answer answer) {
        String id = request.pathParameter("secret");
        return ofApp(
                request,
                app -> of(app).stream()
                        .filter(secret -> secret.id().equals(id))
                        .findFirst()
                        .map(secret -> answer.of(app, secret))
                        .orElseGet(() ->
                                OktaError.notFound(id, "OAuth2ClientSecret").response(request)));
    }

    private Response ofApp(Request request, Function<App, Response> answer) {
        return registrar.byId(request.pathParameter("app")).map(answer).orElseGet(() -> AppsApi.unknown(request));
    }
}
