package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.metadata.PublicKeys;
import dev.narthex.clients.KeyRing.Key;
import dev.narthex.clients.Registrar.Change;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// `/api/v1/apps/{app}/credentials/jwks`: the public keys by which an app proves itself, one by one.
public final class AppKeysApi {
    private final Registrar registrar;
    private final AppJson apps;
    private final AppLog log;
    private final Authority authority;
    private final InstantSource clock;

    public AppKeysApi(Registrar registrar, AppJson apps, AppLog log, Authority authority, InstantSource clock) {
        this.registrar = registrar;
        this.apps = apps;
        this.log = log;
        this.authority = authority;
        this.clock = clock;
    }

    public Response list(Request request, Caller caller) {
        return ofApp(
                request,
                app -> Response.json(
                        200, KeyRing.of(app).stream().map(key -> json(app, key)).toList()));
    }

    public Response get(Request request, Caller caller) {
        return ofKey(request, (app, key) -> Response.json(200, json(app, key)));
    }

    public Response add(Request request, Caller caller) {
        return ofApp(request, app -> {
            if (!authority.mayBe(request, app)) return OktaError.forbidden().response(request);
            var body = Fields.of(request.json());
            boolean active =
                    !body.oneOf("status", List.of("ACTIVE", "INACTIVE")).equals(Optional.of("INACTIVE"));
            var jwk = PublicKeys.one(body.members());
            if (jwk.isEmpty()) body.fault("key", "must be a public key for signatures, with a text as 'kid'");
            if (app.settings().extra().containsKey("jwks_uri")) body.fault("key", "can't go with 'jwks_uri'");
            var refused = body.error("OAuth2ClientJsonWebKey");
            if (refused.isPresent()) return refused.get().response(request);
            return added(request, caller, app, new Key(jwk.get(), active, clock.instant()));
        });
    }

    private Response added(Request request, Caller caller, App app, Key key) {
        var changed = change(app.id(), before -> {
            boolean room = before.size() < PublicKeys.MOST
                    && before.stream().noneMatch(it -> it.id().equals(key.id()));
            if (!room) return before;
            var more = new ArrayList<>(before);
            more.add(key);
            return more;
        });
        if (changed.filter(it -> KeyRing.of(it).contains(key)).isEmpty()) {
            return OktaError.invalid("key", "kid: is taken, or the app has " + PublicKeys.MOST + " keys already")
                    .response(request);
        }
        log.write(request, caller.actor(), EventType.CLIENT_SECRET_CREATE, app);
        return Response.json(201, json(app, key));
    }

    public Response activate(Request request, Caller caller) {
        return setActive(request, caller, true);
    }

    /// The last key of an app that proves itself by keys stays.
    public Response deactivate(Request request, Caller caller) {
        return setActive(request, caller, false);
    }

    private Response setActive(Request request, Caller caller, boolean active) {
        return ofKey(request, (app, key) -> {
            if (active && !authority.mayBe(request, app))
                return OktaError.forbidden().response(request);
            if (key.active() == active) return Response.json(200, json(app, key));
            var wanted = key.with(active, clock.instant());
            var changed = change(
                    app.id(),
                    before -> active || isSpare(app, before, key)
                            ? before.stream()
                                    .map(it -> it.id().equals(key.id()) ? wanted : it)
                                    .toList()
                            : before);
            if (changed.filter(it -> KeyRing.of(it).contains(wanted)).isEmpty()) return needed(request);
            var type = active ? EventType.CLIENT_SECRET_ACTIVATE : EventType.CLIENT_SECRET_DEACTIVATE;
            log.write(request, caller.actor(), type, app);
            return Response.json(200, json(app, wanted));
        });
    }

    private static boolean isSpare(App app, List<Key> keys, Key key) {
        return !app.settings().authentication().method().equals("private_key_jwt")
                || keys.stream().anyMatch(it -> it.active() && !it.id().equals(key.id()));
    }

    public Response delete(Request request, Caller caller) {
        return ofKey(request, (app, key) -> {
            if (key.active()) return needed(request);
            change(
                    app.id(),
                    before -> before.stream()
                            .filter(it -> !it.id().equals(key.id()))
                            .toList());
            log.write(request, caller.actor(), EventType.CLIENT_SECRET_DELETE, app);
            return Response.empty(204);
        });
    }

    private static Response needed(Request request) {
        return OktaError.invalid("key", "key: it is in use; another must be active, and this one inactive, first")
                .response(request);
    }

    private Optional<App> change(String appId, UnaryOperator<List<Key>> change) {
        return registrar.change(
                appId, app -> new Change(app.active(), KeyRing.with(app.settings(), change.apply(KeyRing.of(app)))));
    }

    private Map<String, Object> json(App app, Key key) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", key.id());
        json.putAll(key.jwk().members());
        json.put("status", key.active() ? "ACTIVE" : "INACTIVE");
        json.put("created", Wire.time(key.since()));
        json.put("lastUpdated", Wire.time(key.since()));
        String self = apps.self(app) + "/credentials/jwks/" + key.id();
        var links = new LinkedHashMap<String, Object>();
        String other = key.active() ? "deactivate" : "activate";
        links.put(other, Wire.link(self + "/lifecycle/" + other, "POST"));
        if (!key.active()) links.put("delete", Wire.link(self, "DELETE"));
        json.put("_links", links);
        return json;
    }

    private interface Answer {
        Response of(App app, Key key);
    }

    private Response ofKey(Request request, Answer answer) {
        String id = request.pathParameter("key");
        return ofApp(
                request,
                app -> KeyRing.find(app, id)
                        .map(key -> answer.of(app, key))
                        .orElseGet(() ->
                                OktaError.notFound(id, "OAuth2ClientJsonWebKey").response(request)));
    }

    private Response ofApp(Request request, Function<App, Response> answer) {
        return registrar.byId(request.pathParameter("app")).map(answer).orElseGet(() -> AppsApi.unknown(request));
    }
}
