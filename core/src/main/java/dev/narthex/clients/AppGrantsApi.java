package dev.narthex.clients;

import dev.narthex.access.Caller;
import dev.narthex.apps.App;
import dev.narthex.apps.ScopeGrant;
import dev.narthex.apps.ScopeGrantStore;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.okta.Wire;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.OrgScopes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// `/api/v1/apps/{app}/grants`: which scopes of the management API an app may have for itself.
public final class AppGrantsApi {
    private final Registrar registrar;
    private final ScopeGrantStore store;
    private final Making making;
    private final AppLog log;
    private final Issuers issuers;
    private final Authority authority;

    /// What a new grant takes.
    public record Making(Ids ids, InstantSource clock) {}

    public AppGrantsApi(
            Registrar registrar,
            ScopeGrantStore store,
            Making making,
            AppLog log,
            Issuers issuers,
            Authority authority) {
        this.registrar = registrar;
        this.store = store;
        this.making = making;
        this.log = log;
        this.issuers = issuers;
        this.authority = authority;
    }

    public Response list(Request request, Caller caller) {
        return ofApp(
                request,
                app -> Response.json(
                        200,
                        store.of(app.id()).stream()
                                .map(grant -> json(request, app, grant))
                                .toList()));
    }

    public Response get(Request request, Caller caller) {
        return ofApp(
                request,
                app -> store.byId(app.id(), grantId(request))
                        .map(grant -> Response.json(200, json(request, app, grant)))
                        .orElseGet(() -> unknown(request)));
    }

    /// A scope that is granted already stays as it is.
    public Response grant(Request request, Caller caller) {
        return ofApp(request, app -> {
            var body = Fields.of(request.json());
            String scope = body.requiredText("scopeId", 100);
            if (!scope.isBlank() && !OrgScopes.has(scope)) body.fault("scopeId", "is no scope of the management API");
            String issuer = body.requiredText("issuer", 1024);
            if (!issuer.isBlank() && !issuer.equals(issuers.baseUrl())) {
                body.fault("issuer", "must be the org's authorization server");
            }
            var refused = body.error("OAuth2ScopeConsentGrant");
            if (refused.isPresent()) return refused.get().response(request);
            if (!authority.mayGrant(request, scope))
                return OktaError.forbidden().response(request);
            var actor = caller.actor();
            var grant = store.grant(new ScopeGrant(
                    making.ids().next("oag"), app.id(), scope, making.clock().instant(), actor.id()));
            log.write(request, actor, EventType.ADMIN_CONSENT_GRANT, app, target(grant));
            return Response.json(201, json(request, app, grant));
        });
    }

    public Response revoke(Request request, Caller caller) {
        return ofApp(request, app -> {
            var grant = store.byId(app.id(), grantId(request));
            if (grant.isEmpty() || !store.revoke(app.id(), grantId(request))) return unknown(request);
            log.write(request, caller.actor(), EventType.ADMIN_CONSENT_REVOKE, app, target(grant.get()));
            return Response.empty(204);
        });
    }

    private static Target target(ScopeGrant grant) {
        return new Target(grant.id(), "Scope", grant.scope(), grant.scope());
    }

    private Map<String, Object> json(Request request, App app, ScopeGrant grant) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", grant.id());
        json.put("status", "ACTIVE");
        json.put("created", Wire.time(grant.created()));
        json.put("createdBy", Map.of("id", grant.createdBy(), "type", "User"));
        json.put("lastUpdated", Wire.time(grant.created()));
        json.put("issuer", issuers.baseUrl());
        json.put("clientId", app.clientId());
        json.put("scopeId", grant.scope());
        json.put("source", "ADMIN");
        if (request.query().all("expand").contains("scope")) {
            json.put("_embedded", Map.of("scope", Map.of("id", grant.scope())));
        }
        String self = issuers.baseUrl() + "/api/v1/apps/" + app.id();
        var links = new LinkedHashMap<String, Object>();
        links.put("app", Wire.link(self));
        links.put("self", Wire.link(self + "/grants/" + grant.id(), "GET", "DELETE"));
        json.put("_links", links);
        return json;
    }

    private Response ofApp(Request request, Function<App, Response> answer) {
        return registrar.byId(request.pathParameter("app")).map(answer).orElseGet(() -> AppsApi.unknown(request));
    }

    private static String grantId(Request request) {
        return request.pathParameter("grant");
    }

    private static Response unknown(Request request) {
        return OktaError.notFound(grantId(request), "OAuth2ScopeConsentGrant").response(request);
    }
}
