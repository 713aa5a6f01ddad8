package dev.narthex.servers;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.id.Ids;
import dev.narthex.log.EventType;
import dev.narthex.log.LogEvent.Target;
import dev.narthex.okta.Fields;
import dev.narthex.okta.OktaError;
import dev.narthex.policy.AuthorizationServer;
import dev.narthex.policy.Issuers;
import dev.narthex.policy.Scope;
import dev.narthex.servers.ChangeResponder.Shape;
import dev.narthex.servers.ScopeEdits.Publishing;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/api/v1/authorizationServers/{server}/scopes[/{scope}]`.
public final class ScopesApi {
    private final ChangeResponder responder;
    private final Addresses addresses;
    private final Ids ids;
    private final Shape<Scope> shape = new Shape<>(this::json, ScopesApi::target);

    public ScopesApi(ChangeResponder responder, Issuers issuers, Ids ids) {
        this.responder = responder;
        this.addresses = new Addresses(issuers);
        this.ids = ids;
    }

    /// GET; `q` finds scopes by a part of their name.
    public Response list(Request request, Caller caller) {
        var server = responder.server(request);
        if (server.isEmpty()) return OktaError.unknownServer(request).response(request);
        String wanted = request.query().first("q").orElse("");
        var found = server.get().scopes().stream()
                .filter(scope -> scope.name().contains(wanted))
                .toList();
        return responder.page(request, found, scope -> json(server.get(), scope), Scope::id);
    }

    public Response get(Request request, Caller caller) {
        String id = id(request);
        return responder.one(
                request, server -> ScopeEdits.find(server, id).map(scope -> json(server, scope)), id, ScopeEdits.TYPE);
    }

    public Response create(Request request, Caller caller) {
        var json = request.json();
        String id = ids.next("scp");
        return responder.created(
                request, caller, EventType.SCOPE_CREATED, shape, server -> ScopeEdits.add(server, Fields.of(json), id));
    }

    public Response replace(Request request, Caller caller) {
        var json = request.json();
        return responder.changed(
                request,
                caller,
                EventType.SCOPE_UPDATED,
                shape,
                server -> ScopeEdits.replace(server, Fields.of(json), id(request)));
    }

    public Response delete(Request request, Caller caller) {
        return responder.done(
                request, caller, EventType.SCOPE_DELETED, shape, server -> ScopeEdits.remove(server, id(request)));
    }

    private static String id(Request request) {
        return request.pathParameter("scope");
    }

    private Map<String, Object> json(AuthorizationServer server, Scope scope) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", scope.id());
        json.put("name", scope.name());
        json.put("displayName", orNull(scope.text().title()));
        json.put("description", orNull(scope.text().description()));
        json.put("system", scope.flags().system());
        json.put("default", scope.flags().isDefault());
        json.put("optional", scope.flags().optional());
        json.put(
                "metadataPublish", (scope.flags().published() ? Publishing.ALL_CLIENTS : Publishing.NO_CLIENTS).name());
        json.put("consent", scope.consent().name());
        json.put("_links", addresses.self(addresses.of(server) + "/scopes/" + scope.id()));
        return json;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Target target(Scope scope) {
        return new Target(scope.id(), "OAuth2Scope", scope.name(), scope.title());
    }
}
