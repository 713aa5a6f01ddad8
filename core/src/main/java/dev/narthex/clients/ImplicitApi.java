package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.Advice;
import dev.narthex.apps.App;
import dev.narthex.apps.AppSettings;
import dev.narthex.apps.ImplicitUse;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.log.EventType;
import dev.narthex.okta.OktaError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How an app uses the implicit grant, and the one call by which it leaves it.
public final class ImplicitApi {
    private final Registrar registrar;
    private final ImplicitUse use;
    private final AppJson json;
    private final AppLog log;

    public ImplicitApi(Registrar registrar, ImplicitUse use, AppJson json, AppLog log) {
        this.registrar = registrar;
        this.use = use;
        this.json = json;
        this.log = log;
    }

    /// GET `/api/v1/apps/{app}/implicit-usage`.
    public Response usage(Request request, Caller caller) {
        return registrar
                .byId(request.pathParameter("app"))
                .map(app -> Response.json(200, usage(app)))
                .orElseGet(() -> AppsApi.unknown(request));
    }

    private Map<String, Object> usage(App app) {
        var tally = use.lately(app.clientId());
        var body = new LinkedHashMap<String, Object>();
        body.put("days", ImplicitUse.DAYS);
        body.put("requests", tally.requests());
        body.put("withCodeChallenge", tally.challenged());
        body.put("advice", advice(app, tally));
        return body;
    }

    private static List<Map<String, String>> advice(App app, ImplicitUse.Tally tally) {
        return Advice.of(app.settings()).stream()
                .map(advice -> Map.of("code", advice.code(), "text", advice.text() + seen(advice, tally)))
                .toList();
    }

    private static String seen(Advice advice, ImplicitUse.Tally tally) {
        if (!advice.code().equals(Advice.IMPLICIT_GRANT)) return "";
        return " It sent a code_challenge in %d of its last %d requests."
                .formatted(tally.challenged(), tally.requests());
    }

    /// POST `/api/v1/apps/{app}/lifecycle/moveToCode`: from now on codes with PKCE, for the same redirect URIs.
    public Response moveToCode(Request request, Caller caller) {
        var app = registrar.byId(request.pathParameter("app"));
        if (app.isPresent() && app.get().settings().redirectUris().isEmpty()) {
            return OktaError.invalid("redirect_uris", "redirect_uris: a code needs one to be sent to")
                    .response(request);
        }
        return app.flatMap(it -> registrar.change(
                        it.id(), known -> new Registrar.Change(known.active(), moved(known.settings()))))
                .map(changed -> {
                    log.write(request, caller.actor(), List.of(EventType.APP_UPDATE, EventType.CLIENT_UPDATE), changed);
                    return Response.json(200, json.of(changed));
                })
                .orElseGet(() -> AppsApi.unknown(request));
    }

    // RFC 9700 §2.1.1, §2.1.2: the code flow instead, with PKCE.
    private static AppSettings moved(AppSettings settings) {
        var oauth = settings.oauth();
        var grants = new HashSet<>(oauth.grantTypes());
        grants.remove("implicit");
        grants.add("authorization_code");
        var authentication = oauth.authentication();
        var moved = new AppSettings.OAuth(
                oauth.redirectUris(),
                oauth.postLogoutRedirectUris(),
                Set.of("code"),
                grants,
                oauth.consentMethod(),
                new AppSettings.ClientAuthentication(
                        authentication.method(), true, authentication.secrets(), authentication.keys()));
        return new AppSettings(
                settings.label(), settings.type(), moved, settings.branding(), settings.everyone(), settings.extra());
    }
}
